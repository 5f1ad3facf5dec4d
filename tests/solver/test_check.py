"""The judge is judged: each planted violation is named, and nothing else."""

from collections.abc import Callable
from datetime import datetime, time

import pytest

from solver.check import check
from solver.problem import (
    Companions,
    ExplicitFit,
    Forbidden,
    Free,
    Lock,
    Problem,
    Stay,
    StayDay,
    TopicWish,
)
from solver.solution import Journey, LevelValue, Pairing, Solution, Status
from solver.violation import Violation
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    MONDAYS,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_pair_only,
    a_round,
    a_slot,
    on,
    places,
    solved,
    whole,
)

VALUE = {"status", "value", "input_sha256"}
EEVA = a_guest("eeva", free=on(MONDAY, TUESDAY, WEDNESDAY))
AINO = a_guest("aino", free=on(MONDAY))
OLLI = a_host("olli")
SLOTS = (a_slot(), a_slot("at one", start=time(13)))
MENTEE = a_mentee("eeva", slots=("monday at nine",))
MIRJA = a_mentor("mirja")
SAME = a_round(a_guest("eeva"), a_host("olli"))
GOOD = solved(SAME).pairings[0].model_copy(update={"days": whole(MONDAY)})
FIRST_TWO = tuple(datetime.combine(day, time(9)) for day in MONDAYS[:2])
SERIES = solved(a_round(MENTEE, MIRJA, slots=SLOTS)).pairings[0].model_copy(update={"sessions": FIRST_TWO})


def judged(problem: Problem, *pairings: Pairing) -> list[str]:
    """The names of the broken rules of a plan, but for those about value and input."""
    answer = Solution(
        status=Status.FEASIBLE,
        value=0,
        pairings=pairings,
        unplaced=(),
        seconds=0.0,
        seed=0,
        engine="nobody",
        versions=(),
        input_sha256="",
    )
    return sorted({one.rule for one in check(problem, answer)} - VALUE - {"counted_once"})


def changed(pairing: Pairing, **other: object) -> Pairing:
    """A pairing with something else in it."""
    return Pairing.model_validate({**dict(pairing), **other})


def stay(application: str, offer: str = "olli", *days: object) -> Pairing:
    """A stay on Monday, or on other days."""
    return changed(GOOD, application=application, offer=offer, days=days or whole(MONDAY))


def paired_only(**other: object) -> Pairing:
    return changed(GOOD, **({"days": ()} | other))


def mentored(application: str = "eeva", **other: object) -> Pairing:
    return changed(SERIES, application=application, **other)


def nine(number: int) -> datetime:
    return datetime.combine(MONDAYS[number], time(9))


TWO_OF_HER = (a_guest("one", person="eeva"), a_guest("two", person="eeva"))
TWO_HOSTS = (OLLI, a_host("paavo"))
BUDGET = places(travel_budget=39_999)
ONE_A_DAY = (places()[0], places()[1].model_copy(update={"guests_per_day": 1}), places()[2])
CLOSED = (places()[0], places()[1].model_copy(update={"closed": (MONDAY,)}), places()[2])
TWO_MENTEES = (MENTEE, a_mentee("aino"))

