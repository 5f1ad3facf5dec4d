"""What each time takes of parties and of offers, in points.

The same as the time's part of `solver.beside.obstacles`, for all offers and times at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from solver.beside.openings import Openings
from solver.beside.reach import NEVER, Party
from solver.beside.sides import Points, Side, bit_rows
from solver.changes import ChangeWeights
from solver.placements import Placement, keeps_time
from solver.problem import Application, Lock


class Hours(Protocol):
    """The times of parties of one size with the same needs at the offers of a side."""

    @property
    def least_own(self) -> Points:
        """By party: what it gives at least, wherever it goes."""

    @property
    def least_there(self) -> Points:
        """By offer: what it gives at least, whoever comes."""

    @property
    def breadth(self) -> int:
        """How many figures are weighed for one party at one offer."""

    def best(self, rows: Points, offers: Points) -> Points:
        """By party and picked offer: what the best time takes of both."""

    def placements(self, rows: Points, offers: Points) -> list[Placement]:
        """The first of the best times of each party at its offer; there is one for each."""


@dataclass(frozen=True)
class Columns:
    """Times known beforehand: what each takes of each party and of each offer."""

    openings: Openings
    parties: tuple[Party, ...]

    @property
    def side(self) -> Side:
        return self.openings.cells.side

    @property
    def weights(self) -> ChangeWeights:
        return self.openings.weights

    @property
    def breadth(self) -> int:
        return len(self.openings.times)

    @cached_property
    def least_own(self) -> Points:
        least: Points = self.own.min(axis=1, initial=NEVER)
        return least

    @property
    def least_there(self) -> Points:
        return self.openings.least

    @cached_property
    def own(self) -> Points:
        """Parties by times."""
        points = self.weights.own_days * self.openings.halves.sums(unfree_parties(self.side, self.parties))
        for row, member in self._members():
            if member.slots is not None:
                points[row] += self.openings.outside(member.slots, self.weights.own_slot)
        if self.openings.is_dated:
            points += NEVER * self.openings.happens(self._busy_parties())
        return points

    def _members(self) -> Iterator[tuple[int, Application]]:
        return ((row, member) for row, party in enumerate(self.parties) for member in party)

    def _busy_parties(self) -> Points:
        cells, doings = self.openings.cells, self.side.room.doings
        table = np.zeros((len(self.parties), cells.away.shape[1]), np.int64)
        busy = [(row, doings[one.person]) for row, one in self._members() if one.person in doings]
        if busy:
            np.add.at(table, [row for row, _ in busy], cells.busy([(each, None) for _, each in busy]))
        return table

    def best(self, rows: Points, offers: Points) -> Points:
        least: Points = self._points(rows, offers).min(axis=2, initial=NEVER)
        return least

    def _points(self, rows: Points, offers: Points) -> Points:
        """Parties by their picked offers by times."""
        points: Points = self.own[rows][:, None, :] + self.openings.there[offers]
        for place, lock in locks(self.side, self.parties, rows):
            points[place, offers[place] == self.side.number.get(lock.offer)] += self._breaking(lock)
        return points

    def _breaking(self, lock: Lock) -> Points:
        """What each time at the locked offer takes of the lock."""
        view = self.side.room.view
        times = self.openings.times
        told = times if self.openings.is_dated else (Placement(),) * len(times)
        broken = [lock.second is not None or not keeps_time(view, time, lock) for time in told]
        return self.weights.lock * np.array(broken, np.int64)

    def placements(self, rows: Points, offers: Points) -> list[Placement]:
        if len(rows) == 0:
            return []
        first = self._points(rows, offers[:, None])[:, 0].argmin(axis=1)
        return [self.openings.times[number] for number in first.tolist()]


@dataclass(frozen=True)
class AgreedDays:
    """Days that the two agree themselves: so many whole ones, the cheapest."""

    side: Side
    parties: tuple[Party, ...]
    weights: ChangeWeights
    least: int

    @property
    def breadth(self) -> int:
        return len(self.side.room.view.window.dates)

    @cached_property
    def own(self) -> Points:
        """Parties by days."""
        return by_day(self.weights.own_days * unfree_parties(self.side, self.parties))

    @cached_property
    def there(self) -> Points:
        """Offers by days; never on a day of which the window has a half or nothing."""
        window = self.side.room.view.window
        lacking = by_day(1 - bit_rows([window.open], 2 * len(window.dates)))
        unfree = self.weights.offer_days * self.side.unfree
        closed = self.weights.closed * self.side.closed[self.side.organisation]
        return by_day(unfree + closed) + NEVER * (lacking > 0)

    @cached_property
    def least_own(self) -> Points:
        return self._cheapest(self.own)

    @cached_property
    def least_there(self) -> Points:
        return self._cheapest(self.there)

    def _cheapest(self, points: Points) -> Points:
        if self.breadth < self.least:
            return np.full(points.shape[:-1], NEVER)
        cheapest: Points = np.sort(points, axis=-1)[..., : self.least].sum(axis=-1)
        return np.minimum(cheapest, NEVER)

    def best(self, rows: Points, offers: Points) -> Points:
        points = self._cheapest(self.own[rows][:, None, :] + self.there[offers])
        for place, lock in locks(self.side, self.parties, rows):
            broken = lock.second is not None or not keeps_time(self.side.room.view, Placement(), lock)
            points[place, offers[place] == self.side.number.get(lock.offer)] += self.weights.lock * broken
        return points

    def placements(self, rows: Points, offers: Points) -> list[Placement]:
        ranked = np.argsort(self.own[rows] + self.there[offers], axis=1, kind="stable")
        held = ranked[:, : self.least].tolist()
        return [Placement(halves=sum([3 << 2 * day for day in days])) for days in held]


def by_day(points: Points) -> Points:
    """The two halves of each day together."""
    days: Points = points.reshape(len(points), points.shape[1] // 2, 2).sum(axis=2)
    return days


def unfree_parties(side: Side, parties: Sequence[Party]) -> Points:
    """Parties by halves: how many of its members are not free."""
    rows = side.without([side.room.free(member) for party in parties for member in party])
    return np.add.reduceat(rows, np.arange(0, len(rows), len(parties[0])), axis=0)


def locks(side: Side, parties: Sequence[Party], rows: Iterable[int]) -> Iterator[tuple[int, Lock]]:
    """What HR locked for members of these parties, with the place of the party among them."""
    locked = side.room.locks
    for place, row in enumerate(rows) if locked else ():
        yield from ((place, locked[member.id]) for member in parties[row] if member.id in locked)
