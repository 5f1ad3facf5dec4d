"""What a repair costs, and whom."""

from dataclasses import dataclass
from functools import cached_property

from solver.checks.value import LEVELS
from solver.difference import Sum, counted, levels, totals
from solver.findings import Bill, Fallen
from solver.locks import keeps
from solver.past import Stands
from solver.problem import Previous, Problem
from solver.solution import Pairing, Solution
from solver.violation import Case


@dataclass(frozen=True)
class Account:
    """A repaired plan beside the previous pairings that could have stood and those that fell."""

    problem: Problem
    stood: tuple[Stands, ...]
    fallen: tuple[Fallen, ...]
    solution: Solution

    @property
    def bill(self) -> Bill:
        """Everything that it costs."""
        before, after = self._before, self._after
        return Bill(
            kept=self._who("kept"),
            moved_day=self._who("moved_day"),
            moved_offer=self._who("moved_offer"),
            lost=self._who("lost"),
            gained=self._in_order(self._now.keys() - self._verdicts.keys()),
            fell=self._in_order({one.application for one in self.fallen}),
            confirmed_touched=self._touched,
            confirmed_again=self._in_order(
                {one.application for one in self.fallen if one.confirmed} & self._now.keys()
            ),
            change=self._change,
            worth=Sum(name="worth", before=worth(before), after=worth(after)),
            levels=levels(before, after),
            cost=Sum(name="cost", before=totals(before).cost, after=totals(after).cost),
        )

    def _who(self, verdict: str) -> tuple[str, ...]:
        return self._in_order({one for one, its in self._verdicts.items() if its == verdict})

    def _in_order(self, applications: set[str]) -> tuple[str, ...]:
        return tuple(one.id for one in self.problem.applications if one.id in applications)

    @cached_property
    def _now(self) -> dict[str, Pairing]:
        return {one.application: one for one in self.solution.pairings}

    @cached_property
    def _verdicts(self) -> dict[str, str]:
        """What became of each previous pairing, by application."""
        stood = {
            one.lock.application: _verdict(one, self._now.get(one.lock.application)) for one in self.stood
        }
        fell = {one.application: _fate(one.offer, self._now.get(one.application)) for one in self.fallen}
        return stood | fell

    @property
    def _touched(self) -> tuple[str, ...]:
        confirmed = {one.lock.application for one in self.stood if one.known.confirmed}
        return self._in_order({one for one in confirmed if self._verdicts[one] != "kept"})

    @property
    def _change(self) -> int:
        """The stability that is lost, counted for pairings that could have stood."""
        previous = tuple(_as_locked(one) for one in self.stood)
        objective = self.problem.objective
        weights = objective.weights.model_copy(update={"stability": 1})
        alone = self.problem.model_copy(
            update={"previous": previous, "objective": objective.model_copy(update={"weights": weights})}
        )
        return -LEVELS["stability"](Case(alone, self.solution))

    @property
    def _before(self) -> Case:
        pairings = tuple(one.pairing for one in self.stood)
        plan = self.solution.model_copy(update={"pairings": pairings, "unplaced": ()})
        return Case(self.problem, plan)

    @property
    def _after(self) -> Case:
        return Case(self.problem, self.solution)


def worth(case: Case) -> int:
    """What a plan is worth by the levels that count, whatever changes."""
    return sum(
        points(case) for name, points in counted(case.problem.objective).items() if name != "stability"
    )


def _as_locked(stood: Stands) -> Previous:
    """The previous pairing with no more of its time than the solver decides."""
    time = {"days": stood.lock.days or (), "slot": stood.lock.slot, "first": stood.lock.first}
    return stood.known.model_copy(update=time)


def _verdict(stood: Stands, now: Pairing | None) -> str:
    if now is not None and keeps(now, stood.lock):
        return "kept"
    return _fate(stood.lock.offer, now)


def _fate(offer: str, now: Pairing | None) -> str:
    if now is None:
        return "lost"
    return "moved_day" if now.offer == offer else "moved_offer"
