"""A plan of before as columns of now: what does not fit any more is left out."""

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns
from solver.arrays.shapes import unpacked
from solver.climb import is_searched
from solver.exact import greedy
from solver.exact.engine import Limits
from solver.placements import kept_times
from solver.problem import Lock
from solver.solution import Pairing, Solution


def resumed(board: Board, start: Solution, limits: Limits) -> Columns | None:
    """The old pairings first, then whatever fits, the best first; before a search the old ones alone."""
    old = _old(board, start)
    if is_searched(board, limits):
        return greedy.plan(old, range(len(old)))
    every = columns(board)
    kept = [int(np.flatnonzero(every.key == key)[0]) for key in old.key]
    return greedy.plan(every, [*kept, *greedy.best_first(every, every.points(0))])


def _old(board: Board, start: Solution) -> Columns:
    """The columns of the old pairings, in their order; companions have one together."""
    entries = {
        (entry.offer.id, entry.second.id if entry.second else None): number
        for number, entry in enumerate(board.entries)
    }
    kept: dict[int, tuple[int, int, int]] = {}
    for pairing in start.pairings:
        party = board.party_of.get(pairing.application)
        entry = entries.get((pairing.offer, pairing.second.offer if pairing.second else None))
        if party is not None and entry is not None and party not in kept:
            kept.update((party, (party, *found)) for found in _column(board, party, entry, pairing))
    parties, pair, time = np.array(list(kept.values()), dtype=np.int64).reshape(-1, 3).T
    return Columns(board, parties.astype(np.int32), pair, time.astype(np.int32))


def _column(board: Board, party: int, entry: int, pairing: Pairing) -> list[tuple[int, int]]:
    """Pair and time of a party with an entry at the time of a pairing, if that is possible."""
    begin, end = board.pairs.at[party], board.pairs.at[party + 1]
    pairs = begin + np.flatnonzero(board.pairs.entry[begin:end] == entry)
    times = board.placements(board.shapes[board.shape_of[party]])
    open_for = unpacked(board.times(party, board.pairs.entry[pairs]), len(times)).any(axis=0)
    keeping = np.array(kept_times(board.view, times, _when(pairing)), dtype=np.bool_)
    found: list[int] = np.flatnonzero(open_for & keeping).tolist()
    return [(pair, time) for pair in pairs.tolist() for time in found[:1]]


def _when(pairing: Pairing) -> Lock:
    """What the time of a pairing was, as a lock says it."""
    return Lock(
        application=pairing.application,
        offer=pairing.offer,
        days=pairing.days or None,
        slot=pairing.slot,
        first=pairing.sessions[0].date() if pairing.sessions else None,
    )
