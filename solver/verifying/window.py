"""The window as arrays of half-days, for the verifier: half 2i is the i-th morning, 2i + 1 its afternoon."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.problem import Free, Problem, StayDay

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = 2**61  # the price of what cannot be; two of them can still be added
FRIDAY = 5


@dataclass(frozen=True)
class Window:
    """The days of a problem."""

    problem: Problem

    @cached_property
    def dates(self) -> tuple[date, ...]:
        return tuple(day.date for day in self.problem.days)

    @cached_property
    def number(self) -> dict[date, int]:
        return {day: number for number, day in enumerate(self.dates)}

    @cached_property
    def ordinals(self) -> Ints:
        """The day of each half, counted in calendar days."""
        return np.repeat(np.array([day.toordinal() for day in self.dates], np.int64), 2)

    @cached_property
    def usable(self) -> Flags:
        return np.array([half for day in self.problem.days for half in (day.am, day.pm)], np.bool_)

    @cached_property
    def breaks(self) -> Ints:
        """How many halves before each one cannot be followed by the next in the same block."""
        follows = [number % 2 == 0 or self._crossed(number // 2) for number in range(len(self.usable) - 1)]
        return sums(~np.array(follows, np.bool_))

    def _crossed(self, number: int) -> bool:
        """Whether a block may run from this day to the next of the window."""
        first, later = self.dates[number : number + 2]
        between = [first + timedelta(days=step) for step in range(1, (later - first).days)]
        allowed = (self.problem.may_cross_holiday, self.problem.may_cross_weekend)
        return all(allowed[day.isoweekday() > FRIDAY] for day in between)

    def free(self, said: Free) -> Flags:
        """The halves in which somebody can take part."""
        if said.days is None:
            return self.usable
        halves = np.zeros_like(self.usable)
        halves[[2 * self.number[day] for day in (*said.days, *said.mornings)]] = True
        halves[[2 * self.number[day] + 1 for day in (*said.days, *said.afternoons)]] = True
        return halves & self.usable

    def on(self, days: tuple[date, ...]) -> Flags:
        """Both halves of these days."""
        halves = np.zeros_like(self.usable)
        for day in days:
            halves[2 * self.number[day] : 2 * self.number[day] + 2] = True
        return halves

    def begins(self, length: int) -> Flags:
        """The halves at which the calendar lets a block begin; whole days begin in the morning."""
        may = np.zeros_like(self.usable)
        fits = len(may) - length + 1
        if fits > 0:
            may[:fits] = self.breaks[length - 1 : length - 1 + fits] == self.breaks[:fits]
        if length % 2 == 0:
            may[1::2] = False
        return may

    def halves_of(self, days: tuple[StayDay, ...]) -> list[int] | None:
        """Days as rising halves; None if no stay in this window is told so."""
        dates = [day.date for day in days]
        if dates != sorted({*dates} & {*self.dates}) or not all(day.am or day.pm for day in days):
            return None
        return [2 * self.number[day.date] + late for day in days for late in (0, 1) if (day.am, day.pm)[late]]


def sums(each: Ints | Flags) -> Ints:
    """Sums from the first on, along the last axis, with a zero before them."""
    zero = np.zeros((*each.shape[:-1], 1), np.int64)
    return np.concatenate([zero, np.cumsum(each, axis=-1, dtype=np.int64)], axis=-1)


def stretch(summed: Ints, offset: int, length: int) -> Ints:
    """The sum over the halves offset, ... offset + length - 1 after each one; NEVER past the end."""
    whole = np.full((*summed.shape[:-1], summed.shape[-1] - 1), NEVER, np.int64)
    fits = summed.shape[-1] - offset - length
    if fits > 0:
        whole[..., :fits] = summed[..., offset + length :] - summed[..., offset : offset + fits]
    return whole
