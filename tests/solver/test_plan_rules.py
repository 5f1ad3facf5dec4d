"""Rules of a whole plan: each alone, at its edge."""

from datetime import date, time

import pytest

from solver.objective import Objective
from solver.problem import Application, Companions, Free, HostOffer, Lock, MentorOffer, Stay
from solver.solution import Status
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    placed,
    places,
    solved,
    whole,
)

THREE = (a_guest("aino"), a_guest("eeva"), a_guest("outi"))
ON_MONDAY = tuple(a_guest(name, free=on(MONDAY)) for name in ("aino", "eeva", "outi"))


def count(parts: tuple[Application | HostOffer | MentorOffer, ...], **other: object) -> int:
    """How many are placed in the best plan."""
    return len(placed(a_round(*parts, **other)))


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_host_has_no_more_stays_than_offered(most: int) -> None:
    assert count((*THREE, a_host("olli", most_stays=most))) == most


@pytest.mark.parametrize("guests", [1, 2, 3])
def test_a_host_has_no_more_guests_a_day_than_offered(guests: int) -> None:
    assert count((*ON_MONDAY, a_host("olli", most_stays=3, guests_per_day=guests))) == guests


@pytest.mark.parametrize(("least", "expected"), [(2, 2), (3, 0)])
def test_a_host_wants_the_least_or_nobody(least: int, expected: int) -> None:
    olli = a_host("olli", least_stays=least, most_stays=3, guests_per_day=3)

    assert count((*THREE[:2], olli)) == expected


@pytest.mark.parametrize("guests", [0, 1, 2])
def test_an_organisation_has_no_more_guests_a_day_than_it_takes(guests: int) -> None:
    hosts = (a_host("olli"), a_host("paavo"), a_host("risto"))
    oulu = places()[1].model_copy(update={"guests_per_day": guests})

    assert count((*ON_MONDAY, *hosts), organisations=(places()[0], oulu, places()[2])) == guests


@pytest.mark.parametrize(("budget", "expected"), [(39_999, 1), (40_000, 2)])
def test_an_organisation_spends_no_more_than_its_budget(budget: int, expected: int) -> None:
    hosts = (a_host("olli"), a_host("paavo"))

    assert count((*THREE, *hosts), organisations=places(travel_budget=budget)) == expected


def test_an_application_is_served_once() -> None:
    assert count((a_guest("eeva"), a_host("olli"), a_host("paavo"))) == 1


@pytest.mark.parametrize(("together", "expected"), [(1, 1), (2, 2)])
def test_a_session_has_no_more_mentees_than_the_mentor_takes(together: int, expected: int) -> None:
    mentees = (a_mentee("aino"), a_mentee("eeva"))
    mirja = a_mentor("mirja", most_mentees=2, mentees_per_session=together)

    assert count((*mentees, mirja), slots=(a_slot(dates=MONDAYS[:2]),)) == expected


@pytest.mark.parametrize(("hosting_day", "expected"), [(MONDAY, 1), (TUESDAY, 2)])
def test_nobody_visits_while_hosting(hosting_day: date, expected: int) -> None:
    olli = a_host("olli", person="olli", free=on(hosting_day))
    away = a_guest("olli away", person="olli", organisation="oulu", free=on(MONDAY))
    ville = a_host("ville", organisation="vaasa", excluded_organisations=("turku",))

    assert count((a_guest("eeva"), away, olli, ville)) == expected


def test_nobody_visits_twice_at_the_same_time() -> None:
    twice = (a_guest("one", person="eeva", free=on(MONDAY)), a_guest("two", person="eeva", free=on(MONDAY)))

    assert count((*twice, a_host("olli"), a_host("paavo"))) == 1


def test_nobody_hosts_two_offers_at_the_same_time() -> None:
    hosts = tuple(a_host(name, person="olli", free=on(MONDAY)) for name in ("climate", "culture"))

    assert count((a_guest("aino"), a_guest("eeva"), *hosts)) == 1


def test_a_unit_has_no_calendar_of_its_own() -> None:
    hosts = tuple(a_host(name, person=None, unit="planning", free=on(MONDAY)) for name in ("one", "two"))

    assert count((a_guest("aino"), a_guest("eeva"), *hosts)) == 2


@pytest.mark.parametrize(
    ("blocking", "start", "expected"),
    [
        ("half", time(9), 1),
        ("half", time(13), 2),
        ("day", time(13), 1),
        ("nothing", time(9), 2),
    ],
)
def test_a_mentor_hosts_nobody_in_the_half_day_of_a_session(
    blocking: str, start: time, expected: int
) -> None:
    mirja = a_mentor("mirja", person="mirja")
    host = a_host("mirja hosts", person="mirja")
    only_morning = Free(days=(), mornings=(MONDAY,))
    morning = a_guest(
        "eeva",
        needs=Stay(blocks=(1,)),
        free=only_morning,
    )
    slot = a_slot(start=start, dates=MONDAYS[:2])

    parts = (morning, a_mentee("aino"), mirja, host)

    assert count(parts, slots=(slot,), sessions_block=blocking) == expected


@pytest.mark.parametrize(("start", "expected"), [(time(9, 30), 1), (time(10), 2)])
def test_sessions_of_one_mentor_do_not_overlap(start: time, expected: int) -> None:
    slots = (a_slot("nine", dates=MONDAYS[:2]), a_slot("later", start=start, dates=MONDAYS[:2]))
    mentees = (a_mentee("aino", slots=("nine",)), a_mentee("eeva", slots=("later",)))

    assert count((*mentees, a_mentor("mirja", most_mentees=2)), slots=slots) == expected


def test_a_lock_holds_against_a_better_fit() -> None:
    olli, paavo = a_host("olli"), a_host("paavo", preferred_organisations=("turku",))
    lock = Lock(application="eeva", offer="olli", days=whole(TUESDAY))

    pairing = solved(a_round(a_guest("eeva"), olli, paavo, locked=(lock,))).pairings[0]

    assert (pairing.offer, pairing.days) == ("olli", whole(TUESDAY))


def test_a_lock_that_breaks_a_rule_is_infeasible() -> None:
    lock = Lock(application="eeva", offer="olli", days=whole(TUESDAY))

    solution = solved(a_round(a_guest("eeva", free=on(MONDAY)), a_host("olli"), locked=(lock,)))

    assert (solution.status, solution.value, solution.pairings) == (Status.INFEASIBLE, None, ())


@pytest.mark.parametrize(("guests", "expected"), [(1, 0), (2, 2)])
def test_companions_stay_together_or_at_home(guests: int, expected: int) -> None:
    hosts = (a_host("olli", most_stays=2, guests_per_day=guests), a_host("paavo"))
    together = (Companions(applications=("aino", "eeva")),)

    assert count((*THREE[:2], *hosts), companions=together) == expected


def test_priority_decides_who_gets_the_only_place() -> None:
    eeva = a_guest("eeva", priority=11)

    assert placed(a_round(a_guest("aino"), eeva, a_host("olli"))) == [("eeva", "olli")]


def test_balance_alone_sends_as_many_as_it_receives() -> None:
    objective = Objective(mode="levels", levels=("placed", "balance"))
    hosts: tuple[HostOffer, ...] = (a_host("olli"), a_host("tuomas", organisation="turku"))
    guests = (a_guest("aino"), a_guest("eeva"), a_guest("ville", organisation="vaasa"))

    solution = solved(
        a_round(*guests, *hosts, organisations=places(balance_tolerance=0), objective=objective)
    )

    assert [(level.name, level.value) for level in solution.levels] == [("placed", 40_000), ("balance", 0)]
