"""What the solver is measured against: plans that keep the rules, and what they give away."""

import pytest

from benchmarks.instances import SIZES, instance
from benchmarks.peers import Order, best_fit_first, first_come_first_served, plan
from solver.check import check
from solver.problem import Wish
from solver.solution import Solution
from solver.solve import solve
from tests.solver.tiny import a_guest, a_host, a_round

CHOOSY = a_guest("a choosy one", wishes=(Wish(offer="far", weight=100),))
EAGER = a_guest("eager", excluded_persons=("person of near",), wishes=(Wish(offer="far", weight=50),))


@pytest.mark.parametrize("order", [best_fit_first, first_come_first_served])
def test_who_is_served_first_leaves_another_without_a_place(order: Order) -> None:
    problem = a_round(CHOOSY, EAGER, a_host("far"), a_host("near"))

    assert pairs(plan(problem, order)) == [("a choosy one", "far")]
    assert pairs(solve(problem)) == [("a choosy one", "near"), ("eager", "far")]


def test_the_best_fit_goes_before_the_first_comer() -> None:
    keen = a_guest("the last, but keen", wishes=(Wish(offer="far", weight=100),))
    problem = a_round(a_guest("the first"), keen, a_host("far"))

    assert pairs(plan(problem, best_fit_first)) == [("the last, but keen", "far")]
    assert pairs(plan(problem, first_come_first_served)) == [("the first", "far")]


@pytest.mark.parametrize("order", [best_fit_first, first_come_first_served])
def test_their_plans_keep_every_rule_and_stay_below_the_bound(order: Order) -> None:
    problem = instance(SIZES["S"], seed=1)

    theirs, ours = plan(problem, order), solve(problem, seed=1)

    assert check(problem, theirs) == []
    assert theirs.value is not None
    assert ours.bound is not None
    assert theirs.value < ours.bound


def pairs(solution: Solution) -> list[tuple[str, str]]:
    return sorted((one.application, one.offer) for one in solution.pairings)
