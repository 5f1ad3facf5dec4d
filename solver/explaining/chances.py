"""When somebody could go where if nobody else were in the plan, and what one more time would open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from solver.beside.cells import Cells, Halves, Meetings
from solver.beside.openings import Openings
from solver.beside.sides import Marked, Points, Side, bit_rows
from solver.changes import Change, ChangeWeights, Kind
from solver.problem import Application, CommonDays, Sessions, Slot

UNCROWDED = ChangeWeights(guests_per_day=0, mentees_per_session=0, organisation_guests=0)


@dataclass(frozen=True)
class Step:
    """One answer moved, or left alone: what it asks, and the offers that it does not keep away then."""

    points: int
    changes: tuple[Change, ...]
    lets: Marked


class Chances(Protocol):
    """The times of one application with the offers of a side."""

    @property
    def now(self) -> Marked:
        """Offers with a time that both have."""

    @property
    def ever(self) -> Marked:
        """Offers that have a time at all."""

    def steps(self) -> Iterator[Step]:
        """The applicant has one time more, each."""


def chances(side: Side, application: Application, weights: ChangeWeights) -> Chances:
    """By what the application needs."""
    if isinstance(application.needs, CommonDays):
        return DayChances(side, application, weights, application.needs.at_least)
    cells: Cells = Meetings(side) if isinstance(application.needs, Sessions) else Halves(side)
    return TimeChances(Openings(cells, application.needs, 1, UNCROWDED), application, weights)


@dataclass(frozen=True)
class TimeChances:
    """Stays and series: their times are known beforehand."""

    openings: Openings
    application: Application
    weights: ChangeWeights

    @property
    def side(self) -> Side:
        return self.openings.cells.side

    @cached_property
    def _open(self) -> Marked:
        """Offers by times."""
        return np.asarray(self.openings.there == 0, np.bool_)

    @cached_property
    def _missing(self) -> Points:
        """Times by halves, then slots: 1 for what the applicant has not."""
        unfree = self.side.without([self.side.room.free(self.application)])
        halves = self.openings.halves.marks(self.side.width) * unfree
        taken = self.application.slots
        slots = [
            [time.slot == slot.id and taken is not None and slot.id not in taken for slot in self._slots]
            for time in self.openings.times
        ]
        return np.hstack([halves, np.array(slots, np.int64).reshape(len(halves), len(self._slots))])

    @cached_property
    def now(self) -> Marked:
        return np.asarray(self._open[:, ~self._missing.any(axis=1)].any(axis=1), np.bool_)

    @cached_property
    def ever(self) -> Marked:
        return np.asarray(self._open.any(axis=1), np.bool_)

    def steps(self) -> Iterator[Step]:
        lacking = self._missing[self._missing.any(axis=1)]
        _, first = np.unique(lacking, axis=0, return_index=True)
        added = lacking[np.sort(first)]
        suffices = self._missing.astype(np.float32) @ (1 - added).T.astype(np.float32) == 0
        lets = self._open.astype(np.float32) @ suffices.astype(np.float32) > 0
        for number, row in enumerate(added):
            changes = tuple(self._changes(row))
            yield Step(sum(change.points for change in changes), changes, lets[:, number])

    def _changes(self, added: Points) -> Iterator[Change]:
        width, weights = self.side.width, self.weights
        yield from own_days(self.side, self.application, added[:width], weights)
        for number in np.flatnonzero(added[width:]):
            whose, what = self.application.id, self._slots[number].id
            yield Change(kind=Kind.OWN_SLOT, whose=whose, what=what, points=weights.own_slot)

    @property
    def _slots(self) -> tuple[Slot, ...]:
        return self.side.room.view.slots


@dataclass(frozen=True)
class DayChances:
    """Days that the two agree themselves: so many whole ones must be there."""

    side: Side
    application: Application
    weights: ChangeWeights
    least: int

    @cached_property
    def _own(self) -> Marked:
        """By day: whether the applicant has it."""
        return self._whole(self._unfree).reshape(-1)

    @cached_property
    def _unfree(self) -> Points:
        return self.side.without([self.side.room.free(self.application)])

    @cached_property
    def _open(self) -> Marked:
        """Offers by days."""
        return self._whole(self.side.unfree + self.side.closed[self.side.organisation])

    def _whole(self, missing: Points) -> Marked:
        """By day: both halves are in the window, and none is missing."""
        beyond = 1 - bit_rows([self.side.room.view.window.open], self.side.width)
        days = (missing + beyond).reshape(len(missing), self.side.width // 2, 2)
        return np.asarray(days.sum(axis=2) == 0, np.bool_)

    def _with(self, days: Marked) -> Marked:
        return np.asarray((self._open & days).sum(axis=1) >= self.least, np.bool_)

    @cached_property
    def now(self) -> Marked:
        return self._with(self._own)

    @cached_property
    def ever(self) -> Marked:
        return self._with(np.ones_like(self._own))

    def steps(self) -> Iterator[Step]:
        """The first days that an offer has and the applicant has not."""
        seen = set()
        for number in np.flatnonzero(self.ever & ~self.now):
            lacking = self.least - int((self._open[number] & self._own).sum())
            first = np.flatnonzero(self._open[number] & ~self._own)[:lacking]
            if first.tobytes() not in seen:
                seen.add(first.tobytes())
                yield self._step(first)

    def _step(self, added: NDArray[np.intp]) -> Step:
        days = np.zeros_like(self._own)
        days[added] = True
        halves = self._unfree[0] * np.repeat(days, 2)
        changes = tuple(own_days(self.side, self.application, halves, self.weights))
        return Step(sum(change.points for change in changes), changes, self._with(self._own | days))


def own_days(
    side: Side, application: Application, halves: Points, weights: ChangeWeights
) -> Iterator[Change]:
    """The applicant is free in these halves too."""
    mask = sum(1 << int(half) for half in np.flatnonzero(halves))
    if mask:
        yield Change(
            kind=Kind.OWN_DAYS,
            whose=application.id,
            amount=mask.bit_count(),
            days=side.room.days(mask),
            points=weights.own_days * mask.bit_count(),
        )
