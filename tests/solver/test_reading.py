"""What is wrong with a problem is told with its path and with what would be right."""

import json
from collections.abc import Callable
from datetime import UTC, date, time, timedelta

import pytest

from solver.flaw import Flaw
from solver.flaws.sharing import impossible_second_hosts, strange_partners
from solver.objective import ChangeCosts, Objective, Weights
from solver.problem import (
    Application,
    Companions,
    Day,
    Forbidden,
    Free,
    HostOffer,
    Lock,
    MentorOffer,
    Previous,
    Problem,
    Sessions,
    Stay,
    StayDay,
    Swap,
    TopicOffer,
    TopicWish,
    Wish,
    fingerprint,
)
from solver.reading import ProblemError, read, refuse_flaws
from tests.solver.tiny import (
    MONDAY,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    places,
    whole,
)

EEVA, AINO, OLLI, PAAVO = a_guest("eeva"), a_guest("aino"), a_host("olli"), a_host("paavo")
TWO_DAYS, SHARING = a_guest("eeva", needs=Stay(blocks=(4,))), a_host("olli", shares_trip_with=("paavo",))
LOCK = Lock(application="eeva", offer="olli")
ELSEWHERE = Lock(application="eeva", offer="paavo")
ANOTHER = Lock(application="aino", offer="olli")
LATE = Lock(application="eeva", offer="olli", days=whole(date(2026, 1, 1)))
BANNED = Forbidden(application="eeva", offer="olli")
TWICE = Companions(applications=("eeva", "two"))

EU, TAUGHT = TopicWish(topic="eu"), TopicOffer(topic="eu")
BACKWARDS = whole(TUESDAY, MONDAY)
NO_HALF = (StayDay(date=MONDAY, am=False, pm=False),)
TEN = tuple(a_guest(f"guest {number}") for number in range(10))
DEAR = tuple(Previous(application=one.id, offer="gone", confirmed=True) for one in TEN)
HEAVY = Objective(
    weights=Weights(stability=10**6), change_costs=ChangeCosts(lost=10**6, confirmed_times=1000)
)
MANY_WAYS = Stay(blocks=(1, 1, 1, 1), apart_least=0)
HALF_A_YEAR = tuple(Day(date=MONDAY + timedelta(days=step)) for step in range(180))
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
    ("applications.0.topics", a_round(a_guest("eeva", topics=(EU, EU)))),
    ("host_offers.0.topics", a_round(a_host("olli", topics=(TAUGHT, TAUGHT)))),
    ("mentor_offers.0.topics", a_round(a_mentor("mirja", topics=(TAUGHT, TAUGHT)))),
    ("objective.levels", a_round(objective=Objective(mode="levels", levels=()))),
    ("objective", a_round(*TEN, previous=DEAR, objective=HEAVY)),
    ("slots.0.start", a_round(slots=(a_slot(start=time(9, tzinfo=UTC)),))),
    ("locked.0.slot", a_round(EEVA, OLLI, locked=(LOCK.model_copy(update={"slot": "never"}),))),
    ("locked.0.second", a_round(EEVA, OLLI, locked=(LOCK.model_copy(update={"second": "nobody"}),))),
    ("locked.0.days", a_round(EEVA, OLLI, locked=(LOCK.model_copy(update={"days": NO_HALF}),))),
    ("previous.0.days", a_round(previous=(Previous(application="x", offer="y", days=NO_HALF),))),
    (
        "previous.0.days",
        a_round(previous=(Previous(application="x", offer="y", days=BACKWARDS),)),
    ),
    ("days", a_round(days=(Day(date=date(9999, 12, 31)),))),
    ("days", a_round(days=tuple(Day(date=MONDAY + timedelta(days=step)) for step in range(1001)))),
    ("slots.0.dates", a_round(slots=(a_slot(dates=(date(1, 1, 1),)),))),
    ("applications.0.needs.every_weeks", a_round(a_mentee("eeva", needs=Sessions(count=2, every_weeks=521)))),
    ("applications.0.needs.blocks", a_round(a_guest("eeva", needs=Stay(blocks=(2,) * 21)))),
    ("applications.0.needs.blocks", a_round(a_guest("eeva", needs=MANY_WAYS), days=HALF_A_YEAR)),
]


@pytest.mark.parametrize(("path", "problem"), FLAWED)
def test_a_flaw_is_told_with_its_path_and_nothing_else(path: str, problem: Problem) -> None:
    with pytest.raises(ProblemError) as refused:
        refuse_flaws(problem)

    assert [flaw.path for flaw in refused.value.flaws] == [path]


PARTNERS = [
    ("names itself", "olli", PAAVO),
    ("'mirja' is a mentor offer", "mirja", a_mentor("mirja")),
    ("'atlas' is no offer of this problem", "atlas", PAAVO),
    ("'vaasan' is in 'vaasa'", "vaasan", a_host("vaasan", organisation="vaasa")),
]


@pytest.mark.parametrize(("wrong", "named", "other"), PARTNERS)
def test_a_host_shares_trips_only_with_other_hosts_of_the_house(
    wrong: str, named: str, other: HostOffer | MentorOffer
) -> None:
    problem = a_round(a_host("olli", shares_trip_with=(named,)), other)

    flaws = list(strange_partners(problem))

    right = "another host offer of the same organisation"
    assert flaws == [Flaw("host_offers.0.shares_trip_with", wrong, right)]


SECONDS = [
    (["'paavo' shares no trip with 'olli'"], TWO_DAYS, OLLI, PAAVO),
    ([], TWO_DAYS, SHARING, PAAVO),
    ([], TWO_DAYS, OLLI, a_host("paavo", shares_trip_with=("olli",))),
    (["'eeva' has no stay that two can share"], EEVA, SHARING, PAAVO),
    (
        ["'eeva' has no stay that two can share"],
        a_guest("eeva", needs=Stay(blocks=(3, 2))),
        SHARING,
        PAAVO,
    ),
]


@pytest.mark.parametrize(("wrong", "guest", "host", "other"), SECONDS)
def test_a_second_host_is_locked_only_where_a_trip_can_be_shared(
    wrong: list[str], guest: Application, host: HostOffer, other: HostOffer
) -> None:
    lock = Lock(application="eeva", offer="olli", second="paavo")

    flaws = impossible_second_hosts(a_round(guest, host, other, locked=(lock,)))

    assert [(flaw.path, flaw.wrong) for flaw in flaws] == [("locked.0.second", one) for one in wrong]


def test_a_long_stay_of_several_blocks_is_let_be() -> None:
    stays = (Stay(blocks=(4, 4)), Stay(blocks=(2, 2, 2), apart_most=14), Stay(blocks=(10,)))
    people = (a_guest(f"guest {number}", needs=needs) for number, needs in enumerate(stays))

    refuse_flaws(a_round(*people, days=HALF_A_YEAR, may_cross_weekend=True))


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
