"""First plans: one column after the other, each taken if all rules hold."""

import random

import pytest

from solver.answer import pairings
from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns
from solver.exact import greedy
from solver.problem import HostOffer, Lock, Problem, Stay
from solver.view import View
from tests.solver.oracle import a_random_round, value
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_round, on

TWO_DAYS = Stay(blocks=(4,))


def all_columns(problem: Problem) -> Columns:
    return columns(Board(View(problem)))


def names(plan: Columns | None) -> list[tuple[str, str]] | None:
    """Who is placed where, and with whom at last."""
    if plan is None:
        return None
    return [(one.application, one.second.offer if one.second else one.offer) for one in pairings(plan)]


def two_hosts_with_a_least(*, second_least: int) -> Problem:
    """Aino can only share a trip of two days with both hosts, Eeva can only stay with the first."""
    busy = {"guests_per_day": 2, "most_stays": 2}
    hosts: tuple[HostOffer, ...] = (
        a_host("first", least_stays=2, free=on(MONDAY), **busy),
        a_host("second", least_stays=second_least, free=on(TUESDAY), shares_trip_with=("first",), **busy),
    )
    return a_round(a_guest("aino", needs=TWO_DAYS), a_guest("eeva", free=on(MONDAY)), *hosts)


def test_an_offer_that_serves_its_least_keeps_its_guests() -> None:
    every = all_columns(two_hosts_with_a_least(second_least=1))

    plan = greedy.plan(every, range(len(every)))

    assert names(plan) == [("aino", "second"), ("eeva", "first")]


def test_who_shared_a_trip_with_an_offer_below_its_least_no_longer_counts_for_the_other() -> None:
    every = all_columns(two_hosts_with_a_least(second_least=2))

    plan = greedy.plan(every, range(len(every)))

    assert names(plan) == []


def test_without_the_place_that_is_locked_there_is_no_plan() -> None:
    lock = Lock(application="eeva", offer="host")
    every = all_columns(a_round(a_guest("aino"), a_guest("eeva"), a_host("host"), locked=(lock,)))

    assert names(greedy.plan(every, greedy.best_first(every, every.points(0)))) == [("eeva", "host")]
    assert greedy.plan(every, [0]) is None


@pytest.mark.parametrize("seed", range(3_000, 3_060))
def test_a_plan_in_any_order_breaks_no_rule(seed: int) -> None:
    problem = a_random_round(seed, shared_trips=seed % 2 == 1)
    every = all_columns(problem)
    order = random.Random(seed).sample(range(len(every)), len(every))

    plan = greedy.plan(every, order)

    assert plan is None or value(problem, pairings(plan)) is not None
