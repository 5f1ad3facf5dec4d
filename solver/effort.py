"""How hard to try, said once for the several solves of a repair, a price or a clash."""

from collections.abc import Callable
from dataclasses import dataclass

from solver.problem import Problem
from solver.solution import Progress, Solution
from solver.solve import Solved, solve, solved


@dataclass(frozen=True)
class Effort:
    """The arguments of `solver.solve.solve`; limits are those of each solve, not of all together."""

    seed: int = 0
    time_limit: float | None = None
    deterministic_limit: float | None = None
    iterations: int | None = None
    on_progress: Callable[[Progress], None] | None = None
    ask_stop: Callable[[], bool] | None = None

    def solve(self, problem: Problem, *, start: Solution | None = None) -> Solution:
        """The best plan of a problem within these limits, begun with another; raises ProblemError."""
        return solve(
            problem,
            seed=self.seed,
            time_limit=self.time_limit,
            deterministic_limit=self.deterministic_limit,
            iterations=self.iterations,
            start=start,
            on_progress=self.on_progress,
            ask_stop=self.ask_stop,
        )

    def solved(self, problem: Problem, *, start: Solution | None = None) -> Solved:
        """The same with a match certificate."""
        return solved(
            problem,
            seed=self.seed,
            time_limit=self.time_limit,
            deterministic_limit=self.deterministic_limit,
            iterations=self.iterations,
            start=start,
            on_progress=self.on_progress,
            ask_stop=self.ask_stop,
        )


ALL_IT_TAKES = Effort()
