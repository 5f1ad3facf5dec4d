"""Repair a schedule after withdrawals, illness or new applications: change the least, and say who pays.

The problem is the round as it is now; its `previous` pairings are the schedule as it was.
"""

from solver.damage import Damage, Repaired
from solver.effort import ALL_IT_TAKES, Effort
from solver.problem import Problem
from solver.reading import refuse_flaws
from solver.steadiness import least_change


def repair(problem: Problem, effort: Effort = ALL_IT_TAKES) -> Repaired:
    """Confirmed pairings are kept as far as they can all be; of the rest as much as possible.

    Others move only to find a place again for the confirmed who lost theirs. Raises ProblemError.
    """
    refuse_flaws(problem)
    return Damage(problem, effort).repaired("least_change", least_change(problem))
