"""The cheapest ways out beside a plan: what others have taken, and where nobody can be sent."""

from datetime import time

from solver.changes import Change, Kind
from solver.cheapest import ways_out
from solver.problem import Application, Day, HostOffer, Problem, Stay
from solver.solution import Pairing
from tests.solver.answers import a_series, a_stay, right, shared
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
    places,
    whole,
)

EEVA, AINO, OLLI = a_guest("eeva"), a_guest("aino"), a_host("olli")
MENTEE, NINE = a_mentee("eeva"), a_slot(dates=MONDAYS[:2])


def changes(problem: Problem, *plan: Pairing, application: str = "eeva") -> list[tuple[Change, ...]]:
    """What the ways out of one application change, the cheapest first."""
    ways = ways_out(problem, right(problem, *plan))
    return [way.changes for way in ways if way.application == application]


def test_a_host_who_serves_others_takes_one_stay_more_on_another_day() -> None:
    (found,) = changes(a_round(EEVA, AINO, OLLI), a_stay("aino", "olli", MONDAY))

    assert found == (Change(kind=Kind.MOST, whose="olli", to=2, points=700),)


def test_a_host_who_is_full_on_the_only_day_takes_one_guest_more_then() -> None:
    problem = on_monday(EEVA, AINO, host(most_stays=2))

    (found,) = changes(problem, a_stay("aino", "olli", MONDAY))

    assert found == (Change(kind=Kind.GUESTS_PER_DAY, whose="olli", to=2, days=whole(MONDAY), points=700),)


def test_a_session_that_is_full_takes_one_mentee_more() -> None:
    problem = a_round(MENTEE, a_mentee("aino"), a_mentor("mirja", most_mentees=2), slots=(NINE,))

    (found,) = changes(problem, a_series("aino", "mirja"))

    assert found == (Change(kind=Kind.MENTEES_PER_SESSION, whose="mirja", to=2, points=700),)


def test_what_others_have_spent_counts_against_the_budget() -> None:
    problem = a_round(EEVA, AINO, host(most_stays=2), organisations=places(travel_budget=30_000))

    (found,) = changes(problem, a_stay("aino", "olli", MONDAY))

    assert [(one.kind, one.amount, one.to) for one in found] == [(Kind.TRAVEL_BUDGET, 10_000, 40_000)]


def test_nobody_is_sent_where_they_are_booked_elsewhere() -> None:
    a_host_herself = a_host("eeva's", person="person of eeva", organisation="turku", most_stays=5)
    from_oulu = a_guest("aino", organisation="oulu")
    problem = on_monday(EEVA, from_oulu, a_host_herself, OLLI)

    assert changes(problem, a_stay("aino", "eeva's", MONDAY)) == []


def test_a_host_who_is_away_cannot_be_asked_for_more_guests() -> None:
    away = a_guest("aino", person="person of olli", organisation="oulu")
    problem = on_monday(EEVA, away, OLLI, a_host("vaasa's", organisation="vaasa", most_stays=2))

    ways = ways_out(problem, right(problem, a_stay("aino", "vaasa's", MONDAY)))

    assert [way.offer for way in ways] == ["vaasa's"]


def test_a_mentor_is_not_booked_in_two_slots_at_the_same_time() -> None:
    overlapping = a_slot("half past nine", start=time(9, 30), dates=MONDAYS[:2])
    mentor = a_mentor("mirja", most_mentees=2, slots=(NINE.id,))
    mentee = a_mentee("eeva", slots=(overlapping.id,))
    problem = a_round(mentee, a_mentee("aino"), mentor, slots=(NINE, overlapping))

    (found,) = changes(problem, a_series("aino", "mirja"))

    assert [one.kind for one in found] == [Kind.OWN_SLOT, Kind.MENTEES_PER_SESSION]


def test_the_second_host_of_a_shared_trip_serves_a_guest_too() -> None:
    first, second = host(shares_trip_with=("kaisa",)), a_host("kaisa")
    problem = a_round(EEVA, a_guest("aino", needs=Stay(blocks=(4,))), first, second)

    ways = changes(problem, shared("olli", "kaisa", MONDAY, TUESDAY, application="aino"))

    assert [[(one.kind, one.whose) for one in way] for way in ways] == [
        [(Kind.MOST, "kaisa")],
        [(Kind.MOST, "olli")],
    ]


def test_in_a_round_that_only_pairs_nobody_is_full_on_a_day() -> None:
    problem = on_monday(EEVA, AINO, host(most_stays=2), date_mode="pair")
    aino = a_stay("aino").model_copy(update={"days": ()})

    assert changes(problem, aino) == [()]


def host(**said: object) -> HostOffer:
    return a_host("olli", **said)


def on_monday(*parts: Application | HostOffer, **said: object) -> Problem:
    """A round of one day."""
    return a_round(*parts, days=(Day(date=MONDAY),), **said)
