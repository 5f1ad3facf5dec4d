"""Rules of one pair: each alone, once broken and once kept."""

from datetime import time

import pytest

from solver.problem import ExplicitFit, Forbidden, Problem, TopicOffer, TopicWish
from solver.solution import Removed, Rule
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    MONDAYS,
    THURSDAY,
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
    placed,
    places,
    solved,
)

FORESIGHT = (TopicWish(topic="foresight"),)

BROKEN = {
    Rule.OWN_ORGANISATION: a_round(a_guest("eeva"), a_host("olli", organisation="turku")),
    Rule.SAME_PERSON: a_round(a_guest("eeva", person="eeva"), a_host("olli", person="eeva")),
    Rule.FORBIDDEN: a_round(
        a_guest("eeva"), a_host("olli"), forbidden=(Forbidden(application="eeva", offer="olli"),)
    ),
    Rule.NOT_LISTED: a_round(a_guest("eeva"), a_host("olli"), only_listed_fits=True),
    Rule.EXCLUDED_BY_APPLICATION: a_round(
        a_guest("eeva", excluded_persons=("person of olli",)), a_host("olli")
    ),
    Rule.EXCLUDED_BY_OFFER: a_round(a_guest("eeva"), a_host("olli", excluded_organisations=("turku",))),
    Rule.LANGUAGE: a_round(a_guest("eeva"), a_host("olli", languages=("sv", "en"))),
    Rule.TOPICS: a_round(
        a_guest("eeva", topics=FORESIGHT),
        a_host("olli", topics=(TopicOffer(topic="foresight", strength=14),)),
    ),
    Rule.MINUTES: a_round(a_guest("eeva", max_minutes=119), a_host("olli")),
    Rule.COST: a_round(a_guest("eeva", max_cost=19_999), a_host("olli")),
    Rule.DATES: a_round(a_guest("eeva", free=on(MONDAY)), a_host("olli", free=on(TUESDAY))),
}
KEPT = {
    Rule.OWN_ORGANISATION: a_round(a_guest("eeva"), a_host("olli")),
    Rule.SAME_PERSON: a_round(a_guest("eeva", person="eeva"), a_host("olli", person="olli")),
    Rule.FORBIDDEN: a_round(
        a_guest("eeva"),
        a_guest("aino"),
        a_host("olli"),
        forbidden=(Forbidden(application="aino", offer="olli"),),
    ),
    Rule.NOT_LISTED: a_round(
        a_guest("eeva"),
        a_host("olli"),
        only_listed_fits=True,
        fits=(ExplicitFit(application="eeva", offer="olli", fit=1),),
    ),
    Rule.EXCLUDED_BY_APPLICATION: a_round(a_guest("eeva", excluded_organisations=("vaasa",)), a_host("olli")),
    Rule.EXCLUDED_BY_OFFER: a_round(a_guest("eeva"), a_host("olli", excluded_persons=("person of aino",))),
    Rule.LANGUAGE: a_round(a_guest("eeva", languages=("fi", "en")), a_host("olli", languages=("sv", "en"))),
    Rule.TOPICS: a_round(
        a_guest("eeva", topics=FORESIGHT),
        a_host("olli", topics=(TopicOffer(topic="foresight", strength=15),)),
    ),
    Rule.MINUTES: a_round(a_guest("eeva", max_minutes=120), a_host("olli")),
    Rule.COST: a_round(a_guest("eeva", max_cost=20_000), a_host("olli")),
    Rule.DATES: a_round(a_guest("eeva", free=on(MONDAY, TUESDAY)), a_host("olli", free=on(TUESDAY))),
}


@pytest.mark.parametrize(("rule", "problem"), BROKEN.items())
def test_a_broken_rule_leaves_nothing_in_reach_and_is_named(rule: Rule, problem: Problem) -> None:
    solution = solved(problem)

    assert solution.pairings == ()
    assert solution.unplaced[0].code == "nothing_in_reach"
    assert solution.unplaced[0].removed == (Removed(rule=rule, offers=1),)


@pytest.mark.parametrize("problem", KEPT.values(), ids=KEPT)
def test_a_kept_rule_lets_the_pairing_be(problem: Problem) -> None:
    assert placed(problem) == [("eeva", "olli")]


def test_every_rule_of_pairs_is_pinned() -> None:
    assert {*BROKEN} == {*KEPT} == {*Rule}


def test_a_closed_organisation_takes_nobody() -> None:
    hosts = (places()[0], places()[1].model_copy(update={"closed": (MONDAY,)}), places()[2])

    closed = a_round(a_guest("eeva", free=on(MONDAY)), a_host("olli"), organisations=hosts)

    assert placed(closed) == []


def test_a_fit_given_by_people_overrules_topics() -> None:
    given = a_round(
        a_guest("eeva", topics=FORESIGHT),
        a_host("olli"),
        fits=(ExplicitFit(application="eeva", offer="olli", fit=77),),
    )

    pairing = solved(given).pairings[0]

    assert (pairing.fit, pairing.reasons.explicit) == (77, True)


@pytest.mark.parametrize(("days", "expected"), [(2, [("eeva", "olli")]), (3, [])])
def test_a_pairing_only_needs_enough_common_days(days: int, expected: list[tuple[str, str]]) -> None:
    olli = a_host("olli", free=on(MONDAY, THURSDAY))

    assert placed(a_round(a_pair_only("eeva", days=days), olli)) == expected


@pytest.mark.parametrize(("every", "expected"), [(2, [("eeva", "mirja")]), (3, [])])
def test_a_series_must_end_with_its_slot(every: int, expected: list[tuple[str, str]]) -> None:
    needs = {"kind": "sessions", "count": 3, "every_weeks": every}
    problem = a_round(a_mentee("eeva", needs=needs), a_mentor("mirja"), slots=(a_slot(),))

    assert placed(problem) == expected


def test_a_missing_date_moves_the_rest_of_a_series_by_a_week() -> None:
    slot = a_slot(dates=(MONDAYS[0], MONDAYS[2]))

    pairing = solved(a_round(a_mentee("eeva"), a_mentor("mirja"), slots=(slot,))).pairings[0]

    assert [start.date() for start in pairing.sessions] == [MONDAYS[0], MONDAYS[2]]


def test_mentor_and_mentee_need_a_slot_of_both() -> None:
    slots = (a_slot("nine"), a_slot("one", start=time(13)))

    apart = a_round(a_mentee("eeva", slots=("nine",)), a_mentor("mirja", slots=("one",)), slots=slots)

    assert placed(apart) == []


def test_availability_of_both_sides_decides_the_day() -> None:
    eeva = a_guest("eeva", free=on(MONDAY, WEDNESDAY, FRIDAY))
    olli = a_host("olli", free=on(TUESDAY, WEDNESDAY, THURSDAY))

    pairing = solved(a_round(eeva, olli)).pairings[0]

    assert [day.date for day in pairing.days] == [WEDNESDAY]
