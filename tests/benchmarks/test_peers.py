"""What the solver is measured against: plans that keep the rules, and what they give away."""

import pytest

from benchmarks.instances import SIZES, instance
from benchmarks.peers import (
    Plan,
    best_fit_first,
    best_value_first,
    deferred_acceptance,
    first_come_first_served,
)
from benchmarks.sizes import TIGHTNESSES
from solver.check import check
from solver.problem import CommonDays, Companions, Wish
from solver.solution import Solution
from solver.solve import solve
from tests.solver.tiny import FRIDAY, MONDAY, a_guest, a_host, a_round, on, places

PEERS = (best_fit_first, best_value_first, first_come_first_served, deferred_acceptance)
CHOOSY = a_guest("a choosy one", wishes=(Wish(offer="far", weight=100),))
EAGER = a_guest("eager", excluded_persons=("person of near",), wishes=(Wish(offer="far", weight=50),))


def pairs(solution: Solution) -> list[tuple[str, str]]:
    return sorted((one.application, one.offer) for one in solution.pairings)


@pytest.mark.parametrize("plan", PEERS)
def test_who_is_served_first_leaves_another_without_a_place(plan: Plan) -> None:
    problem = a_round(CHOOSY, EAGER, a_host("far"), a_host("near"))

    assert pairs(plan(problem)) == [("a choosy one", "far")]
    assert pairs(solve(problem)) == [("a choosy one", "near"), ("eager", "far")]


@pytest.mark.parametrize("plan", [best_fit_first, best_value_first, deferred_acceptance])
def test_the_best_fit_goes_before_the_first_comer(plan: Plan) -> None:
    keen = a_guest("the last, but keen", wishes=(Wish(offer="far", weight=100),))
    problem = a_round(a_guest("the first"), keen, a_host("far"))

    assert pairs(plan(problem)) == [("the last, but keen", "far")]
    assert pairs(first_come_first_served(problem)) == [("the first", "far")]


def test_priority_goes_before_fit_where_points_decide() -> None:
    urgent = a_guest("urgent", priority=20)
    keen = a_guest("keen", wishes=(Wish(offer="far", weight=100),))
    problem = a_round(urgent, keen, a_host("far"))

    assert pairs(best_value_first(problem)) == [("urgent", "far")]
    assert pairs(best_fit_first(problem)) == [("keen", "far")]


def test_who_is_refused_asks_the_next_offer() -> None:
    wished = (Wish(offer="far", weight=100), Wish(offer="near", weight=60))
    problem = a_round(
        a_guest("first", wishes=wished),
        a_guest("second", wishes=(Wish(offer="far", weight=80),)),
        a_host("far"),
        a_host("near"),
    )

    assert pairs(deferred_acceptance(problem)) == [("first", "far"), ("second", "near")]


def test_a_gap_left_by_dates_is_filled_with_somebody_else() -> None:
    keen = a_guest("keen", free=on(MONDAY), wishes=(Wish(offer="far", weight=100),))
    keener = a_guest("keener", free=on(MONDAY), wishes=(Wish(organisation="oulu", weight=100),), priority=11)
    late = a_guest("late", free=on(FRIDAY))
    problem = a_round(keen, keener, late, a_host("far", most_stays=2))

    assert len(pairs(deferred_acceptance(problem))) == 2
    assert ("late", "far") in pairs(deferred_acceptance(problem))


@pytest.mark.parametrize("plan", PEERS)
def test_nobody_spends_more_than_the_organisation_has(plan: Plan) -> None:
    guests = [a_guest(f"guest {number}") for number in range(3)]
    hosts = [a_host(f"host {number}") for number in range(3)]
    problem = a_round(*guests, *hosts, organisations=places(travel_budget=45_000))

    assert len(pairs(plan(problem))) == 2


@pytest.mark.parametrize("plan", PEERS)
@pytest.mark.parametrize("tightness", TIGHTNESSES)
@pytest.mark.parametrize("size", ["sample", "S", "mentoring"])
def test_their_plans_keep_every_rule(size: str, tightness: str, plan: Plan) -> None:
    problem = instance(SIZES[size], TIGHTNESSES[tightness], seed=1)

    assert check(problem, plan(problem)) == []


def test_their_plans_stay_below_the_bound() -> None:
    problem = instance(SIZES["S"], seed=1)

    bound = solve(problem, seed=1).bound

    assert bound is not None
    assert [plan.__name__ for plan in PEERS if (plan(problem).value or 0) >= bound] == []


def test_what_the_peers_do_not_know_is_refused_by_name() -> None:
    together = Companions(applications=("one", "other"))
    problem = a_round(a_guest("one"), a_guest("other"), a_host("far"), companions=(together,))

    with pytest.raises(ValueError, match="companions"):
        best_fit_first(problem)
    with pytest.raises(ValueError, match="agree themselves"):
        best_fit_first(a_round(a_guest("one", needs=CommonDays(at_least=1)), a_host("far")))
