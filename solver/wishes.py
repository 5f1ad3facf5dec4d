"""What is best: one function for each level of the objective, in points to be made large.

Here is what single pairs are worth; swaps and balance, which a whole plan shows, are in `solver.exact.aims`.
Weights are those of the problem.
"""

from collections.abc import Callable, Sequence

import numpy as np

from solver.arrays.candidates import Candidates
from solver.arrays.numbers import Integers
from solver.arrays.offered import Entry
from solver.objective import Level
from solver.placements import Placement, kept_times
from solver.problem import Previous
from solver.view import View

GOOD_FIT = 40  # what a fit lacks of this counts as shortfall
EVERY_LEVEL: tuple[Level, ...] = ("placed", "fit", "travel", "balance", "stability")


def terms(view: View) -> tuple[tuple[str, tuple[Level, ...]], ...]:
    """The sums to be made large, one after the other, each with the levels that it holds."""
    wanted = view.problem.objective
    if wanted.mode == "levels":
        return tuple((level, (level,)) for level in wanted.levels)
    return (("total", EVERY_LEVEL),)


def placed(one: Candidates) -> Integers:
    """The priority of who is placed."""
    weight = one.supply.view.problem.objective.weights.priority
    return np.full(len(one.offered.entries), weight * one.application.priority, dtype=np.int64)


def fit(one: Candidates) -> Integers:
    """The fit, where a poor one counts more than its share."""
    weights = one.supply.view.problem.objective.weights
    shortfall: Integers = np.maximum(0, GOOD_FIT - one.fit)
    return weights.fit * one.fit - weights.shortfall * shortfall


def travel(one: Candidates) -> Integers:
    """Minutes, started units of money and started kilograms of carbon dioxide, as a loss."""
    problem = one.supply.view.problem
    weights = problem.objective.weights
    unit = 100 if problem.money_unit == "cent" else 1
    euros, kilograms = -(-one.cost // unit), -(-one.co2 // 1000)
    return -(weights.minutes * one.minutes + weights.cost * euros + weights.co2 * kilograms)


def balance(one: Candidates) -> Integers:
    """Nothing: only a whole plan has a balance."""
    return np.zeros(len(one.offered.entries), dtype=np.int64)


def stability(one: Candidates) -> Integers:
    """What is saved of the loss of the previous place; with the same offer, at the worst time."""
    before = one.supply.view.previous.get(one.application.id)
    if before is None:
        return np.zeros(len(one.offered.entries), dtype=np.int64)
    costs = one.supply.view.problem.objective.change_costs
    same = one.these(one.offered.of_first.get(before.offer, []))
    saved = np.where(same, costs.lost - costs.day - costs.farthest, costs.lost - costs.offer)
    return price_of_change(one.supply.view, before) * saved


POINTS: dict[Level, Callable[[Candidates], Integers]] = {
    "placed": placed,
    "fit": fit,
    "travel": travel,
    "balance": balance,
    "stability": stability,
}


def price_of_change(view: View, before: Previous) -> int:
    """What a point of change costs."""
    wanted = view.problem.objective
    return wanted.weights.stability * (wanted.change_costs.confirmed_times if before.confirmed else 1)


def loss(view: View) -> int:
    """The stability of a plan that places nobody."""
    lost = view.problem.objective.change_costs.lost
    here = (one for one in view.problem.previous if one.application in view.application)
    return -sum(price_of_change(view, one) * lost for one in here)


def nearness(view: View, before: Previous, entry: Entry, placements: Sequence[Placement]) -> Integers:
    """What stability gains at each time against the worst time with the same offer."""
    costs = view.problem.objective.change_costs
    second = None if entry.second is None else entry.second.id
    apart = np.array([_apart(view, one, before) for one in placements], dtype=np.int64)
    gained = costs.farthest - np.minimum(costs.farthest, apart)
    if second == before.second:
        gained[kept_times(view, placements, before)] = costs.day + costs.farthest
    return price_of_change(view, before) * gained


def _apart(view: View, placement: Placement, previous: Previous) -> int:
    """Calendar days between the old first day and the new one."""
    before = previous.days[0].date if previous.days else previous.first
    if placement.sessions:
        now = placement.sessions[0]
    elif placement.halves:
        lowest = (placement.halves & -placement.halves).bit_length() - 1
        now = view.window.dates[lowest // 2]
    else:
        return 0
    return abs((now - before).days) if before else 0
