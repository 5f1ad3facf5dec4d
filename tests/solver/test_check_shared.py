"""The judge is judged: trips that two hosts share."""

import pytest

from solver.check import check
from solver.checks.value import stability
from solver.problem import (
    Companions,
    ExplicitFit,
    Forbidden,
    Lock,
    Previous,
    Problem,
    Stay,
    TopicOffer,
    TopicWish,
    Wish,
)
from solver.solution import Pairing, SecondHost
from solver.violation import Case
from tests.solver.answers import Planted, a_draft, a_stay, found_in, half, later, pairing, right, shared
from tests.solver.tiny import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentor,
    a_pair_only,
    a_round,
    on,
    places,
    whole,
)

TWO = Stay(blocks=(4,))
EEVA, AINO = a_guest("eeva", needs=TWO), a_guest("aino")
OLLI = a_host("olli", shares_trip_with=("paavo", "risto"))
SHY = a_host("olli", shares_trip_with=("paavo",))
PAAVO, RISTO = a_host("paavo"), a_host("risto")
TRIP = shared("olli", "paavo", MONDAY, TUESDAY)
SIMPLE = a_round(EEVA, OLLI, PAAVO)
RISTO_LATER = later("risto", TUESDAY)
ONE_A_DAY = (places()[0], places()[1].model_copy(update={"guests_per_day": 1}), places()[2])
BEFORE = Previous(application="eeva", offer="olli", second="paavo", days=TRIP.days)


def instead(rules: str, *plan: Pairing, problem: Problem) -> Planted:
    """Eeva is right with Olli and Paavo, and Risto is the second host instead."""
    return Planted(rules, problem, (TRIP, *plan), pairing(second=RISTO_LATER))


def risto(**other: object) -> Problem:
    """A Risto of whom something is wrong."""
    return a_round(EEVA, OLLI, PAAVO, a_host("risto", **other))


def given(offer: str, fit: int = 68) -> ExplicitFit:
    return ExplicitFit(application="eeva", offer=offer, fit=fit)


def needing(needs: Stay, **other: object) -> Problem:
    return a_round(a_guest("eeva", needs=needs), OLLI, PAAVO, **other)


TOPICS = a_round(
    a_guest("eeva", needs=TWO, topics=(TopicWish(topic="eu"), TopicWish(topic="work"))),
    a_host("olli", shares_trip_with=("paavo", "risto"), topics=(TopicOffer(topic="eu", strength=20),)),
    a_host("paavo", topics=(TopicOffer(topic="work", strength=90), TopicOffer(topic="eu", strength=30))),
    RISTO,
)
LISTED = a_round(EEVA, OLLI, PAAVO, RISTO, only_listed_fits=True, fits=(given("olli"), given("paavo")))

