"""The window as half-days: bit 2i is the morning of the i-th day, bit 2i + 1 its afternoon.

A half that cannot be used ends every stay. Between two days of a stay there may be a weekend or a holiday
only where the problem allows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from solver.problem import Free, Problem, Stay, StayDay

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days of the window; `joined` has a bit for each half that the next may follow in a stay."""

    dates: tuple[date, ...]
    number: dict[date, int]
    whole: dict[date, int]  # both halves of each day
    open: int
    joined: int


def calendar(problem: Problem) -> Calendar:
    """Number the days of the window."""
    dates = tuple(day.date for day in problem.days)
    number = {day: index for index, day in enumerate(dates)}
    usable = sum((int(day.am) | int(day.pm) << 1) << 2 * index for index, day in enumerate(problem.days))
    joined = sum(1 << 2 * index for index in range(len(dates)))
    for index, (before, after) in enumerate(pairwise(dates)):
        if all(_may_cross(problem, gap) for gap in _between(before, after)):
            joined |= 1 << 2 * index + 1
    whole = {day: 3 << 2 * index for day, index in number.items()}
    return Calendar(dates, number, whole, usable, joined)


def _between(before: date, after: date) -> Iterator[date]:
    return (before + timedelta(days=step) for step in range(1, (after - before).days))


def _may_cross(problem: Problem, gap: date) -> bool:
    return problem.may_cross_weekend if gap.weekday() >= SATURDAY else problem.may_cross_holiday


def free_halves(window: Calendar, free: Free) -> int:
    """The halves in which somebody can take part."""
    if free.days is None:
        return window.open
    halves = whole_days(window, free.days)
    halves |= sum([1 << 2 * window.number[day] for day in free.mornings])
    halves |= sum([2 << 2 * window.number[day] for day in free.afternoons])
    return halves & window.open


def whole_days(window: Calendar, days: tuple[date, ...]) -> int:
    """Both halves of each of these days."""
    return sum(map(window.whole.__getitem__, days))


def stays(window: Calendar, free: int, needs: Stay) -> Iterator[int]:
    """Every way to hold the blocks, one after the other, as masks of halves."""
    ways: list[tuple[int, int | None]] = [(0, None)]  # halves so far, last half
    for length in needs.blocks:
        starts = list(block_starts(window, free, length))
        ways = [
            (held | ((1 << length) - 1) << start, start + length - 1)
            for held, last in ways
            for start in starts
            if last is None or _apart(window, needs, last=last, start=start)
        ]
    return (held for held, _ in ways)


def block_starts(window: Calendar, free: int, length: int) -> Iterator[int]:
    """The halves at which a block may start; whole days start in the morning."""
    starts = free
    for step in range(1, length):
        starts &= free >> step & window.joined >> step - 1
    if length % 2 == 0:
        starts &= whole_days(window, window.dates) // 3
    return (half for half in range(2 * len(window.dates)) if starts >> half & 1)


def _apart(window: Calendar, needs: Stay, *, last: int, start: int) -> bool:
    days = (window.dates[start // 2] - window.dates[last // 2]).days
    return start > last and needs.apart_least <= days <= needs.apart_most


def stay_days(window: Calendar, halves: int) -> tuple[StayDay, ...]:
    """A mask of halves as days."""
    return tuple(
        StayDay(date=day, am=bool(halves >> 2 * index & 1), pm=bool(halves >> 2 * index & 2))
        for index, day in enumerate(window.dates)
        if halves >> 2 * index & 3
    )


def count_whole_days(window: Calendar, halves: int) -> int:
    """How many days have both halves."""
    return sum(1 for index in range(len(window.dates)) if halves >> 2 * index & 3 == 3)


def halves_of(window: Calendar, days: tuple[StayDay, ...]) -> int:
    """Days as a mask of halves; days outside the window are left out."""
    halves, number = 0, window.number
    for day in days:
        if day.date in number:
            halves += (int(day.am) | int(day.pm) << 1) << 2 * number[day.date]
    return halves


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, rising."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
