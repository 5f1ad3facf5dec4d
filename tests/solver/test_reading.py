"""What is wrong with a problem is told with its path and with what would be right."""

import json
from collections.abc import Callable
from datetime import date, time

import pytest

from solver.problem import (
    Companions,
    Forbidden,
    Free,
    Lock,
    Problem,
    Sessions,
    Swap,
    Wish,
    fingerprint,
)
from solver.reading import ProblemError, read, refuse_flaws
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_mentor, a_round, a_slot, on, places, whole

EEVA, AINO, OLLI, PAAVO = a_guest("eeva"), a_guest("aino"), a_host("olli"), a_host("paavo")
LOCK = Lock(application="eeva", offer="olli")
ELSEWHERE = Lock(application="eeva", offer="paavo")
ANOTHER = Lock(application="aino", offer="olli")
LATE = Lock(application="eeva", offer="olli", days=whole(date(2026, 1, 1)))
BANNED = Forbidden(application="eeva", offer="olli")
TWICE = Companions(applications=("eeva", "two"))

FLAWED: list[tuple[str, Problem]] = [
    ("applications.id", a_round(EEVA, a_guest("eeva", sort_key="other"))),
    ("applications.sort_key", a_round(a_guest("one", sort_key="x"), a_guest("two", sort_key="x"))),
    ("host_offers and mentor_offers.id", a_round(OLLI, a_mentor("olli"))),
    ("applications.0.excluded_organisations", a_round(a_guest("eeva", excluded_organisations=("atlantis",)))),
    ("applications.0.slots", a_round(a_guest("eeva", slots=("never",)))),
    ("host_offers.0.preferred_organisations", a_round(a_host("olli", preferred_organisations=("ys",)))),
    ("applications.0.wishes", a_round(a_guest("eeva", wishes=(Wish(offer="nobody"),)))),
    ("companions.0.applications", a_round(EEVA, companions=(Companions(applications=("eeva", "x")),))),
    ("locked.0.offer", a_round(EEVA, locked=(LOCK,))),
    ("days", a_round(days=tuple(reversed(a_round().days)))),
    ("slots.0.dates", a_round(slots=(a_slot(dates=(TUESDAY,)),))),
    ("slots.0.minutes", a_round(slots=(a_slot(start=time(23), minutes=60),))),
    ("applications.0.free.days", a_round(a_guest("eeva", free=on(date(2026, 3, 1))))),
    ("organisations.0.closed", a_round(organisations=places(closed=(TUESDAY, MONDAY)))),
    ("applications.0.free", a_round(a_guest("eeva", free=Free(mornings=(MONDAY,))))),
    ("applications.0.free", a_round(a_guest("eeva", free=Free(days=(MONDAY,), mornings=(MONDAY,))))),
    ("applications.0.needs.kind", a_round(a_guest("eeva", needs=Sessions(count=1)))),
    ("locked.0.offer", a_round(EEVA, a_mentor("olli"), locked=(LOCK,))),
    ("host_offers.0.least_stays", a_round(a_host("olli", least_stays=2))),
    ("mentor_offers.0.least_mentees", a_round(a_mentor("mirja", least_mentees=2))),
    ("travel", a_round(EEVA, OLLI, travel=tuple(way for way in a_round().travel if way.origin != "oulu"))),
    (
        "locked.0",
        a_round(EEVA, OLLI, locked=(LOCK,), forbidden=(BANNED,)),
    ),
    (
        "locked.application",
        a_round(EEVA, OLLI, PAAVO, locked=(LOCK, ELSEWHERE)),
    ),
    (
        "locked.1",
        a_round(EEVA, AINO, OLLI, locked=(LOCK, ANOTHER)),
    ),
    (
        "locked.0.days",
        a_round(EEVA, OLLI, locked=(LATE,)),
    ),
    (
        "companions.0",
        a_round(
            EEVA,
            a_guest("two", person="person of eeva"),
            companions=(TWICE,),
        ),
    ),
    ("swaps.0", a_round(EEVA, swaps=(Swap(applications=("eeva", "eeva")),))),
    ("host_offers.0.shares_trip_with", a_round(a_host("olli", shares_trip_with=("paavo",)), a_host("paavo"))),
]


@pytest.mark.parametrize(("path", "problem"), FLAWED)
def test_a_flaw_is_told_with_its_path_and_nothing_else(path: str, problem: Problem) -> None:
    with pytest.raises(ProblemError) as refused:
        refuse_flaws(problem)

    assert [flaw.path for flaw in refused.value.flaws] == [path]


SHAPES: list[tuple[str, Callable[[dict[str, object]], object]]] = [
    ("colour", lambda one: one.update(colour="red")),
    ("days", lambda one: one.pop("days")),
    ("money_unit", lambda one: one.update(money_unit="mark")),
    ("objective.weights.fit", lambda one: one.update(objective={"weights": {"fit": 10**9}})),
    ("rates.day", lambda one: one.update(rates={"day": 1.5})),
    ("least_topic_percent", lambda one: one.update(least_topic_percent=float("nan"))),
    ("slots", lambda one: one.update(slots=None)),
]


@pytest.mark.parametrize(("path", "spoil"), SHAPES)
def test_a_wrong_shape_is_told_with_its_path(path: str, spoil: Callable[[dict[str, object]], object]) -> None:
    written = json.loads(a_round(EEVA, OLLI).model_dump_json())
    spoil(written)

    with pytest.raises(ProblemError) as refused:
        read(json.dumps(written))

    assert [flaw.path for flaw in refused.value.flaws] == [path]


def test_a_problem_is_read_as_it_was_written() -> None:
    problem = a_round(EEVA, OLLI, a_mentor("mirja"), slots=(a_slot(),), locked=(LOCK,))

    again = read(problem.model_dump_json())

    assert (again, fingerprint(again)) == (problem, fingerprint(problem))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ProblemError, match="problem: Invalid JSON"):
        read("{")
