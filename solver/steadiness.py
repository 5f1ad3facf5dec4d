"""The objective of a round with more or less weight on what changes."""

from collections.abc import Iterable
from fractions import Fraction

from solver.flaws.excess import too_large_sums
from solver.objective import Objective
from solver.problem import Problem

FIRM = (10_000, 1_000, 100)  # of stability: at the first, another day for somebody outweighs 25 placements
FINE = (10, 1)  # stability is weighed in tenths of a point
HEAVIEST = 1_000_000  # what a weight may be
OFTENEST = 1_000  # what `confirmed_times` may be


def least_change(problem: Problem) -> Objective:
    """Stability before all else."""
    own = problem.objective
    if own.mode == "levels":
        rest = (level for level in own.levels if level != "stability")
        return own.model_copy(update={"levels": ("stability", *rest)})
    return _first_sound(problem, (_with(own, stability=max(firm, own.weights.stability)) for firm in FIRM))


def best_value(problem: Problem) -> Objective:
    """Stability decides only between plans that are worth the same, or very nearly."""
    own = problem.objective
    if own.mode == "levels":
        rest = (level for level in own.levels if level != "stability")
        return own.model_copy(update={"levels": (*rest, "stability")})
    return weighed(problem, Fraction(0))


def weighed(problem: Problem, rate: Fraction) -> Objective:
    """Weights with so many points of worth for one of change; the confirmed keep their own weight."""
    own = problem.objective
    heaviest = max(own.weights.model_dump().values())
    return _first_sound(problem, (_weighed(own, rate, each) for each in FINE if each * heaviest <= HEAVIEST))


def _weighed(own: Objective, rate: Fraction, finer: int) -> Objective:
    weights = {name: weight * finer for name, weight in own.weights.model_dump().items()}
    stability = min(HEAVIEST, max(1, round(rate * finer)))
    confirmed = own.weights.stability * finer * own.change_costs.confirmed_times
    times = min(OFTENEST, max(1, round(Fraction(confirmed, stability))))
    costs = own.change_costs.model_copy(update={"confirmed_times": times})
    return _with(own.model_copy(update={"change_costs": costs}), **weights | {"stability": stability})


def _with(objective: Objective, **weights: int) -> Objective:
    return objective.model_copy(update={"weights": objective.weights.model_copy(update=weights)})


def _first_sound(problem: Problem, objectives: Iterable[Objective]) -> Objective:
    """The first one whose sums can be counted exactly, or the problem's own."""
    for objective in objectives:
        if not any(True for _ in too_large_sums(problem.model_copy(update={"objective": objective}))):
            return objective
    return problem.objective
