"""Locked places before everything else: proved to go together, or proved not to."""

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import of_parties
from solver.bound.rung import Rung
from solver.exact import greedy
from solver.exact.engine import Limits, Watcher, maximise
from solver.exact.model import Model, Term
from solver.rules import RULES
from solver.solution import Status


def held(board: Board, limits: Limits, watcher: Watcher) -> Rung:
    """A plan of the locked parties alone; without locks, of nobody."""
    locked = [number for number, party in enumerate(board.parties) if party.needs_place]
    some = of_parties(board, locked)
    plan = greedy.plan(some, greedy.best_first(some, some.points(0)))
    if plan is not None:
        return Rung("locks", Status.FEASIBLE, 0, None, plan)
    model = Model(some)
    for rule in RULES:
        model.rows.extend(rule(model))
    nothing = np.zeros(0, dtype=np.int64)
    answer = maximise(model, Term("locks", nothing, nothing), hint={}, limits=limits, watcher=watcher)
    chosen = None if answer.chosen is None else some.kept(np.flatnonzero(answer.chosen[: len(some)]))
    status = answer.status if answer.status in (Status.INFEASIBLE, Status.UNKNOWN) else Status.FEASIBLE
    return Rung("locks", status, None, None, chosen)
