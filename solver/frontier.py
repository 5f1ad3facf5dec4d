"""Several repairs to choose from: from nobody else moves to the best value with the confirmed kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from solver.damage import Damage
from solver.effort import ALL_IT_TAKES, Effort
from solver.findings import Bill, Repaired
from solver.objective import Objective
from solver.problem import Problem
from solver.reading import refuse_flaws
from solver.steadiness import best_value, least_change, weighed


@dataclass(frozen=True)
class Choice:
    """A repair that has a plan, and its bill."""

    repaired: Repaired
    bill: Bill
    worths: tuple[int, ...]  # one sum, or level after level

    def outdoes(self, other: "Choice") -> bool:
        """No worse in any way."""
        return (
            self.bill.change <= other.bill.change
            and self.worths >= other.worths
            and len(self.bill.confirmed_again) >= len(other.bill.confirmed_again)
        )


def repairs(problem: Problem, *, most: int = 5, effort: Effort = ALL_IT_TAKES) -> tuple[Repaired, ...]:
    """The least change first, the best value last; no other is as good in all that counts.

    That is: change of what could stand, worth, and how many confirmed have a place again. If these are few,
    more are sought between them until there are `most`. Where there is no plan, the one answer says why.
    Raises ProblemError.
    """
    refuse_flaws(problem)
    damage, wanted = Damage(problem, effort), problem.objective
    least = damage.repaired("least_change", least_change(problem))
    if least.bill is None:
        return (least,)
    own = damage.repaired("own_objective", wanted, start=least.solution)
    best = damage.repaired("best_value", best_value(problem), start=own.solution)
    found = not_outdone(_choices(wanted, (damage.nobody_else(), least, own, best)))
    return tuple(one.repaired for one in _filled_up(damage, found, most))


def _choices(wanted: Objective, found: Iterable[Repaired]) -> list[Choice]:
    return [Choice(one, one.bill, _worths(wanted, one.bill)) for one in found if one.bill is not None]


def _worths(wanted: Objective, bill: Bill) -> tuple[int, ...]:
    if wanted.mode == "weights":
        return (bill.worth.after,)
    values = {level.name: level.after for level in bill.levels}
    return tuple(values[level] for level in wanted.levels if level != "stability")


def not_outdone(choices: Iterable[Choice]) -> list[Choice]:
    """Those that no other outdoes, the least change first; of equals the first."""
    kept: list[Choice] = []
    for one in choices:
        if not any(other.outdoes(one) for other in kept):
            kept = [*(other for other in kept if not one.outdoes(other)), one]
    return sorted(kept, key=lambda one: one.bill.change)


def _filled_up(damage: Damage, found: list[Choice], most: int) -> list[Choice]:
    """More between the two neighbours that are farthest apart in worth, as long as that finds something."""
    wanted = damage.problem.objective
    tried: set[Fraction] = set()
    while len(found) < most and wanted.mode == "weights":
        rates = [rate for rate in _rates(found) if rate not in tried]
        if not rates:
            break
        tried.add(rates[0])
        start = found[0].repaired.solution
        between = damage.repaired("between", weighed(damage.problem, rates[0]), start=start)
        found = not_outdone((*found, *_choices(wanted, (between,))))
    return found


def _rates(found: list[Choice]) -> list[Fraction]:
    """Points of worth for one of change between neighbours, those with the widest gap in worth first."""
    steps = [
        (other.bill.worth.after - one.bill.worth.after, other.bill.change - one.bill.change)
        for one, other in pairwise(found)
    ]
    return [Fraction(*step) for step in sorted(steps, reverse=True) if min(step) > 0]
