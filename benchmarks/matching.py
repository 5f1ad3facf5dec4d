"""The solver beside what people do without one: best fit first, and first come first served.

Every plan is judged by `solver.check` before it is told. Seconds run from the problem to the plan; factors
divide the solver's figure by the other's of the same run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from benchmarks.instances import SIZES, instance
from benchmarks.peers import best_fit_first, first_come_first_served
from benchmarks.shipped import problem_of
from benchmarks.tables import Table
from solver.check import check
from solver.problem import Problem
from solver.solution import Solution
from solver.solve import solve

SEEDS = (1, 2, 3)
HEAD = (
    "round",
    "plan",
    "placed",
    "value",
    "below the bound",
    "seconds",
    "placed ×",
    "value ×",
    "seconds ×",
)


@dataclass(frozen=True)
class Measured:
    """One way to plan one round."""

    name: str
    solution: Solution
    seconds: float

    @property
    def placed(self) -> int:
        return len(self.solution.pairings)

    @property
    def value(self) -> int:
        return self.solution.value or 0


def table(*, time_limit: float) -> Table:
    """Each round planned in three ways, and what the solver gains over the two others."""
    rows = tuple(row for name, problem in rounds() for row in _rows(name, problem, time_limit=time_limit))
    return Table(title="Matching", head=HEAD, rows=rows)


def rounds() -> Iterator[tuple[str, Problem]]:
    """The shipped round, and rounds drawn between the same councils."""
    yield "councils-2027", problem_of("councils-2027")
    for seed in SEEDS:
        yield f"size S, seed {seed}", instance(SIZES["S"], seed=seed)


def _rows(name: str, problem: Problem, *, time_limit: float) -> Iterator[tuple[str, ...]]:
    ours = _measured("solver", problem, partial(solve, problem, seed=1, time_limit=time_limit))
    fit = _measured("best fit first", problem, partial(best_fit_first, problem))
    come = _measured("first come first served", problem, partial(first_come_first_served, problem))
    for each in (ours, fit, come):
        yield (
            f"{name}: {len(problem.applications)}",
            each.name,
            f"{each.placed}",
            f"{each.value}",
            _below(ours.solution.bound, each.value),
            f"{each.seconds:.2f}",
            f"{ours.placed / each.placed:.2f}",
            f"{ours.value / each.value:.2f}",
            f"{ours.seconds / each.seconds:.0f}",
        )


def _below(bound: int | None, value: int) -> str:
    return "unknown" if bound is None else f"{(bound - value) / bound:.1%}"


def _measured(name: str, problem: Problem, make: Callable[[], Solution]) -> Measured:
    began = perf_counter()
    solution = make()
    seconds = perf_counter() - began
    if wrong := check(problem, solution):
        raise ValueError(f"{name} breaks a rule: {wrong[0]}")
    return Measured(name, solution, seconds)
