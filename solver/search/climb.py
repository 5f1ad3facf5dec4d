"""Rounds too large to write out: a search that prices guide, beside a bound that prices prove.

Greedy, prices from a flow, ruin and recreate in two chains, the bound with budgets kept whole, more search,
and at last the exact engine where the bound leaves it little to decide. Stages end by counts of steps, so
that the same input gives the same plan; only a time limit cuts them short.
"""

from dataclasses import replace

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns, count
from solver.bound.rung import Rung
from solver.exact.aims import value
from solver.exact.climb import Ascent
from solver.exact.engine import Limits, Watcher
from solver.search.aim import Aim, aims
from solver.search.hunt import Hunt
from solver.search.locks import held
from solver.solution import Status

NEARLY = 0.001  # of the value: a gap that the exact engine is asked to close
WRITTEN_OUT = 250_000  # columns that are still worth writing out for it
EFFORT = 60.0  # CP-SAT's deterministic seconds for that


def climb(board: Board, limits: Limits, watcher: Watcher, start: Columns | None) -> tuple[Rung, ...]:
    """Sum after sum; each keeps what those before it reached by far larger weights."""
    rungs: list[Rung] = []
    locked = held(board, limits, watcher)
    plan = start or locked.chosen
    if locked.status == Status.INFEASIBLE:
        return (locked,)
    for aim in aims(board):
        hunt = Hunt(board, aim, limits, watcher)
        found = hunt.run(plan)
        if found is None:
            return (*rungs, replace(locked, name=aim.name))
        rung = _rung(aim, hunt, found)
        if not rungs and _is_nearly_proved(board, rung):
            rung = _proved(board, rung, limits, watcher)
        rungs.append(rung)
        plan = rung.chosen
    return tuple(rungs)


def _rung(aim: Aim, hunt: Hunt, found: Columns) -> Rung:
    """Value and bound of one sum, given what those before it reached."""
    reached = value(found, aim.number)
    above = sum(factor * value(found, number) for number, factor in enumerate(aim.factors[:-1]))
    ceiling = reached if hunt.bound is None else hunt.bound - above
    status = Status.OPTIMAL if ceiling <= reached else Status.FEASIBLE
    prices = None if hunt.lowest is None else hunt.lowest.prices
    return Rung(
        aim.name, status, reached, max(reached, ceiling), found, prices=prices, money_step=hunt.money_step
    )


def _is_nearly_proved(board: Board, rung: Rung) -> bool:
    """Whether so little is left to decide that the exact engine may prove the rest."""
    if rung.status == Status.OPTIMAL or rung.value is None or rung.bound is None:
        return False
    return rung.bound - rung.value <= abs(rung.value) * NEARLY and count(board) <= WRITTEN_OUT


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