PLANTED = [
    instead(
        "shares_trip_with", problem=a_round(EEVA, a_host("olli", shares_trip_with=("paavo",)), PAAVO, RISTO)
    ),
    instead("shares_trip_with", problem=risto(organisation="vaasa")),
    instead("kind", problem=a_round(EEVA, OLLI, PAAVO, a_mentor("risto"))),
    instead("same_person two_places", problem=risto(person="person of eeva")),
    instead("excluded_by_offer", problem=risto(excluded_organisations=("turku",))),
    instead(
        "excluded_by_application",
        problem=a_round(
            a_guest("eeva", needs=TWO, excluded_persons=("person of risto",)), OLLI, PAAVO, RISTO
        ),
    ),
    instead(
        "forbidden",
        problem=a_round(EEVA, OLLI, PAAVO, RISTO, forbidden=(Forbidden(application="eeva", offer="risto"),)),
    ),
    instead("not_listed reasons", problem=LISTED),
    instead("fit language reasons", problem=risto(languages=("sv",))),
    instead("fit reasons topics", problem=TOPICS),
    instead("not_free", problem=risto(free=on(MONDAY))),
    instead("asks_first", problem=risto(first_refusal=True)),
    instead("least_stays", problem=risto(least_stays=2, most_stays=2)),
    instead("most_stays", a_stay("aino", "risto", MONDAY), problem=a_round(EEVA, AINO, OLLI, PAAVO, RISTO)),
    instead(
        "host_guests",
        a_stay("aino", "risto", TUESDAY),
        problem=a_round(EEVA, AINO, OLLI, PAAVO, a_host("risto", most_stays=2)),
    ),
    instead(
        "fit reasons",
        problem=a_round(a_guest("eeva", needs=TWO, wishes=(Wish(offer="paavo"),)), OLLI, PAAVO, RISTO),
    ),
    instead(
        "locked",
        problem=a_round(
            EEVA, OLLI, PAAVO, RISTO, locked=(Lock(application="eeva", offer="olli", second="paavo"),)
        ),
    ),
    instead("value", problem=a_round(EEVA, OLLI, PAAVO, RISTO, previous=(BEFORE,))),
    instead(
        "two_places",
        a_stay("hers", "vaasan", TUESDAY),
        problem=a_round(
            EEVA,
            a_guest("hers", person="person of risto"),
            OLLI,
            PAAVO,
            RISTO,
            a_host("vaasan", organisation="vaasa"),
        ),
    ),
    instead(
        "companions",
        shared("olli", "paavo", MONDAY, TUESDAY, application="two"),
        problem=a_round(
            EEVA,
            a_guest("two", needs=TWO),
            *(
                a_host(name, most_stays=2, guests_per_day=2, shares_trip_with=("paavo", "risto"))
                for name in ("olli", "paavo", "risto")
            ),
            companions=(Companions(applications=("eeva", "two")),),
        ),
    ),
    Planted("unknown value", SIMPLE, (TRIP,), pairing(second=later("nobody", TUESDAY))),
    Planted("shared_days", SIMPLE, (TRIP,), pairing(second=later("paavo", MONDAY))),
    Planted("shared_days", SIMPLE, (TRIP,), pairing(second=later("paavo", MONDAY, TUESDAY))),
    Planted("shared_days", SIMPLE, (TRIP,), pairing(second=SecondHost(offer="paavo", days=()))),
    Planted(
        "not_free",
        a_round(EEVA, a_host("olli", free=on(MONDAY), shares_trip_with=("paavo",)), PAAVO),
        (TRIP,),
        pairing(second=None),
    ),
    Planted(
        "shared_days",
        needing(Stay(blocks=(6,))),
        (shared("olli", "paavo", MONDAY, TUESDAY, WEDNESDAY),),
        pairing(second=later("paavo", TUESDAY, WEDNESDAY)),
    ),
    Planted(
        "shared_days",
        needing(Stay(blocks=(2, 2, 2), apart_least=1)),
        (shared("olli", "paavo", MONDAY, TUESDAY, WEDNESDAY),),
        pairing(second=later("paavo", TUESDAY, WEDNESDAY)),
    ),
    Planted(
        "shared_days",
        needing(Stay(blocks=(3,))),
        (a_draft(days=(*whole(MONDAY), half(TUESDAY, "am"))),),
        pairing(second=SecondHost(offer="paavo", days=(half(TUESDAY, "am"),))),
    ),
    Planted("shared_days", needing(Stay(blocks=(2,))), (a_stay(),), pairing(second=later("paavo", MONDAY))),
    Planted(
        "shared_days",
        a_round(a_pair_only("eeva", days=2), OLLI, PAAVO),
        (a_draft(),),
        pairing(second=later("paavo", TUESDAY)),
    ),
    Planted(
        "organisation_guests",
        a_round(EEVA, AINO, OLLI, PAAVO, RISTO, organisations=ONE_A_DAY),
        (TRIP, a_stay("aino", "risto", WEDNESDAY)),
        pairing(days=whole(TUESDAY, WEDNESDAY), second=later("paavo", WEDNESDAY)),
    ),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rules)
def test_one_wrong_thing_in_a_shared_trip_is_named_and_nothing_else(planted: Planted) -> None:
    assert found_in(planted) == planted.rules.split()


def test_two_hosts_teach_together_what_either_teaches() -> None:
    trip = right(TOPICS, TRIP).pairings[0]

    assert trip.reasons.topic_points == 60 * ((30 + 90) // 2) // 100


def test_fits_given_for_both_hosts_count_as_their_mean_rounded_down() -> None:
    both = right(a_round(EEVA, OLLI, PAAVO, fits=(given("olli", 62), given("paavo", 71))), TRIP)
    one = right(a_round(EEVA, OLLI, PAAVO, fits=(given("olli", 62),)), TRIP)

    assert [(trip.fit, trip.reasons.explicit) for trip in (both.pairings[0], one.pairings[0])] == [
        (66, True),
        (68, False),
    ]


def test_each_host_is_busy_on_the_own_days_only() -> None:
    hers = a_guest("hers", person="person of paavo")
    problem = a_round(EEVA, hers, OLLI, PAAVO, a_host("vaasan", organisation="vaasa"))

    answer = right(problem, TRIP, a_stay("hers", "vaasan", MONDAY))

    assert check(problem, answer) == []


@pytest.mark.parametrize(
    ("trip", "loss"),
    [
        (TRIP, 0),
        (shared("olli", "risto", MONDAY, TUESDAY), 20 * 50),
        (a_stay("eeva", "olli", MONDAY, TUESDAY), 20 * 50),
        (shared("olli", "paavo", TUESDAY, WEDNESDAY), 20 * 51),
        (shared("paavo", "olli", MONDAY, TUESDAY), 20 * 150),
    ],
)
def test_another_second_host_costs_as_other_dates_do(trip: Pairing, loss: int) -> None:
    problem = a_round(EEVA, OLLI, PAAVO, RISTO, previous=(BEFORE,))

    assert stability(Case(problem, right(problem, trip))) == -loss
