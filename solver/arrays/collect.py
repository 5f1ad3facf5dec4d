"""The pairs of a whole round: the entries that can serve each party, and what each is worth to it."""

from dataclasses import dataclass

import numpy as np

from solver.arrays.candidates import Candidates
from solver.arrays.ground import Ground
from solver.arrays.numbers import NOBODY, Integers, Numbers, Places, Truths, beside, joined, offsets
from solver.arrays.offered import Offered
from solver.arrays.parties import Party
from solver.pairs import NO_RULE, judged
from solver.problem import Lock
from solver.wishes import POINTS, nearness, terms


@dataclass(frozen=True)
class Pairs:
    """The pairs of all parties, one party after the other: those of party p are at[p] up to at[p + 1]."""

    at: Integers
    entry: Numbers
    points: Integers  # terms by pairs
    cost_at: Integers  # where the costs of a party's first pair begin; a pair has one for each member
    cost: Integers
    extra_at: Integers  # where in `extra` the placements of a pair have points of their own, or -1
    extra: Integers  # terms by these


@dataclass(frozen=True)
class Piece:
    """The pairs of one party; `extra_at` counts from where its own extras begin."""

    entry: Places
    points: Integers
    cost: Integers
    extra_at: Integers
    extra: Integers


def collected(ground: Ground) -> Pairs:
    """The pairs of all parties."""
    pieces = [_piece(ground, number) for number in range(len(ground.parties))]
    counts = np.array([len(one.entry) for one in pieces], dtype=np.int64)
    begins = offsets([one.extra.shape[1] for one in pieces]).tolist()
    rows = len(terms(ground.view))
    return Pairs(
        at=offsets(counts),
        entry=joined([one.entry for one in pieces]).astype(np.int32),
        points=beside(rows, [one.points for one in pieces]),
        cost_at=offsets(counts * ground.size),
        cost=joined([one.cost for one in pieces]),
        extra_at=joined([_shifted(one.extra_at, by) for one, by in zip(pieces, begins, strict=False)]),
        extra=beside(rows, [one.extra for one in pieces]),
    )


def _shifted(places: Integers, by: int) -> Integers:
    return np.where(places == NOBODY, NOBODY, places + by)


def _piece(ground: Ground, number: int) -> Piece:
    """The entries that every member and every lock allows, at some time that suits all."""
    party = ground.parties[number]
    ones = [Candidates(ground.supply, member) for member in party.members]
    entries = np.flatnonzero(_allowed(party, ones))
    numbers = entries + int(ground.entry_from[ground.shape_of[number]])
    fitting = np.flatnonzero(ground.times(number, numbers).any(axis=1))
    entries, numbers = entries[fitting], numbers[fitting]
    extra_at, extra = _extra(ground, party, numbers)
    return Piece(
        entry=numbers,
        points=_points(ground, ones, entries),
        cost=np.stack([one.cost[entries] for one in ones], axis=1).ravel(),
        extra_at=extra_at,
        extra=extra,
    )


def _allowed(party: Party, ones: list[Candidates]) -> Truths:
    allowed: Truths = np.logical_and.reduce([judged(one) == NO_RULE for one in ones])
    for lock in party.locks:
        allowed = allowed & ones[0].these(_keeping(ones[0].offered, lock))
    return allowed


def _keeping(offered: Offered, lock: Lock) -> list[int]:
    """The entries that a lock allows; with no second host named, any will do."""
    begun = offered.of_first.get(lock.offer, [])
    if lock.second is None:
        return begun
    return [one for one in begun if offered.entries[one].both[-1].id == lock.second != lock.offer]


def _points(ground: Ground, ones: list[Candidates], entries: Places) -> Integers:
    """What each entry is worth to all members together, terms by entries."""
    found = np.zeros((len(terms(ground.view)), len(entries)), dtype=np.int64)
    for row, (_, levels) in zip(found, terms(ground.view), strict=True):
        for one in ones:
            for level in levels:
                row += POINTS[level](one)[entries]
    return found


def _extra(ground: Ground, party: Party, entries: Places) -> tuple[Integers, Integers]:
    """Stability knows better and worse times with the offer that somebody had before."""
    view = ground.view
    placements = ground.placements(ground.supply.shapes[party.members[0].needs])
    before = [view.previous[one.id] for one in party.members if one.id in view.previous]
    at = np.full(len(entries), NOBODY, dtype=np.int64)
    gained: list[Integers] = []
    for offer in dict.fromkeys(one.offer for one in before):
        same = [one for one in before if one.offer == offer]
        first = ground.offer_number.get(offer, NOBODY)
        for number in np.flatnonzero(ground.first[entries] == first).tolist():
            entry = ground.entries[int(entries[number])]
            at[number] = len(gained) * len(placements)
            gained.append(np.sum([nearness(view, one, entry, placements) for one in same], axis=0))
    held = ["stability" in levels for _, levels in terms(view)]
    return at, np.outer(held, joined(gained)).astype(np.int64)
