"""Columns: a party, its pair and a time, and what that uses, costs and is worth."""

import numpy as np
import pytest

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns, count, grouped, of_parties
from solver.problem import Companions, HostOffer, Lock, Previous, Problem, Rates, Sessions, Stay
from solver.view import View
from tests.solver.oracle import a_random_round
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    whole,
)

TOGETHER = Companions(applications=("aino", "eeva"))


def all_columns(problem: Problem) -> Columns:
    return columns(Board(View(problem)))


def two_from_two_organisations() -> Problem:
    """Aino of Turku and Eeva of Oulu go to Vaasa together, which is cheaper for Eeva."""
    ways = a_round().travel
    dear = [
        way.model_copy(update={"cost": 3_000}) if {way.origin, way.destination} == {"oulu", "vaasa"} else way
        for way in ways
    ]
    return a_round(
        a_guest("aino", free=on(MONDAY, TUESDAY, WEDNESDAY)),
        a_guest("eeva", organisation="oulu", free=on(MONDAY, TUESDAY, THURSDAY)),
        a_host("host", organisation="vaasa", guests_per_day=2, most_stays=2),
        travel=tuple(dear),
        companions=(TOGETHER,),
        rates=Rates(day=500),
    )


def shared_trip(**other: object) -> Problem:
    """A stay of three days that two hosts of Oulu can share."""
    return a_round(
        a_guest("aino", needs=Stay(blocks=(6,)), **other),
        a_host("first", free=on(MONDAY, TUESDAY)),
        a_host("second", free=on(WEDNESDAY), shares_trip_with=("first",)),
    )


def uses_of(problem: Problem) -> list[tuple[int, str, int]]:
    """Column, offer and cell, in that order."""
    every = all_columns(problem)
    uses, offers = every.uses, every.board.view.offers
    return sorted(
        (column, offers[offer].id, cell)
        for column, offer, cell in zip(
            uses.column.tolist(), uses.offer.tolist(), uses.cell.tolist(), strict=True
        )
    )


def test_companions_have_one_column_for_each_time_that_suits_both() -> None:
    every = all_columns(two_from_two_organisations())

    assert every.party.tolist() == [0, 0]
    assert every.time.tolist() == [0, 1]
    assert every.size.tolist() == [2, 2]


def test_each_companion_s_journey_is_paid_by_the_own_organisation() -> None:
    every = all_columns(two_from_two_organisations())
    number = every.board.view.organisation_number

    column, payer, cost = every.costs

    assert column.tolist() == [0, 0, 1, 1]
    assert payer.tolist() == [number["turku"], number["oulu"]] * 2
    assert cost.tolist() == [20_500, 6_500] * 2


def test_the_costs_of_companions_go_with_their_pair() -> None:
    ways = a_round().travel
    near = [
        way.model_copy(update={"cost": 700}) if "vaasa" in (way.origin, way.destination) else way
        for way in ways
    ]
    hosts = (
        a_host(name, organisation=place, guests_per_day=2, most_stays=2, free=on(MONDAY))
        for name, place in (("a", "oulu"), ("b", "vaasa"), ("c", "oulu"))
    )
    together = a_round(a_guest("aino"), a_guest("eeva"), *hosts, companions=(TOGETHER,), travel=tuple(near))

    assert all_columns(together).costs[2].tolist() == [20_000, 20_000, 1_400, 1_400, 20_000, 20_000]


def test_each_companion_is_sent_by_the_own_organisation() -> None:
    every = all_columns(two_from_two_organisations())
    number = every.board.view.organisation_number

    column, home = every.senders

    assert column.tolist() == [0, 0, 1, 1]
    assert home.tolist() == [number["turku"], number["oulu"]] * 2


def test_some_columns_pay_and_send_as_they_do_among_all() -> None:
    every = all_columns(two_from_two_organisations())

    later = every.kept(np.array([1]))

    assert later.costs[2].tolist() == [20_500, 6_500]
    assert later.senders[0].tolist() == [0, 0]
    assert later.key.tolist() == every.key.tolist()[1:]


def test_a_stay_uses_its_host_on_each_of_its_days() -> None:
    problem = a_round(a_guest("aino", needs=Stay(blocks=(4,))), a_host("host", free=on(MONDAY, TUESDAY)))

    assert uses_of(problem) == [(0, "host", 0), (0, "host", 1)]


def test_a_shared_trip_uses_each_host_on_the_own_days() -> None:
    assert uses_of(shared_trip()) == [(0, "first", 0), (0, "first", 1), (0, "second", 2)]


