"""What is left of a schedule: who fell, which confirmed pairings hold, and the repairs that keep them."""

from dataclasses import dataclass
from functools import cached_property

from solver.bill import Account
from solver.check import PLAN_CHECKS
from solver.effort import Effort
from solver.findings import Aim, Fallen, Repaired
from solver.firm import Firm, firmest
from solver.locks import with_locks
from solver.objective import Objective
from solver.past import Stands, as_a_plan
from solver.problem import Lock, Problem
from solver.solution import Solution
from solver.standing import is_dated, judged
from solver.violation import Case


@dataclass(frozen=True)
class Damage:
    """A problem with previous pairings, each judged once."""

    problem: Problem
    effort: Effort

    def repaired(self, aim: Aim, objective: Objective, *, start: Solution | None = None) -> Repaired:
        """The best plan by an objective, with all confirmed pairings that can be kept together."""
        return self._solved(aim, objective, self.firm, start)

    def nobody_else(self) -> Repaired:
        """Only those move who fell, and those who cannot all stay."""
        others = self._locks(confirmed=False)
        rest = firmest(with_locks(self.problem, self.firm.locks), others, self.effort)
        both = Firm((*self.firm.locks, *rest.locks), (*self.firm.clashes, *rest.clashes))
        return self._solved("nobody_else", self.problem.objective, both)

    def _solved(self, aim: Aim, objective: Objective, firm: Firm, start: Solution | None = None) -> Repaired:
        asked = with_locks(self.problem, firm.locks).model_copy(update={"objective": objective})
        solution = self.effort.solve(asked, start=start or as_a_plan(self.stood))
        account = Account(self.problem, self.stood, self.fallen, solution)
        return Repaired(
            aim=aim,
            solved=asked,
            solution=solution,
            bill=None if solution.value is None else account.bill,
            fallen=self.fallen,
            clashes=firm.clashes,
        )

    @cached_property
    def firm(self) -> Firm:
        """The confirmed pairings that can be kept together."""
        locks = self._locks(confirmed=True)
        return Firm(locks) if self._stands_as_it_was else firmest(self.problem, locks, self.effort)

    @property
    def _stands_as_it_was(self) -> bool:
        """Whether all that could stand, each by itself, can stand together: then no solving is needed."""
        people = {one.id: one for one in self.problem.applications}
        locks = (one.lock for one in self.stood)
        if not all(is_dated(self.problem, lock, people[lock.application]) for lock in locks):
            return False
        case = Case(self.problem, as_a_plan(self.stood))
        return not any(True for judge in PLAN_CHECKS for _ in judge(case))

    def _locks(self, *, confirmed: bool) -> tuple[Lock, ...]:
        """The locks of those who could stand, but for those who are locked already."""
        locked = {lock.application for lock in self.problem.locked}
        return tuple(
            one.lock
            for one in self.stood
            if one.known.confirmed == confirmed and one.lock.application not in locked
        )

    @cached_property
    def _judged(self) -> tuple[Stands | Fallen, ...]:
        return judged(self.problem, self.effort)

    @property
    def stood(self) -> tuple[Stands, ...]:
        """The previous pairings that could stand, each by itself."""
        return tuple(one for one in self._judged if isinstance(one, Stands))

    @property
    def fallen(self) -> tuple[Fallen, ...]:
        """Those that cannot."""
        return tuple(one for one in self._judged if isinstance(one, Fallen))
