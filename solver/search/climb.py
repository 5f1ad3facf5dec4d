"""Rounds too large to write out: a search that prices guide, beside a bound that prices prove.

Greedy, prices from a flow, ruin and recreate in two chains, the bound with budgets kept whole, more search, and
at last the exact engine where the bound leaves it little to decide. Stages end by counts of steps, so that the
same input gives the same plan; only a time limit cuts them short.
"""

from dataclasses import replace

from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.bound.rung import Rung
from solver.exact.aims import value
from solver.exact.engine import Limits, Watcher
from solver.search.aim import Aim, aims
from solver.search.hunt import Hunt
from solver.search.locks import held
from solver.solution import Status


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
        rungs.append(_rung(aim, hunt, found))
        plan = found
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
