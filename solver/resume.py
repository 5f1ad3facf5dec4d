"""A plan of before as columns of now: what does not fit any more is left out."""

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns, of_parties
from solver.climb import is_large
from solver.exact import greedy
from solver.placements import keeps_time
from solver.problem import Lock
from solver.solution import Pairing, Solution


def resumed(board: Board, start: Solution) -> Columns | None:
    """The old pairings first, then whatever fits, the best first; in large rounds the old ones alone."""
    if is_large(board):
        old = {board.party_of[one.application] for one in start.pairings if one.application in board.party_of}
        every = of_parties(board, sorted(old))
        return greedy.plan(every, _kept(every, start))
    every = columns(board)
    rest = greedy.best_first(every, every.points(0))
    return greedy.plan(every, [*_kept(every, start), *rest])


def _kept(every: Columns, start: Solution) -> list[int]:
    """The columns of the old pairings, in their order; companions have one together."""
    board, kept = every.board, dict[int, int]()
    entries = {
        (entry.offer.id, entry.second.id if entry.second else None): number
        for number, entry in enumerate(board.entries)
    }
    for pairing in start.pairings:
        party = board.party_of.get(pairing.application)
        entry = entries.get((pairing.offer, pairing.second.offer if pairing.second else None))
        if party is not None and entry is not None and party not in kept:
            column = _column(every, party, entry, _when(pairing))
            kept |= {} if column is None else {party: column}
    return list(kept.values())


def _column(every: Columns, party: int, entry: int, when: Lock) -> int | None:
    """The column of a party with an entry that keeps a time."""
    begin, end = np.searchsorted(every.party, [party, party + 1]).tolist()
    board = every.board
    times = board.placements(board.shapes[board.shape_of[party]])
    these = (begin + np.flatnonzero(every.entry[begin:end] == entry)).tolist()
    keeping = (one for one in these if keeps_time(board.view, times[every.time[one]], when))
    return next(keeping, None)


def _when(pairing: Pairing) -> Lock:
    """What the time of a pairing was, as a lock says it."""
    return Lock(
        application=pairing.application,
        offer=pairing.offer,
        days=pairing.days or None,
        slot=pairing.slot,
        first=pairing.sessions[0].date() if pairing.sessions else None,
    )
