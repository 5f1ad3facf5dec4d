"""One application and one offer, as if there were nobody else."""

from dataclasses import replace

from solver.effort import Effort
from solver.excerpt import excerpt
from solver.problem import Problem
from solver.solution import Rule


def rule_between(problem: Problem, application: str, offer: str, effort: Effort) -> Rule | None:
    """The first rule that keeps the two apart, told by a solve of them alone."""
    pair = excerpt(problem, applications=frozenset((application,)), offers=frozenset((offer,)))
    solution = replace(effort, on_progress=None).solve(
        pair.model_copy(update={"locked": (), "companions": ()})
    )
    removed = [one.rule for waiting in solution.unplaced for one in waiting.removed]
    return removed[0] if removed else None
