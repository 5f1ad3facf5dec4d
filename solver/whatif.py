"""What if it were otherwise: the round solved again after a change, and what follows for each person."""

from solver.clashes import clashes
from solver.difference import difference
from solver.effort import ALL_IT_TAKES, Effort
from solver.findings import WhatIf
from solver.problem import Problem
from solver.solution import Solution, Status
from solver.violation import Case


def what_if(problem: Problem, solution: Solution, changed: Problem, effort: Effort = ALL_IT_TAKES) -> WhatIf:
    """Solve the changed problem, from the plan before on, and compare; raises ProblemError."""
    after = effort.solve(changed, start=solution)
    return WhatIf(
        solution=after,
        difference=difference(Case(problem, solution), Case(changed, after)),
        clashes=clashes(changed, effort) if after.status == Status.INFEASIBLE else (),
    )
