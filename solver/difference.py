"""What differs between two plans, person by person; each comes with its problem, and nothing is solved."""

from collections import Counter
from collections.abc import Callable
from typing import Literal

from solver.checks.value import LEVELS
from solver.objective import Objective
from solver.parts import Id, Part
from solver.solution import Pairing
from solver.violation import Case

Verdict = Literal[
    "same", "other_dates", "other_offer", "newly_placed", "no_longer_placed", "unplaced", "left"
]


class Change(Part):
    """What became of one application; one that the second problem does not know has left."""

    application: Id
    verdict: Verdict
    before: Pairing | None = None
    after: Pairing | None = None


class Totals(Part):
    """A plan in figures; nine of ten fits are at least `fit_p10`."""

    placed: int
    fit_sum: int
    fit_p10: int | None
    minutes: int
    cost: int
    co2: int


class Sum(Part):
    """One figure before and after: points of a level of the objective, or money of an organisation."""

    name: str
    before: int
    after: int


class Difference(Part):
    """Every application, those of the second problem in its order, then those that left.

    Levels are counted by the weights of their own problem; money is that of organisations with another sum.
    """

    changes: tuple[Change, ...]
    before: Totals
    after: Totals
    levels: tuple[Sum, ...]
    money: tuple[Sum, ...]


def difference(before: Case, after: Case) -> Difference:
    """What differs; a solution without a plan places nobody."""
    return Difference(
        changes=_changes(before, after),
        before=totals(before),
        after=totals(after),
        levels=levels(before, after),
        money=_money(before, after),
    )


def _changes(before: Case, after: Case) -> tuple[Change, ...]:
    old, new = _by_application(before), _by_application(after)
    here = dict.fromkeys(one.id for one in after.problem.applications)
    gone = (one.id for one in before.problem.applications if one.id not in here)
    return (
        *(_change(one, old.get(one), new.get(one)) for one in here),
        *(Change(application=one, verdict="left", before=old.get(one)) for one in gone),
    )


def _by_application(case: Case) -> dict[str, Pairing]:
    return {one.application: one for one in case.solution.pairings}


def _change(application: str, before: Pairing | None, after: Pairing | None) -> Change:
    return Change(application=application, verdict=verdict(before, after), before=before, after=after)


def verdict(before: Pairing | None, after: Pairing | None) -> Verdict:
    """What became of one pairing; another host for the second half counts as other dates."""
    if before is None or after is None:
        return "newly_placed" if after else "no_longer_placed" if before else "unplaced"
    if before.offer != after.offer:
        return "other_offer"
    return "same" if _when(before) == _when(after) else "other_dates"


def _when(pairing: Pairing) -> tuple[object, ...]:
    return pairing.days, pairing.second, pairing.slot, pairing.sessions


def totals(case: Case) -> Totals:
    """The figures of one plan."""
    pairings = case.solution.pairings
    fits = sorted(one.fit for one in pairings)
    return Totals(
        placed=len(pairings),
        fit_sum=sum(fits),
        fit_p10=fits[len(fits) // 10] if fits else None,
        minutes=sum(one.journey.minutes for one in pairings),
        cost=sum(one.journey.cost for one in pairings),
        co2=sum(one.journey.co2 for one in pairings),
    )


def levels(before: Case, after: Case) -> tuple[Sum, ...]:
    """The points of every level, whether it counts or not."""
    return tuple(
        Sum(name=name, before=points(before), after=points(after)) for name, points in LEVELS.items()
    )


def counted(objective: Objective) -> dict[str, Callable[[Case], int]]:
    """The levels that count in an objective."""
    wanted = LEVELS if objective.mode == "weights" else objective.levels
    return {name: LEVELS[name] for name in wanted}


def _money(before: Case, after: Case) -> tuple[Sum, ...]:
    old, new = _spent(before), _spent(after)
    known = dict.fromkeys(
        one.id for case in (after, before) for one in case.problem.organisations if old[one.id] != new[one.id]
    )
    return tuple(Sum(name=one, before=old[one], after=new[one]) for one in known)


def _spent(case: Case) -> Counter[str]:
    """What each organisation pays for the journeys of its people."""
    spent: Counter[str] = Counter()
    for one in case.served:
        spent[one.application.organisation] += one.pairing.journey.cost
    return spent
