"""The smallest change of somebody's own answers that brings enough offers within reach.

Each answer may move one step: a longer way, a dearer one, one language more, one exclusion less, one time
more. Within that it is exact.
"""

from bisect import insort
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from solver.beside.reach import euros
from solver.beside.sides import Marked, Points
from solver.changes import Change, Kind
from solver.explaining.answers import Answer, Answers
from solver.explaining.chances import Step

ALL = tuple(Answer)
STEPWISE = (Answer.LANGUAGES, Answer.EXCLUSIONS, Answer.TIMES)


@dataclass(frozen=True)
class Found:
    """Changes of own answers, and how many offers are within reach with them."""

    changes: tuple[Change, ...]
    in_reach: int

    @property
    def points(self) -> int:
        return sum(change.points for change in self.changes)


def smallest(answers: Answers, at_least: int, moving: Collection[Answer]) -> Found | None:
    """The change of these answers that asks least and leaves so many within reach, if there is one."""
    best: Found | None = None
    for steps in sorted(product(*(_moves(answers, one, moving) for one in STEPWISE)), key=_points):
        if best is not None and _points(steps) >= best.points:
            break
        found = _with_limits(answers, at_least, steps, moving)
        if found is not None and (best is None or found.points < best.points):
            best = found
    return best


def most(answers: Answers, moving: Collection[Answer]) -> int:
    """How many offers these answers can bring within reach."""
    asked = product(*(_moves(answers, one, moving) for one in STEPWISE))
    return max(int(_let(answers, steps, moving).sum()) for steps in asked)


def _moves(answers: Answers, answer: Answer, moving: Collection[Answer]) -> tuple[Step, ...]:
    return answers.steps[answer][: None if answer in moving else 1]


def _points(steps: tuple[Step, ...]) -> int:
    return sum(step.points for step in steps)


def _let(answers: Answers, steps: tuple[Step, ...], moving: Collection[Answer]) -> Marked:
    """Suitable offers that the steps let in; the way is near and cheap enough where that may not move."""
    let = answers.suits.copy()
    for step in steps:
        let &= step.lets
    for answer in (Answer.MINUTES, Answer.COST):
        if answer not in moving:
            let &= ~answers.kept_away[answer]
    return let


def _with_limits(
    answers: Answers, at_least: int, steps: tuple[Step, ...], moving: Collection[Answer]
) -> Found | None:
    """The smallest limits for the way with which so many of those are within reach."""
    near, weights = np.flatnonzero(_let(answers, steps, moving)), answers.weights
    longer = weights.minutes * np.maximum(answers.minutes[near] - answers.longest, 0)
    dearer = weights.cost * euros(answers.side, answers.costs[near] - answers.dearest)
    limits = _limits(longer, dearer, at_least)
    if limits is None:
        return None
    reached = near[(longer <= limits[0]) & (dearer <= limits[1])]
    moved = tuple(_limits_moved(answers, reached))
    return Found((*moved, *(change for step in steps for change in step.changes)), len(reached))


def _limits(longer: Points, dearer: Points, at_least: int) -> tuple[int, int] | None:
    """The two limits, in points, of the smallest sum that leave so many."""
    best: tuple[int, int] | None = None
    nearest: list[int] = []
    for number in np.argsort(longer, kind="stable"):
        insort(nearest, int(dearer[number]))
        del nearest[at_least:]
        limits = int(longer[number]), nearest[-1]
        if len(nearest) == at_least and (best is None or sum(limits) < sum(best)):
            best = limits
    return best


def _limits_moved(answers: Answers, reached: Points) -> Iterator[Change]:
    whose, weights = answers.application.id, answers.weights
    minutes, cost = int(answers.minutes[reached].max()), int(answers.costs[reached].max())
    if minutes > answers.longest:
        more = minutes - answers.longest
        yield Change(kind=Kind.MINUTES, whose=whose, amount=more, to=minutes, points=weights.minutes * more)
    if cost > answers.dearest:
        more = cost - answers.dearest
        points = weights.cost * int(euros(answers.side, np.array(more)))
        yield Change(kind=Kind.COST, whose=whose, amount=more, to=cost, points=points)
