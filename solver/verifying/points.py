"""What a pairing is worth in each way, in the verifier's unit, before anything is paid."""

import numpy as np

from solver.certificate import SCALE
from solver.problem import Application
from solver.verifying.ledger import Ledger
from solver.verifying.pairs import Reach
from solver.verifying.rows import counts
from solver.verifying.stability import points_of
from solver.verifying.window import Ints

GOOD_FIT = 40


def fixed_points(ledger: Ledger, application: Application, seen: Reach) -> Ints:
    """By way: all points that do not depend on the time, in the verifier's unit."""
    level = ledger.certificate.level
    points = np.zeros(len(seen.fit), np.int64)
    if counts(level, "placed"):
        points += SCALE * ledger.problem.objective.weights.priority * application.priority
    if counts(level, "fit"):
        points += SCALE * _fit(ledger, seen) + SCALE // 2 * _swaps(ledger, application)
    if counts(level, "travel"):
        points -= SCALE * _travel(ledger, seen)
    if counts(level, "stability"):
        points += SCALE * _kept(ledger, application)
    return points


def _fit(ledger: Ledger, seen: Reach) -> Ints:
    weights = ledger.problem.objective.weights
    lacking: Ints = np.maximum(0, GOOD_FIT - seen.fit)
    return weights.fit * seen.fit - weights.shortfall * lacking


def _swaps(ledger: Ledger, application: Application) -> Ints:
    """The weights of the swaps that need this visit; half of each is this side's."""
    ways = ledger.ways(application)
    points = np.zeros(len(ways.place), np.int64)
    for partner in ledger.partners.get(application.id, ()):
        there = ledger.organisation[partner.organisation]
        points += ledger.problem.objective.weights.swap * (ways.place == there)
    return points


def _travel(ledger: Ledger, seen: Reach) -> Ints:
    """Minutes, started euros and started kilograms."""
    weights = ledger.problem.objective.weights
    unit = 100 if ledger.problem.money_unit == "cent" else 1
    euros, kilograms = (seen.cost + unit - 1) // unit, (seen.co2 + 999) // 1000
    return weights.minutes * seen.minutes + weights.cost * euros + weights.co2 * kilograms


def _kept(ledger: Ledger, application: Application) -> Ints:
    """What is not lost by being served again; with another first host that host's change is off it."""
    ways = ledger.ways(application)
    points = np.zeros(len(ways.first), np.int64)
    before = ledger.before.get(application.id)
    if before is not None:
        costs = ledger.problem.objective.change_costs
        another = ways.first != ways.number.get(before.offer, -1)
        points += points_of(ledger.problem, before) * (costs.lost - np.where(another, costs.offer, 0))
    return points


def constant(ledger: Ledger) -> int:
    """What a plan without anybody is worth."""
    if not counts(ledger.certificate.level, "stability"):
        return 0
    lost = ledger.problem.objective.change_costs.lost
    return -SCALE * lost * sum(points_of(ledger.problem, each) for each in ledger.before.values())
