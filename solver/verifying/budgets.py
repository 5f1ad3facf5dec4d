"""The best choice that a travel budget allows: one option a party, by dynamic programming over the money."""

from dataclasses import dataclass

import numpy as np

from solver.verifying.parties import Options
from solver.verifying.window import NEVER, Ints


@dataclass(frozen=True)
class Choices:
    """The options of one party that are worth their money: dearer ones are worth more.

    Who need not be served has the option of nothing.
    """

    steps: Ints  # of money
    worth: Ints


def choices(options: Options, money_step: int) -> Choices:
    """Costs in whole steps, and only options that no cheaper one equals."""
    steps, worth = options.cost // money_step, options.worth
    if not options.locked:
        steps, worth = np.append(steps, 0), np.append(worth, 0)
    order = np.lexsort((-worth, steps))
    steps, worth = steps[order], worth[order]
    best_before = np.append(-NEVER, np.maximum.accumulate(worth)[:-1])[: len(worth)]
    better = worth > best_before
    return Choices(steps[better], worth[better])


def effort(parties: list[Choices], budget: int) -> int:
    """How many additions the most worth takes."""
    return _money(parties, budget) * sum(len(each.steps) for each in parties)


def _money(parties: list[Choices], budget: int) -> int:
    """No more money counts than all could spend."""
    return min(budget, sum(int(each.steps[-1]) for each in parties if len(each.steps)))


def most_worth(parties: list[Choices], budget: int) -> int | None:
    """The most that all parties together can be worth within a budget of steps; None if it is too small."""
    most = np.zeros(_money(parties, budget) + 1, np.int64)  # by money that may be spent
    for each in parties:
        before, most = most, np.full_like(most, -NEVER)
        for steps, worth in zip(each.steps.tolist(), each.worth.tolist(), strict=True):
            if steps < len(most):
                np.maximum(most[steps:], before[: len(most) - steps] + worth, out=most[steps:])
        most = np.where(most < -NEVER // 2, -NEVER, most)
    return int(most[-1]) if most[-1] > -NEVER else None
