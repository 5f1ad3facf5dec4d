"""The atoms of time: the halves of the window's days, and after them the sessions of all slots.

Two atoms conflict if nobody can be busy with both.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.problem import Free, Problem, Slot

Bools = npt.NDArray[np.bool_]
NOON = time(12)


@dataclass(frozen=True)
class Session:
    """One date of a weekly slot."""

    slot: Slot
    day: date

    @cached_property
    def starts(self) -> datetime:
        return datetime.combine(self.day, self.slot.start)

    @cached_property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.slot.minutes)


@dataclass(frozen=True)
class Atoms:
    """The halves of the window, mornings at even numbers, and after them the sessions."""

    problem: Problem

    @cached_property
    def days(self) -> dict[date, int]:
        return {day.date: number for number, day in enumerate(self.problem.days)}

    @cached_property
    def halves(self) -> int:
        return 2 * len(self.days)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        return tuple(Session(slot, day) for slot in self.problem.slots for day in slot.dates)

    @cached_property
    def number(self) -> dict[tuple[str, date], int]:
        """The atom of a session."""
        return {(one.slot.id, one.day): self.halves + rank for rank, one in enumerate(self.sessions)}

    def __len__(self) -> int:
        return self.halves + len(self.sessions)

    @cached_property
    def open(self) -> Bools:
        """The halves that can be used at all."""
        return np.array([half for day in self.problem.days for half in (day.am, day.pm)], dtype=np.bool_)

    @cached_property
    def touched(self) -> Bools:
        """For each session the halves in which it takes place; dates outside the window touch none."""
        found = np.zeros((len(self.sessions), self.halves), dtype=np.bool_)
        for row, one in enumerate(self.sessions):
            if one.day in self.days:
                first = 2 * self.days[one.day]
                found[row, first : first + 2] = one.slot.start < NOON, one.ends.time() > NOON
        return found

    @cached_property
    def conflicts(self) -> Bools:
        """Which atoms exclude each other for one person; each excludes itself."""
        found = np.eye(len(self), dtype=np.bool_)
        blocked = self._blocked()
        found[self.halves :, : self.halves] = blocked
        found[: self.halves, self.halves :] = blocked.T
        for row, one in enumerate(self.sessions):
            for column, other in enumerate(self.sessions):
                overlap = one.starts < other.ends and other.starts < one.ends
                found[self.halves + row, self.halves + column] = overlap
        return found

    def _blocked(self) -> Bools:
        """The halves that a session keeps free of stays and guests."""
        if self.problem.sessions_block == "nothing":
            return np.zeros_like(self.touched)
        if self.problem.sessions_block == "half":
            return self.touched
        days = self.touched.reshape(len(self.sessions), -1, 2).any(axis=2)
        return np.repeat(days, 2, axis=1)

    def free(self, free: Free, *, closed: tuple[date, ...], slots: tuple[str, ...] | None) -> Bools:
        """The atoms in which somebody can take part."""
        halves = self.open & self._said(free)
        for day in closed:
            halves[2 * self.days[day] : 2 * self.days[day] + 2] = False
        held = ~(self.touched & ~halves).any(axis=1)
        if slots is not None:
            held &= np.array([one.slot.id in slots for one in self.sessions], dtype=np.bool_)
        return np.concatenate((halves, held))

    def _said(self, free: Free) -> Bools:
        if free.days is None:
            return np.ones(self.halves, dtype=np.bool_)
        said = np.zeros(self.halves, dtype=np.bool_)
        for days, halves in ((free.days, (0, 1)), (free.mornings, (0,)), (free.afternoons, (1,))):
            said[[2 * self.days[day] + half for day in days for half in halves]] = True
        return said
