"""Rounds too large to write out: a search that prices guide, beside a bound that prices prove.

Greedy, prices from a flow, ruin and recreate in two chains, the bound with budgets kept whole, more search,
and at last the exact engine where the bound leaves it little to decide. Stages end by counts of steps, so
that the same input gives the same plan; a time limit cuts them short, or lasts as long as it says.
"""

from dataclasses import replace

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns
from solver.bound.rung import Rung
from solver.exact.aims import value
from solver.exact.climb import Ascent
from solver.exact.engine import Limits, Watcher
from solver.search.aim import aim, can_count
from solver.search.hunt import Hunt
from solver.search.locks import held
from solver.solution import Status
from solver.wishes import terms

ABOVE = (20, 1_000)  # a point of a sum against one of the next: fits end at 100, changes are short
EFFORT = 60.0  # CP-SAT's deterministic seconds for that


def climb(board: Board, limits: Limits, watcher: Watcher, start: Columns | None) -> tuple[Rung, ...]:
    """Sum after sum; no later one takes anything from those before it."""
    rungs: list[Rung] = []
    locked = held(board, limits, watcher)
    plan = start or locked.chosen
    if locked.status == Status.INFEASIBLE:
        return (locked,)
    for number, (name, _) in enumerate(terms(board.view)):
        hunt = _hunted(board, number, _share(board, number, limits, watcher), watcher, plan)
        if hunt.found is None:
            return (*rungs, replace(locked, name=name))
        rung = _rung(hunt, hunt.found)
        if not rungs and rung.status != Status.OPTIMAL and hunt.is_nearly_proved:
            rung = _proved(board, rung, limits, watcher)
        rungs.append(rung)
        plan = rung.chosen
    return tuple(rungs)


def _share(board: Board, number: int, limits: Limits, watcher: Watcher) -> Limits:
    """Of the time that is left, as much as every other sum that is still to come."""
    if limits.wall is None:
        return limits
    left = max(0.0, limits.wall - watcher.passed)
    return replace(limits, wall=watcher.passed + left / (len(terms(board.view)) - number))


def _hunted(board: Board, number: int, limits: Limits, watcher: Watcher, plan: Columns | None) -> Hunt:
    """The search for one sum; if it gave up anything of those before, again with more weight on these."""
    for above in (each for each in ABOVE if each == ABOVE[0] or can_count(board, number, each)):
        hunt = Hunt(board, aim(board, number, above), limits, watcher)
        hunt.run(plan)
        if plan is None or hunt.found is None or _before(hunt.found, number) >= _before(plan, number):
            return hunt
    hunt.found = plan
    return hunt


def _before(plan: Columns, number: int) -> list[int]:
    """What the sums before one have reached."""
    return [value(plan, before) for before in range(number)]


def _rung(hunt: Hunt, found: Columns) -> Rung:
    """Value and bound of one sum, given what those before it reached."""
    aim = hunt.aim
    reached = value(found, aim.number)
    above = sum(factor * value(found, number) for number, factor in enumerate(aim.factors[:-1]))
    ceiling = reached if hunt.bound is None else hunt.bound - above
    status = Status.OPTIMAL if ceiling <= reached else Status.FEASIBLE
    prices = None if hunt.lowest is None else hunt.lowest.prices
    return Rung(
        aim.name, status, reached, max(reached, ceiling), found, prices=prices, money_step=hunt.money_step
    )


def _proved(board: Board, rung: Rung, limits: Limits, watcher: Watcher) -> Rung:
    """The exact engine on what prices leave over, from the plan that was found."""
    effort = EFFORT if limits.deterministic is None else min(EFFORT, limits.deterministic)
    ascent = Ascent(columns(board), 0, (), watcher)
    found = ascent.climb(rung.chosen, replace(limits, deterministic=effort))
    if found.value is None or found.bound is None or rung.bound is None:
        return rung
    if found.bound >= rung.bound:
        found = replace(found, bound=rung.bound, prices=rung.prices, money_step=rung.money_step)
    return replace(found, status=Status.OPTIMAL) if found.bound == found.value else found
