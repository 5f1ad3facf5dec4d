"""Right answers made by hand, and one thing changed in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from solver.check import check
from solver.checks.facts import Facts
from solver.checks.value import LEVELS
from solver.problem import Problem, StayDay, fingerprint
from solver.solution import (
    FitReasons,
    Journey,
    LevelValue,
    Pairing,
    SecondHost,
    Solution,
    Status,
    Unplaced,
)
from solver.violation import Case
from tests.solver.oracle import judged
from tests.solver.tiny import MONDAY, MONDAYS, whole

Change = Callable[[Solution], Solution]


@dataclass(frozen=True)
class Planted:
    """A right plan, one thing changed in its answer, and the rules that must be named for it."""

    rules: str
    problem: Problem
    plan: tuple[Pairing, ...]
    change: Change


def found_in(planted: Planted) -> list[str]:
    """The rules that the check names, after it has found nothing before the change."""
    answer = right(planted.problem, *planted.plan)
    assert check(planted.problem, answer) == []
    return sorted({one.rule for one in check(planted.problem, planted.change(answer))})


def right(problem: Problem, *plan: Pairing) -> Solution:
    """The answer that says of this plan what is true, and that nothing is better."""
    facts = Facts(problem)
    pairings = tuple(judged(facts, draft) for draft in plan)
    known = tuple(one for one in pairings if one is not None)
    assert len(known) == len(plan), "a rule forbids one of the pairings"
    levels = _levels(problem, known)
    placed = {one.application for one in plan}
    return Solution(
        status=Status.OPTIMAL,
        value=levels[0].value,
        bound=levels[0].value,
        gap=0.0,
        levels=levels,
        pairings=known,
        unplaced=tuple(waiting(problem, one.id) for one in problem.applications if one.id not in placed),
        seconds=0.0,
        seed=0,
        engine="by hand",
        versions=(),
        input_sha256=fingerprint(problem),
    )


def waiting(problem: Problem, application: str) -> Unplaced:
    """Somebody who lost everything to others."""
    kinds = {one.id: one.kind for one in problem.applications}
    offers = problem.host_offers if kinds[application] == "shadowing" else problem.mentor_offers
    code = "lost_to_others" if offers else "nothing_in_reach"
    return Unplaced.model_validate(
        {"application": application, "code": code, "in_reach": len(offers), "removed": ()}
    )


def _levels(problem: Problem, pairings: tuple[Pairing, ...]) -> tuple[LevelValue, ...]:
    plan = Solution.model_construct(status=Status.OPTIMAL, value=0, pairings=pairings, unplaced=())
    values = {name: level(Case(problem, plan)) for name, level in LEVELS.items()}
    wanted = {str(name): values[name] for name in problem.objective.levels}
    if problem.objective.mode == "weights":
        wanted = {"total": sum(values.values())}
    return tuple(LevelValue(name=name, value=value, bound=value) for name, value in wanted.items())


def a_draft(**other: object) -> Pairing:
    """Eeva with Olli; fit and journey follow when it becomes part of an answer."""
    values: dict[str, object] = {
        "application": "eeva",
        "offer": "olli",
        "fit": 0,
        "reasons": FitReasons(),
        "journey": Journey(),
    }
    return Pairing.model_validate(values | other)


def a_stay(application: str = "eeva", offer: str = "olli", *days: date) -> Pairing:
    """Whole days, or the Monday."""
    return a_draft(application=application, offer=offer, days=whole(*(days or (MONDAY,))))


def shared(first: str, second: str, *days: date, application: str = "eeva") -> Pairing:
    """A trip of which the second host has the last day."""
    trip = a_stay(application, first, *days)
    return trip.model_copy(update={"second": later(second, *days[-1:])})


def later(offer: str, *days: date) -> SecondHost:
    """Who hosts the second half."""
    return SecondHost(offer=offer, days=whole(*days))


def a_series(application: str = "eeva", offer: str = "mirja", *mondays: int) -> Pairing:
    """Sessions at nine on these Mondays, or on the first two."""
    sessions = tuple(at_nine(number) for number in mondays or (0, 1))
    return a_draft(application=application, offer=offer, slot="monday at nine", sessions=sessions)


def at_nine(monday: int) -> datetime:
    return datetime.combine(MONDAYS[monday], time(9))


def half(day: date, part: str) -> StayDay:
    """A morning or an afternoon."""
    return StayDay(date=day, am=part == "am", pm=part == "pm")


def pairing(**other: object) -> Change:
    """Something else in the first pairing."""

    def change(answer: Solution) -> Solution:
        spoilt = Pairing.model_validate(dict(answer.pairings[0]) | other)
        return answer.model_copy(update={"pairings": (spoilt, *answer.pairings[1:])})

    return change


def answer(**other: object) -> Change:
    """Something else in what the answer says of itself."""
    return lambda one: one.model_copy(update=other)
