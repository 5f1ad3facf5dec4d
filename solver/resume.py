"""A plan of before as columns of now: what does not fit any more is left out."""

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns
from solver.exact import greedy
from solver.placements import keeps_time
from solver.problem import Lock
from solver.solution import Solution


def resumed(board: Board, start: Solution) -> Columns | None:
    """The old pairings first, then whatever fits beside them, the best first."""
    every = columns(board)
    kept = _old(board, every, start)
    rest = greedy.best_first(every, every.points(0))
    return greedy.plan(every, [*kept, *rest])


def _old(board: Board, every: Columns, start: Solution) -> list[int]:
    """The columns of the old pairings, in their order."""
    old: dict[int, int] = {}
    offers = {
        entry_key(entry.offer.id, entry.second and entry.second.id): number
        for number, entry in enumerate(board.entries)
    }
    for pairing in start.pairings:
        party = board.party_of.get(pairing.application)
        entry = offers.get(entry_key(pairing.offer, pairing.second and pairing.second.offer))
        if party is None or entry is None or party in old:
            continue
        first = pairing.sessions[0].date() if pairing.sessions else None
        when = Lock(
            application=pairing.application,
            offer=pairing.offer,
            days=pairing.days or None,
            slot=pairing.slot,
            first=first,
        )
        shape = board.shapes[board.shape_of[party]]
        those = np.flatnonzero((every.party == party) & (every.entry == entry))
        times = board.placements(shape)
        fitting = (
            number
            for number in those.tolist()
            if keeps_time(board.view, times[int(every.time[number])], when)
        )
        found = next(fitting, None)
        if found is not None:
            old[party] = found
    return list(old.values())


def entry_key(offer: str, second: str | None) -> tuple[str, str | None]:
    """What tells entries apart."""
    return offer, second
