"""The peers' own list of pairs is that of the engine, offer by offer and rule by rule."""

import pytest

from benchmarks.candidates import Candidates
from benchmarks.instances import instance
from benchmarks.sizes import SIZES, TIGHTNESSES
from solver.explain import reach
from solver.problem import Application, Forbidden, Problem, Wish
from solver.solution import Rule
from tests.solver.tiny import MONDAY, a_guest, a_host, a_mentee, a_mentor, a_round, a_slot, on, places


def in_reach(problem: Problem, application: Application) -> list[str]:
    """By the peers' list."""
    candidates = Candidates(problem)
    rank = candidates.applications.index(application)
    kind = candidates.kind(application)
    return [kind.offers[row].id for row in candidates.verdicts[rank].offers]


def removed(problem: Problem, application: Application) -> dict[Rule, int]:
    candidates = Candidates(problem)
    verdict = candidates.verdicts[candidates.applications.index(application)]
    return {one.rule: one.offers for one in verdict.removed}


@pytest.mark.parametrize("size", ["S", "sample", "mentoring"])
def test_the_offers_in_reach_are_those_that_the_engine_finds(size: str) -> None:
    problem = instance(SIZES[size], TIGHTNESSES["scarce"], seed=5)

    for application in problem.applications[:: len(problem.applications) // 6]:
        judged = reach(problem, application.id).offers

        assert in_reach(problem, application) == [one.offer for one in judged if one.rule is None]
        rules = [one.rule for one in judged if one.rule is not None]
        assert removed(problem, application) == {rule: rules.count(rule) for rule in {*rules}}


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        ({"organisation": "turku"}, Rule.OWN_ORGANISATION),
        ({"person": "person of guest"}, Rule.SAME_PERSON),
        ({"id": "ruled out"}, Rule.FORBIDDEN),
        ({"organisation": "vaasa"}, Rule.EXCLUDED_BY_APPLICATION),
        ({"person": "nemesis"}, Rule.EXCLUDED_BY_APPLICATION),
        ({"excluded_organisations": ("turku",)}, Rule.EXCLUDED_BY_OFFER),
        ({"excluded_persons": ("person of guest",)}, Rule.EXCLUDED_BY_OFFER),
        ({"languages": ("sv",)}, Rule.LANGUAGE),
        ({"free": on(MONDAY)}, Rule.DATES),
    ],
)
def test_each_rule_removes_an_offer(host: dict[str, object], rule: Rule) -> None:
    guest = a_guest(
        "guest",
        excluded_organisations=("vaasa",),
        excluded_persons=("nemesis",),
        needs={"kind": "stay", "blocks": (4,)},
    )
    refused = a_host("far", **host)
    problem = a_round(guest, refused, forbidden=(Forbidden(application="guest", offer="ruled out"),))

    assert removed(problem, guest) == {rule: 1}
    assert in_reach(problem, guest) == []


def test_limits_remove_what_is_too_far_or_too_dear() -> None:
    near, poor = a_guest("near", max_minutes=119), a_guest("poor", max_cost=19_999)
    problem = a_round(near, poor, a_host("far"))

    assert removed(problem, near) == {Rule.MINUTES: 1}
    assert removed(problem, poor) == {Rule.COST: 1}


def test_nobody_travels_to_a_mentor_who_is_met_online() -> None:
    mentee = a_mentee("mentee", max_minutes=10, max_cost=0)
    problem = a_round(mentee, a_mentor("online"), a_mentor("there", in_person=True), slots=(a_slot(),))

    assert in_reach(problem, mentee) == ["online"]
    assert Candidates(problem).pairs.cost.tolist() == [0]


def test_a_wish_for_a_place_counts_for_every_offer_there() -> None:
    guest = a_guest("guest", wishes=(Wish(organisation="oulu", weight=50), Wish(offer="b", weight=100)))
    problem = a_round(guest, a_host("a"), a_host("b"), a_host("c", organisation="vaasa"))

    assert Candidates(problem).pairs.fit.tolist() == [78, 88, 68]


def test_closed_days_of_the_place_are_not_free() -> None:
    closed = places()[0], places()[1].model_copy(update={"closed": (MONDAY,)}), places()[2]
    guest = a_guest("guest", free=on(MONDAY))
    problem = a_round(guest, a_host("far"), organisations=closed)

    assert removed(problem, guest) == {Rule.DATES: 1}