PLANTED: list[tuple[list[str], Problem, tuple[Pairing, ...]]] = [
    (["unknown"], SAME, (stay("nobody"),)),
    (["unknown"], SAME, (stay("eeva", "nobody"),)),
    (["kind"], a_round(a_pair_only("eeva", days=1), a_mentor("olli")), (paired_only(),)),
    (["journey", "own_organisation"], a_round(EEVA, a_host("olli", organisation="turku")), (stay("eeva"),)),
    (["same_person", "two_places"], a_round(EEVA, a_host("olli", person="person of eeva")), (stay("eeva"),)),
    (
        ["forbidden"],
        a_round(EEVA, OLLI, forbidden=(Forbidden(application="eeva", offer="olli"),)),
        (stay("eeva"),),
    ),
    (["not_listed"], a_round(EEVA, OLLI, only_listed_fits=True), (stay("eeva"),)),
    (["excluded_by_application"], a_round(a_guest("eeva", excluded_organisations=("oulu",)), OLLI), (GOOD,)),
    (
        ["excluded_by_application"],
        a_round(a_guest("eeva", excluded_persons=("person of olli",)), OLLI),
        (GOOD,),
    ),
    (
        ["excluded_by_offer"],
        a_round(a_guest("eeva"), a_host("olli", excluded_organisations=("turku",))),
        (GOOD,),
    ),
    (
        ["excluded_by_offer"],
        a_round(a_guest("eeva"), a_host("olli", excluded_persons=("person of eeva",))),
        (GOOD,),
    ),
    (["fit", "language"], a_round(a_guest("eeva", languages=("sv",)), OLLI), (GOOD,)),
    (["fit", "topics"], a_round(a_guest("eeva", topics=(TopicWish(topic="eu"),)), OLLI), (GOOD,)),
    (["minutes"], a_round(a_guest("eeva", max_minutes=119), OLLI), (GOOD,)),
    (["cost"], a_round(a_guest("eeva", max_cost=19_999), OLLI), (GOOD,)),
    (["journey"], SAME, (changed(GOOD, journey=Journey(minutes=120, cost=0, co2=10_000)),)),
    (["fit"], SAME, (changed(GOOD, fit=GOOD.fit + 1),)),
    (
        ["fit"],
        a_round(a_guest("eeva"), OLLI, fits=(ExplicitFit(application="eeva", offer="olli", fit=5),)),
        (GOOD,),
    ),
    (["not_free"], a_round(a_guest("eeva", free=on(TUESDAY)), OLLI), (GOOD,)),
    (["not_free"], a_round(a_guest("eeva"), a_host("olli", free=on(TUESDAY))), (GOOD,)),
    (["not_free"], a_round(a_guest("eeva"), OLLI, organisations=CLOSED), (GOOD,)),
    (["not_free"], a_round(a_guest("eeva", free=Free(days=(), mornings=(MONDAY,))), OLLI), (GOOD,)),
    (["blocks"], SAME, (changed(GOOD, days=whole(MONDAY, TUESDAY)),)),
    (["blocks"], SAME, (changed(GOOD, days=()),)),
    (
        ["blocks"],
        SAME,
        (changed(GOOD, days=(StayDay(date=MONDAY, am=False), StayDay(date=TUESDAY, pm=False))),),
    ),
    (
        ["blocks", "journey"],
        a_round(a_guest("eeva", needs=Stay(blocks=(4,)), max_cost=None), OLLI, rates={"day": 1}),
        (changed(GOOD, days=whole(MONDAY, WEDNESDAY)),),
    ),
    (
        ["blocks", "journey"],
        a_round(a_guest("eeva", needs=Stay(blocks=(2, 2))), OLLI),
        (changed(GOOD, days=whole(MONDAY, TUESDAY)),),
    ),
    (
        ["common_days"],
        a_round(a_pair_only("eeva", days=2), a_host("olli", free=on(FRIDAY))),
        (paired_only(),),
    ),
    (["blocks"], a_round(a_pair_only("eeva", days=1), OLLI), (GOOD,)),
    (["window"], a_round(a_guest("eeva"), OLLI, date_mode="window"), (GOOD,)),
    (["window"], SAME, (changed(GOOD, window=(MONDAY, FRIDAY)),)),
    (["slot"], a_round(MENTEE, MIRJA, slots=SLOTS), (mentored(slot="at one"),)),
    (["slot"], a_round(MENTEE, MIRJA, slots=SLOTS), (mentored(slot=None, sessions=()),)),
    (["series"], a_round(MENTEE, MIRJA, slots=SLOTS), (mentored(sessions=(nine(0),)),)),
    (["series"], a_round(MENTEE, MIRJA, slots=SLOTS), (mentored(sessions=(nine(0), nine(2))),)),
    (["not_free"], a_round(a_mentee("eeva", free=on(TUESDAY)), MIRJA, slots=SLOTS), (SERIES,)),
    (["host_guests"], a_round(EEVA, AINO, a_host("olli", most_stays=2)), (stay("eeva"), stay("aino"))),
    (
        ["organisation_guests"],
        a_round(EEVA, AINO, *TWO_HOSTS, organisations=ONE_A_DAY),
        (stay("eeva"), stay("aino", "paavo")),
    ),
    (["most_stays"], a_round(EEVA, AINO, OLLI), (stay("eeva", "olli", *whole(TUESDAY)), stay("aino"))),
    (["least_stays"], a_round(EEVA, a_host("olli", least_stays=2, most_stays=2)), (stay("eeva"),)),
    (
        ["session_mentees"],
        a_round(*TWO_MENTEES, a_mentor("mirja", most_mentees=2), slots=SLOTS),
        (SERIES, mentored("aino")),
    ),
    (
        ["least_mentees"],
        a_round(MENTEE, a_mentor("mirja", least_mentees=2, most_mentees=2), slots=SLOTS),
        (SERIES,),
    ),
    (
        ["most_mentees"],
        a_round(*TWO_MENTEES, a_mentor("mirja", mentees_per_session=2), slots=SLOTS),
        (SERIES, mentored("aino")),
    ),
    (
        ["travel_budget"],
        a_round(EEVA, AINO, *TWO_HOSTS, organisations=BUDGET),
        (stay("eeva"), stay("aino", "paavo")),
    ),
    (["two_places"], a_round(*TWO_OF_HER, *TWO_HOSTS), (stay("one"), stay("two", "paavo"))),
    (
        ["two_places"],
        a_round(a_guest("one", person="eeva"), a_mentee("two", person="eeva"), OLLI, MIRJA, slots=SLOTS),
        (stay("one"), mentored("two")),
    ),
    (
        ["two_places"],
        a_round(EEVA, AINO, a_host("olli", person="x"), a_host("paavo", person="x")),
        (stay("eeva"), stay("aino", "paavo")),
    ),
    (
        ["two_places"],
        a_round(
            *TWO_MENTEES,
            a_mentor("mirja", most_mentees=2),
            slots=(a_slot(), a_slot("half past", start=time(9, 30))),
        ),
        (
            SERIES,
            mentored(
                "aino",
                slot="half past",
                sessions=tuple(datetime.combine(day, time(9, 30)) for day in MONDAYS[:2]),
            ),
        ),
    ),
    (
        ["locked"],
        a_round(EEVA, *TWO_HOSTS, locked=(Lock(application="eeva", offer="paavo"),)),
        (stay("eeva"),),
    ),
    (
        ["locked"],
        a_round(EEVA, OLLI, locked=(Lock(application="eeva", offer="olli", days=whole(TUESDAY)),)),
        (stay("eeva"),),
    ),
    (
        ["companions"],
        a_round(EEVA, AINO, *TWO_HOSTS, companions=(Companions(applications=("eeva", "aino")),)),
        (stay("eeva"), stay("aino", "paavo")),
    ),
    (
        ["companions"],
        a_round(EEVA, AINO, *TWO_HOSTS, companions=(Companions(applications=("eeva", "aino")),)),
        (stay("eeva"),),
    ),
]


