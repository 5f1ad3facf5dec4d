"""Offers as arrays: each alone, and behind them every two who share a trip."""

import numpy as np

from solver.arrays.offered import Offered
from solver.arrays.shapes import unpacked
from solver.arrays.supply import Supply
from solver.problem import HostOffer, MentorOffer, Problem, Stay, TopicOffer
from solver.view import View
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentor,
    a_round,
    on,
)

TWO_DAYS = Stay(blocks=(4,))


def two_who_share(*, first: HostOffer | None = None, second: HostOffer | None = None) -> Problem:
    """Two hosts of Oulu, the second of whom names the first, and one in Vaasa."""
    return a_round(
        a_guest("aino", needs=TWO_DAYS),
        first or a_host("first"),
        second or a_host("second", shares_trip_with=("first",)),
        a_host("third", organisation="vaasa"),
    )


def hosts_of(problem: Problem) -> Offered:
    return Offered(View(problem), HostOffer)


def names(offered: Offered) -> list[tuple[str, ...]]:
    return [tuple(offer.id for offer in entry.both) for entry in offered.entries]


def test_two_who_share_a_trip_follow_those_alone_in_either_order() -> None:
    offered = hosts_of(two_who_share())

    assert names(offered) == [
        ("first",),
        ("second",),
        ("third",),
        ("first", "second"),
        ("second", "first"),
    ]
    assert offered.of_offer == {"first": [0, 3, 4], "second": [1, 3, 4], "third": [2]}


def test_nobody_shares_a_trip_whose_days_are_agreed_later() -> None:
    problem = two_who_share().model_copy(update={"date_mode": "pair"})

    assert names(hosts_of(problem)) == [("first",), ("second",), ("third",)]


def test_mentors_are_no_hosts() -> None:
    offered = Offered(View(a_round(a_host("host"), a_mentor("maija"))), MentorOffer)

    assert names(offered) == [("maija",)]


def test_two_teach_the_topics_of_either_at_the_higher_strength() -> None:
    taught = (TopicOffer(topic="climate", strength=40), TopicOffer(topic="culture", strength=90))
    more = (TopicOffer(topic="climate", strength=70), TopicOffer(topic="water", strength=20))
    second = a_host("second", shares_trip_with=("first",), topics=more)
    offered = hosts_of(two_who_share(first=a_host("first", topics=taught), second=second))

    by_topic = {topic: offered.strengths[row].tolist() for topic, row in offered.topic_number.items()}

    assert by_topic == {
        "climate": [40, 70, 0, 70, 70],
        "culture": [90, 0, 0, 90, 90],
        "water": [0, 20, 0, 20, 20],
    }


def test_two_speak_only_the_languages_of_both() -> None:
    second = a_host("second", shares_trip_with=("first",), languages=("fi", "sv"))
    offered = hosts_of(two_who_share(first=a_host("first", languages=("en", "fi")), second=second))

    speaking = {
        language: offered.languages[:, column].tolist()
        for language, column in offered.language_number.items()
    }

    assert speaking == {
        "en": [True, False, False, False, False],
        "fi": [True, True, True, True, True],
        "sv": [False, True, False, False, False],
    }


def test_what_either_excludes_both_exclude_and_what_either_prefers_both_prefer() -> None:
    first = a_host("first", excluded_organisations=("turku",), excluded_persons=("paula",))
    second = a_host("second", shares_trip_with=("first",), preferred_organisations=("turku",))
    offered = hosts_of(two_who_share(first=first, second=second))
    turku = offered.view.organisation_number["turku"]

    assert np.flatnonzero(offered.excluded[turku]).tolist() == [0, 3, 4]
    assert np.flatnonzero(offered.preferred[turku]).tolist() == [1, 3, 4]
    assert offered.excluding_person == {"paula": [0, 3, 4]}


def test_a_person_hosts_in_every_entry_with_an_offer_of_the_own() -> None:
    offered = hosts_of(two_who_share())

    assert offered.of_person == {
        "person of first": [0, 3, 4],
        "person of second": [1, 3, 4],
        "person of third": [2],
    }


def test_each_of_two_is_needed_only_on_the_own_days() -> None:
    first = a_host("first", free=on(MONDAY, WEDNESDAY))
    second = a_host("second", shares_trip_with=("first",), free=on(TUESDAY, THURSDAY, FRIDAY))
    supply = Supply(View(two_who_share(first=first, second=second)))

    possible = unpacked(supply.offer_bits[TWO_DAYS], 4)

    assert possible.astype(int).tolist() == [
        [0, 0, 0, 0],  # Wednesday has no neighbour
        [0, 0, 0, 1],
        [1, 1, 1, 1],
        [1, 0, 1, 0],  # Monday and Tuesday, Wednesday and Thursday
        [0, 1, 0, 0],  # Tuesday and Wednesday
    ]


def test_nobody_shares_a_trip_of_one_day() -> None:
    problem = two_who_share().model_copy(update={"applications": (a_guest("aino"),)})

    possible = unpacked(Supply(View(problem)).offer_bits[Stay(blocks=(2,))], 5)

    assert possible.any(axis=1).tolist() == [True, True, True, False, False]


def test_ways_are_counted_there_and_back() -> None:
    supply = Supply(View(two_who_share()))
    number = supply.view.organisation_number

    assert supply.minutes[number["turku"], number["oulu"]] == 120
    assert supply.tickets[number["turku"], number["oulu"]] == 20_000
    assert supply.co2[number["turku"], number["oulu"]] == 10_000
    assert supply.tickets[number["turku"], number["turku"]] == 0
