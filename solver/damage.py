"""What is left of a schedule: who fell, which confirmed pairings hold, and the repairs that keep them."""

from dataclasses import dataclass
from functools import cached_property

from solver.bill import Account
from solver.effort import Effort
from solver.findings import Aim, Fallen, Repaired
from solver.firm import Firm, firmest
from solver.locks import with_locks
from solver.objective import Objective
from solver.past import Stands
from solver.problem import Lock, Problem
from solver.solution import Solution
from solver.standing import judged


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
        solution = self.effort.solve(asked, start=start)
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
        return firmest(self.problem, self._locks(confirmed=True), self.effort)

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