@pytest.mark.parametrize(("rules", "problem", "plan"), PLANTED)
def test_a_planted_violation_is_named_and_nothing_else(
    rules: list[str], problem: Problem, plan: tuple[Pairing, ...]
) -> None:
    assert judged(problem, *plan) == rules


LIES: list[tuple[str, Callable[[Solution], dict[str, object]]]] = [
    ("input_sha256", lambda _: {"input_sha256": "0" * 64}),
    ("value", lambda one: {"value": (one.value or 0) + 1}),
    ("value", lambda one: {"levels": ()}),
    ("status", lambda _: {"status": Status.FEASIBLE}),
    ("status", lambda one: {"bound": (one.bound or 0) + 1}),
    ("status", lambda _: {"status": Status.INFEASIBLE}),
    ("status", lambda one: {"levels": (LevelValue(name="total", value=one.value or 0, bound=0),)}),
    ("counted_once", lambda one: {"pairings": ()}),
    ("counted_once", lambda one: {"pairings": one.pairings * 2}),
]


@pytest.mark.parametrize(("rule", "lie"), LIES)
def test_a_lie_about_the_plan_is_named(rule: str, lie: Callable[[Solution], dict[str, object]]) -> None:
    solution = solved(SAME)

    found = check(SAME, solution.model_copy(update=lie(solution)))

    assert rule in {violation.rule for violation in found}


def test_a_violation_says_who() -> None:
    problem = a_round(a_guest("eeva", max_minutes=119), OLLI)

    answer = solved(SAME).model_copy(update={"input_sha256": solved(problem).input_sha256})

    assert check(problem, answer) == [Violation("minutes", "eeva with olli")]
