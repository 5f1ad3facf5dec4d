"""One plan of which much is asked: the problem and the whole plan are looked at once, not for each person."""

from dataclasses import dataclass
from functools import cached_property

from solver.arrays.supply import Supply
from solver.beside.room import Room
from solver.beside.without import without
from solver.checks.value import LEVELS
from solver.explaining.why import Beside
from solver.problem import Problem
from solver.solution import Pairing, Solution
from solver.view import View
from solver.violation import Case


@dataclass(frozen=True)
class WholePlan:
    """A plan beside its problem."""

    problem: Problem
    solution: Solution

    @cached_property
    def view(self) -> View:
        return View(self.problem)

    @cached_property
    def pairing(self) -> dict[str, Pairing]:
        """By application."""
        return {one.application: one for one in self.solution.pairings}

    def beside(self, application: str) -> Beside:
        """An application with its companions, and the plan without them."""
        together = dict.fromkeys((application, *self._companions.get(application, ())))
        party = tuple(self.view.application[one] for one in together)
        return Beside(without(self._room, together), party, self.supply)

    @cached_property
    def _room(self) -> Room:
        return Room(self.view, self.solution.pairings)

    @cached_property
    def supply(self) -> Supply:
        return Supply(self.view)

    @cached_property
    def _companions(self) -> dict[str, tuple[str, ...]]:
        groups = self.problem.companions
        return {one: group.applications for group in groups for one in group.applications}

    @cached_property
    def worth(self) -> dict[str, int]:
        """The points of each level that counts."""
        return self.worth_with(self.solution.pairings)

    def worth_with(self, pairings: tuple[Pairing, ...]) -> dict[str, int]:
        """The same if these were the pairings."""
        wanted = self.problem.objective
        case = Case(self.problem, self.solution.model_copy(update={"pairings": pairings}))
        return {name: LEVELS[name](case) for name in (LEVELS if wanted.mode == "weights" else wanted.levels)}
