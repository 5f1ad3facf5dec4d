"""How people match without a solver: one after the other, in some order, each where there is still room.

They get the pairs, times and rules of the solver's own model, so they differ in their judgement alone.
"""

from collections.abc import Callable

from solver.answer import pairing, unplaced
from solver.check_value import LEVELS
from solver.exact.greedy import Loads
from solver.exact.model import Model
from solver.problem import Problem, fingerprint
from solver.solution import LevelValue, Solution, Status
from solver.solve import build
from solver.view import View
from solver.violation import Case

Order = Callable[[Model], list[int]]


def best_fit_first(model: Model) -> list[int]:
    """The best pair of all, then the best of the rest, each on its first days."""
    return sorted(range(len(model.columns)), key=lambda number: (-model.columns[number].pair.fit, number))


def first_come_first_served(model: Model) -> list[int]:
    """Applicants in their order; each takes the best of what is left, on its first days."""
    rank = {application.id: number for number, application in enumerate(model.view.applications)}

    def turn(number: int) -> tuple[int, int, int]:
        pair = model.columns[number].pair
        return rank[pair.application.id], -pair.fit, number

    return sorted(range(len(model.columns)), key=turn)


def plan(problem: Problem, order: Order) -> Solution:
    """What comes out when columns are taken in this order, as long as every rule holds."""
    view = View(problem)
    model = build(view)
    loads = Loads(model)
    for number in order(model):
        loads.take(number)
    placed = {model.columns[number].pair.application.id for number in loads.taken}
    solution = Solution(
        status=Status.FEASIBLE,
        pairings=tuple(pairing(view, model.columns[number]) for number in loads.taken),
        unplaced=tuple(unplaced(view, each) for each in view.applications if each.id not in placed),
        seconds=0.0,
        seed=0,
        engine="one by one",
        versions=(),
        input_sha256=fingerprint(problem),
    )
    return _valued(problem, solution)


def _valued(problem: Problem, solution: Solution) -> Solution:
    """The same plan with the points that the solver's objective gives it."""
    case = Case(problem, solution)
    value = sum(level(case) for level in LEVELS.values())
    total = LevelValue(name="total", value=value, bound=None)
    return solution.model_copy(update={"value": value, "levels": (total,)})
