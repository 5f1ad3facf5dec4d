"""The grain of time in arrays: the days or halves of the window first, then every session of every slot.

Stays of whole days alone need no halves: then a cell is a day, which makes the rows of a model half as many.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from solver.placements import Placement, slot_halves
from solver.problem import Slot, Stay
from solver.view import View


@dataclass(frozen=True)
class Cells:
    """Cell numbers; a stay uses cells below `stays`, a session one of those from `stays` on."""

    view: View

    @cached_property
    def per_day(self) -> int:
        """2 if somebody needs half days, else 1."""
        needs = (one.needs for one in self.view.applications)
        return (
            2 if any(isinstance(one, Stay) and any(block % 2 for block in one.blocks) for one in needs) else 1
        )

    @cached_property
    def stays(self) -> int:
        return self.per_day * len(self.view.window.dates)

    @cached_property
    def sessions(self) -> tuple[tuple[str, date], ...]:
        """The slot and date of each session cell."""
        return tuple((slot.id, day) for slot in self.view.slots for day in slot.dates)

    @cached_property
    def session_number(self) -> dict[tuple[str, date], int]:
        return {session: self.stays + number for number, session in enumerate(self.sessions)}

    @property
    def count(self) -> int:
        return self.stays + len(self.sessions)

    def of(self, placement: Placement) -> list[int]:
        """The cells of a placement, in the order of time."""
        halves = placement.halves
        held = [cell for cell in range(self.stays) if halves >> (cell if self.per_day == 2 else 2 * cell) & 1]
        return held + [self.session_number[placement.slot or "", day] for day in placement.sessions]

    @cached_property
    def blocked(self) -> tuple[tuple[int, ...], ...]:
        """For each session cell, the stay cells that nobody can use who is in the session."""
        return tuple(self._blocked(self.view.slot[slot], day) for slot, day in self.sessions)

    def _blocked(self, slot: Slot, day: date) -> tuple[int, ...]:
        number = self.view.window.number.get(day)
        rule = self.view.problem.sessions_block
        if number is None or rule == "nothing":
            return ()
        halves = 3 if rule == "day" else slot_halves(slot)
        if self.per_day == 1:
            return (number,)
        return tuple(2 * number + half for half in (0, 1) if halves >> half & 1)

    @cached_property
    def moments(self) -> tuple[tuple[int, ...], ...]:
        """For each session cell, the session cells that are going on when it begins, itself included."""
        days: dict[date, list[tuple[int, Slot]]] = {}
        for (slot, day), number in self.session_number.items():
            days.setdefault(day, []).append((number, self.view.slot[slot]))
        return tuple(
            tuple(other for other, its in days[day] if covers(its, self.view.slot[slot].start))
            for slot, day in self.sessions
        )

    @cached_property
    def conflicts(self) -> tuple[tuple[int, ...], ...]:
        """For each cell, those that nobody can hold together with it; itself is always among them."""
        found: list[set[int]] = [{cell} for cell in range(self.count)]
        for number, (blocked, going_on) in enumerate(zip(self.blocked, self.moments, strict=True)):
            for other in (*blocked, *going_on):
                found[other].add(self.stays + number)
                found[self.stays + number].add(other)
        return tuple(tuple(sorted(cells)) for cells in found)


def covers(slot: Slot, moment: time) -> bool:
    """Whether a session of the slot is going on at that time of day."""
    end = datetime.combine(date.min, slot.start) + timedelta(minutes=slot.minutes)
    return slot.start <= moment and datetime.combine(date.min, moment) < end