def test_a_lock_without_a_second_host_leaves_the_shared_trip_and_one_with_another_does_not() -> None:
    lock = Lock(application="aino", offer="first")
    problem = shared_trip()

    kept = all_columns(problem.model_copy(update={"locked": (lock,)}))
    other = all_columns(problem.model_copy(update={"locked": (lock.model_copy(update={"second": "first"}),)}))

    assert (len(kept), len(other)) == (1, 0)


def test_mentoring_uses_sessions_sends_nobody_and_takes_nobody_anywhere() -> None:
    slot = a_slot(dates=MONDAYS[:3])
    problem = a_round(a_mentee("mirja", needs=Sessions(count=2)), a_mentor("maija"), slots=(slot,))
    every = all_columns(problem)

    assert uses_of(problem) == [(0, "maija", 5), (0, "maija", 6), (1, "maija", 6), (1, "maija", 7)]
    assert every.senders[0].tolist() == []
    assert every.place.tolist() == [len(every.board.view.organisations)] * 2


def test_the_time_of_before_is_worth_most_and_a_time_nearer_to_it_more() -> None:
    before = Previous(application="aino", offer="host", days=whole(TUESDAY))
    problem = a_round(a_guest("aino"), a_host("host"), a_host("other"), previous=(before,))
    every = all_columns(problem)

    points = every.points(0)

    host, other = points[:5], points[5:]
    costs = problem.objective.change_costs
    weight = problem.objective.weights.stability
    best, days_apart = host.max(), (1, 0, 1, 2, 3)
    assert len(set(other.tolist())) == 1
    assert (best - host).tolist() == [weight * (costs.day + days if days else 0) for days in days_apart]
    assert best - other[0] == weight * costs.offer


def test_everybody_is_best_off_at_the_own_time_of_before() -> None:
    before = (
        Previous(application="aino", offer="host", days=whole(TUESDAY)),
        Previous(application="eeva", offer="host", days=whole(THURSDAY)),
    )
    every = all_columns(a_round(a_guest("aino"), a_guest("eeva"), a_host("host"), previous=before))

    aino, eeva = every.points(0).reshape(2, 5)

    assert (int(aino.argmax()), int(eeva.argmax())) == (1, 3)


def test_the_place_of_before_is_the_same_only_with_the_same_second_host() -> None:
    before = Previous(
        application="aino", offer="first", second="second", days=whole(MONDAY, TUESDAY, WEDNESDAY)
    )
    first = a_host("first", free=on(MONDAY, TUESDAY, WEDNESDAY))
    second = a_host("second", free=on(WEDNESDAY), shares_trip_with=("first",))
    problem = a_round(a_guest("aino", needs=Stay(blocks=(6,))), first, second, previous=(before,))
    every = all_columns(problem)

    alone, shared = every.points(0).tolist()

    objective = problem.objective
    assert [len(every.board.entries[entry].both) for entry in every.entry.tolist()] == [1, 2]
    assert shared - alone == objective.weights.stability * objective.change_costs.day


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_columns_are_counted_without_being_made(seed: int) -> None:
    board = Board(View(a_random_round(seed, shared_trips=seed % 2 == 0)))

    every = columns(board)

    assert count(board) == len(every)
    assert sorted(every.party.tolist()) == every.party.tolist()


def test_the_columns_of_some_parties_are_those_among_all() -> None:
    board = Board(View(a_round(a_guest("aino"), a_guest("eeva"), a_guest("outi"), a_host("host"))))
    every = columns(board)

    some = of_parties(board, [0, 2])

    assert some.key.tolist() == every.kept(np.flatnonzero(every.party != 1)).key.tolist()
    assert len(some) == 10


def test_where_people_agree_the_days_a_pair_is_one_column_without_cells() -> None:
    hosts: tuple[HostOffer, ...] = (a_host("one"), a_host("two"))
    every = all_columns(a_round(a_guest("aino"), *hosts, date_mode="pair"))

    assert every.time.tolist() == [0, 0]
    assert len(every.uses.cell) == 0


def test_equal_keys_come_together_keys_rising_and_places_in_order() -> None:
    found = [(key, places.tolist()) for key, places in grouped(np.array([7, 3, 7, 3, 5]))]

    assert found == [(3, [1, 3]), (5, [4]), (7, [0, 2])]


def test_no_keys_have_no_groups() -> None:
    assert list(grouped(np.zeros(0, dtype=np.int64))) == []
