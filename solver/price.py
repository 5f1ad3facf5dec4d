"""The price of a wish: what the others lose if one pairing must be."""

from solver.clashes import Clash, clash
from solver.difference import Difference, counted, difference
from solver.effort import ALL_IT_TAKES, Effort
from solver.locks import contradict, merged
from solver.parts import Part
from solver.problem import Lock, Problem
from solver.solution import Solution, Status
from solver.violation import Case


class Price(Part):
    """The plan with the wished pairing and what it loses, or why there is none.

    Proved means that both plans are the best, so that the loss is what the wish really costs.
    """

    wished: Lock
    status: Status
    proved: bool = False
    loss: int | None = None  # points of all levels that count
    difference: Difference | None = None
    clash: Clash | None = None


def price(problem: Problem, solution: Solution, wished: Lock, effort: Effort = ALL_IT_TAKES) -> Price:
    """Lock the wished pairing and solve again; raises ProblemError."""
    known = next((lock for lock in problem.locked if lock.application == wished.application), wished)
    if contradict(known, wished):
        return Price(wished=wished, status=Status.INFEASIBLE, clash=Clash(locks=(known, wished)))
    others = (lock for lock in problem.locked if lock.application != wished.application)
    forced = problem.model_copy(update={"locked": (*others, merged(known, wished))})
    against = clash(forced, effort)
    if against is not None:
        return Price(wished=wished, status=Status.INFEASIBLE, clash=against)
    return _compared(Case(problem, solution), Case(forced, effort.solve(forced)), wished)


def _compared(before: Case, after: Case, wished: Lock) -> Price:
    if after.solution.value is None:
        return Price(wished=wished, status=after.solution.status)
    statuses = {before.solution.status, after.solution.status}
    return Price(
        wished=wished,
        status=after.solution.status,
        proved=statuses == {Status.OPTIMAL},
        loss=sum(points(before) - points(after) for points in counted(before.problem.objective).values()),
        difference=difference(before, after),
    )
