"""Every time when a need could be met: times as rows, atoms as columns, earliest first."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from benchmarks.atoms import Atoms, Bools
from solver.problem import Sessions, Stay

SATURDAY = 5


def times(atoms: Atoms, needs: Stay | Sessions) -> Bools:
    """What each time would use if everybody were free."""
    rows = [*(_stays(atoms, needs) if isinstance(needs, Stay) else _series(atoms, needs))]
    found = np.zeros((len(rows), len(atoms)), dtype=np.bool_)
    for row, used in enumerate(rows):
        found[row, used] = True
    return found


def _stays(atoms: Atoms, needs: Stay) -> list[list[int]]:
    joined, dates = _joined(atoms), tuple(atoms.days)
    ways: list[list[int]] = [[]]
    for length in needs.blocks:
        starts = [start for start in _starts(atoms, length) if joined[start : start + length - 1].all()]
        ways = [
            [*held, *range(start, start + length)]
            for held in ways
            for start in starts
            if not held or (start > held[-1] and _fits(needs, dates[held[-1] // 2], dates[start // 2]))
        ]
    return ways


def _starts(atoms: Atoms, length: int) -> Iterator[int]:
    """Whole days begin in the morning."""
    for start in range(0, atoms.halves - length + 1, 2 if length % 2 == 0 else 1):
        if atoms.open[start : start + length].all():
            yield start


def _joined(atoms: Atoms) -> Bools:
    """Whether the next half may follow in the same stay."""
    joined = np.ones(atoms.halves, dtype=np.bool_)
    for number, (before, after) in enumerate(pairwise(atoms.days)):
        gap = [before + timedelta(days=step) for step in range(1, (after - before).days)]
        joined[2 * number + 1] = all(_may_cross(atoms, day) for day in gap)
    return joined


def _may_cross(atoms: Atoms, day: date) -> bool:
    problem = atoms.problem
    return problem.may_cross_weekend if day.weekday() >= SATURDAY else problem.may_cross_holiday


def _fits(needs: Stay, last: date, start: date) -> bool:
    return needs.apart_least <= (start - last).days <= needs.apart_most


def _series(atoms: Atoms, needs: Sessions) -> Iterator[list[int]]:
    """A date that is missing in the slot moves the rest."""
    for slot in atoms.problem.slots:
        for first in range(len(slot.dates)):
            held = [slot.dates[first]]
            for day in slot.dates[first + 1 :]:
                if len(held) < needs.count and day >= held[-1] + timedelta(weeks=needs.every_weeks):
                    held.append(day)
            if len(held) == needs.count:
                yield [atoms.number[slot.id, day] for day in held]
