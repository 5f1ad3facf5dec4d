"""What if it were otherwise: the round solved again after a change, and what follows for each person."""

from solver.clashes import Clash, clashes
from solver.difference import Difference, difference
from solver.effort import ALL_IT_TAKES, Effort
from solver.parts import Part
from solver.problem import Problem
from solver.solution import Solution, Status
from solver.violation import Case


class WhatIf(Part):
    """The plan of the changed problem beside the one before; why there is none, if its locks clash."""

    solution: Solution
    difference: Difference
    clashes: tuple[Clash, ...] = ()


def what_if(problem: Problem, solution: Solution, changed: Problem, effort: Effort = ALL_IT_TAKES) -> WhatIf:
    """Solve the changed problem and compare; raises ProblemError."""
    after = effort.solve(changed)
    return WhatIf(
        solution=after,
        difference=difference(Case(problem, solution), Case(changed, after)),
        clashes=clashes(changed, effort) if after.status == Status.INFEASIBLE else (),
    )
