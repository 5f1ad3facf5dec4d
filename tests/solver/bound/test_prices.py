"""Prices: whatever they are within their range, no plan is worth more than the bound that they show."""

from dataclasses import dataclass, field
from math import prod

import numpy as np
import pytest

from solver.arrays.board import Board
from solver.arrays.columns import columns
from solver.arrays.numbers import ENDLESS, Integers
from solver.bound.counter import Counter
from solver.bound.prices import Quote, lowest
from solver.bound.tariff import DEAREST, SCALE, Tariff, total
from solver.exact.aims import optimistic
from solver.objective import Objective, Weights
from solver.problem import Application, Companions, HostOffer, Lock, Organisation, Problem
from solver.view import View
from tests.solver.oracle import a_random_round, best, choices_of
from tests.solver.tiny import MONDAY, a_guest, a_host, a_round, on, places

FEW = 300  # plans of a round that brute force tries
ONE_EACH = Objective(mode="levels", levels=("placed",), weights=Weights(priority=1))
BOTH = pytest.mark.parametrize("shared_trips", [False, True], ids=["alone", "shared trips"])


@dataclass(frozen=True, eq=False)
class Remembering:
    """A desk that remembers what it was asked."""

    desk: Counter
    asked: list[Integers] = field(default_factory=list)

    @property
    def tariff(self) -> Tariff:
        return self.desk.tariff

    @property
    def usual(self) -> tuple[Integers, Integers]:
        return self.desk.usual

    @property
    def worth(self) -> float:
        return self.desk.worth

    def quote(self, prices: Integers) -> Quote:
        self.asked.append(prices)
        return self.desk.quote(prices)


def a_desk(problem: Problem) -> Counter:
    """Prices are quoted for the first sum of the objective."""
    every = columns(Board(View(problem)))
    return Counter(Tariff(every.board, 0), every, optimistic(every, 0))


def one_place_for_three(*more: Application | HostOffer, **other: object) -> Problem:
    """Three guests of one point each, and a host who takes one."""
    guests = [a_guest(name, priority=1) for name in ("aino", "eeva", "outi")]
    return a_round(*guests, a_host("host"), *more, objective=ONE_EACH, **other)


def nothing(desk: Counter) -> Integers:
    return np.zeros(len(desk.tariff.limit), dtype=np.int64)


def priced(desk: Counter, row: int, price: int) -> Integers:
    """One row has a price."""
    prices = nothing(desk)
    prices[row] = price
    return prices


def random_prices(desk: Counter, seed: int) -> Integers:
    """Some rows ask a little, some much, one perhaps all it may, most nothing."""
    dice = np.random.default_rng(seed)
    rows = len(desk.tariff.limit)
    worth = dice.choice([0, 0, 0, 1, 3], rows) * dice.integers(0, 4_000 * SCALE, rows)
    signs = np.where(desk.tariff.cheapest < 0, dice.choice([-1, 1], rows), 1)
    dear = np.where(dice.random(rows) < seed % 3 / rows, desk.tariff.dearest, 0)
    return np.clip(signs * worth + dear, desk.tariff.cheapest, desk.tariff.dearest)


def floor(desk: Counter, quote: Quote) -> int:
    """The bound in points."""
    return quote.bound // SCALE + int(desk.tariff.board.constants[0])


def small_rounds(seeds: range, *, shared_trips: bool) -> list[tuple[Counter, int]]:
    """Desks of random rounds, and the value of their best plan by brute force."""
    found = []
    for seed in seeds:
        problem = a_random_round(seed, shared_trips=shared_trips)
        choices = choices_of(problem)
        if prod(len(one) for one in choices) <= FEW:
            value = best(problem, choices)
            found.extend([] if value is None else [(a_desk(problem), value)])
    return found


@BOTH
def test_no_plan_is_worth_more_than_the_bound_at_any_prices(shared_trips: bool) -> None:  # noqa: FBT001
    rounds = small_rounds(range(1_000, 1_080), shared_trips=shared_trips)

    short = [
        (number, seed)
        for number, (desk, value) in enumerate(rounds)
        for seed in range(12)
        if floor(desk, desk.quote(random_prices(desk, seed))) < value
    ]

    assert short == []
    assert len(rounds) >= 25


@BOTH
def test_the_search_keeps_prices_in_range_and_the_bound_above_the_best_plan(
    shared_trips: bool,  # noqa: FBT001
) -> None:
    rounds = small_rounds(range(2_000, 2_030), shared_trips=shared_trips)

    for desk, value in rounds:
        recorded = Remembering(desk)
        found = lowest(recorded, steps=60)

        assert all((desk.tariff.cheapest <= one).all() for one in recorded.asked)
        assert all((one <= desk.tariff.dearest).all() for one in recorded.asked)
        assert found.bound == min(desk.quote(one).bound for one in recorded.asked)
        assert floor(desk, found) >= value
    assert len(rounds) >= 8


@BOTH
@pytest.mark.parametrize("seed", range(12))
def test_a_column_costs_what_it_uses(seed: int, shared_trips: bool) -> None:  # noqa: FBT001
    desk = a_desk(a_random_round(seed, shared_trips=shared_trips))
    prices = random_prices(desk, seed)

    gain = desk.gain(prices)

    ones = [desk.columns.kept(np.array([number])) for number in range(len(desk.columns))]
    used = [int(total(desk.tariff, one) @ prices) for one in ones]
    assert gain.tolist() == (desk.points * SCALE - np.array(used, dtype=np.int64)).tolist()


@BOTH
@pytest.mark.parametrize("seed", range(12))
def test_the_bound_is_all_that_is_for_sale_and_the_best_of_each_party(
    seed: int,
    shared_trips: bool,  # noqa: FBT001
) -> None:
    desk = a_desk(a_random_round(seed, shared_trips=shared_trips))
    prices = random_prices(desk, seed)

    quote = desk.quote(prices)

    gain, party = desk.gain(prices).tolist(), desk.columns.party.tolist()
    offers: list[list[int]] = [[] for _ in desk.tariff.board.parties]
    for worth, number in zip(gain, party, strict=True):
        offers[number].append(worth)
    forced = [one.needs_place for one in desk.tariff.board.parties]
    expected = [
        max(its, default=0) if must else max(0, *its, 0) for its, must in zip(offers, forced, strict=True)
    ]
    assert quote.best.tolist() == expected
    assert quote.bound == desk.tariff.for_sale(prices) + sum(expected)
    chosen = np.isin(desk.columns.key, quote.chosen.key)
    assert int(desk.gain(prices)[chosen].sum()) == sum(expected)


def test_without_prices_everybody_takes_the_best_place() -> None:
    desk = a_desk(one_place_for_three())

    quote = desk.quote(nothing(desk))

    assert quote.bound == 3 * SCALE
    assert quote.chosen.party.tolist() == [0, 1, 2]


def test_a_place_that_costs_what_it_is_worth_shows_that_only_one_can_have_it() -> None:
    desk = a_desk(one_place_for_three())

    quote = desk.quote(priced(desk, int(desk.tariff.begins[0]), SCALE))

    assert quote.bound == SCALE
    assert quote.chosen.party.tolist() == []


def test_companions_pay_for_each_of_them() -> None:
    together = Companions(applications=("aino", "eeva"))
    guests = [a_guest(name, priority=1, free=on(MONDAY)) for name in ("aino", "eeva")]
    host = a_host("host", guests_per_day=2, most_stays=2)
    desk = a_desk(a_round(*guests, host, companions=(together,), objective=ONE_EACH))

    monday = priced(desk, int(desk.tariff.begins[1]), 100)

    assert desk.gain(monday).tolist() == [2 * SCALE - 2 * 100]
    assert desk.quote(monday).bound == 2 * SCALE - 2 * 100 + 2 * 100


def test_who_is_locked_pays_whatever_it_costs() -> None:
    desk = a_desk(one_place_for_three(locked=(Lock(application="aino", offer="host"),)))

    quote = desk.quote(priced(desk, int(desk.tariff.begins[0]), 5 * SCALE))

    assert quote.best.tolist() == [-4 * SCALE, 0, 0]
    assert quote.bound == 5 * SCALE - 4 * SCALE


def test_the_search_finds_that_three_share_one_place() -> None:
    desk = a_desk(one_place_for_three())

    assert lowest(desk, steps=60).bound // SCALE == 1


def test_the_search_finds_what_a_budget_allows_as_if_a_journey_could_be_cut() -> None:
    journeys = places(travel_budget=45_000)  # two and a quarter
    guests = [a_guest(name, priority=1_000) for name in ("aino", "eeva", "outi")]
    many = a_host("many", most_stays=9, guests_per_day=9)
    desk = a_desk(a_round(*guests, many, organisations=journeys, objective=ONE_EACH))

    found = lowest(desk, steps=150)

    assert 2_250 <= found.bound // SCALE <= 2_255  # prices are no finer than 1/1024 a cent


def test_the_search_ends_when_asked_or_after_its_steps() -> None:
    desk = a_desk(one_place_for_three())
    stopped, walked = Remembering(desk), Remembering(desk)

    lowest(stopped, steps=60, goes_on=lambda quote: False)
    lowest(walked, steps=7)

    assert (len(stopped.asked), len(walked.asked)) == (1 + 1, 1 + 7)  # the first asks for nothing


def test_the_search_begins_where_it_is_told() -> None:
    desk = Remembering(a_desk(one_place_for_three()))
    start = priced(desk.desk, 0, SCALE)

    found = lowest(desk, steps=1, start=start)

    assert desk.asked[0] is start
    assert found.bound == SCALE


def test_only_what_has_a_limit_can_have_a_price_and_a_balance_one_of_either_sign() -> None:
    limits = (
        Organisation(id="oulu", balance_tolerance=1),
        Organisation(id="turku", travel_budget=1_000),
        Organisation(id="vaasa", guests_per_day=2),
    )
    problem = a_round(a_guest("aino", free=on(MONDAY)), a_host("host"), organisations=limits)
    tariff = a_desk(problem).tariff
    weight = problem.objective.weights.balance

    rows = {
        name: np.flatnonzero(tariff.dearest[begin:end]).tolist()
        for name, begin, end in zip(
            ("offer", "offer_time", "place_time", "budget", "balance"),
            tariff.begins,
            tariff.begins[1:],
            strict=False,
        )
    }

    assert rows == {
        "offer": [0],
        "offer_time": [0, 1, 2, 3, 4],
        "place_time": [10, 11, 12, 13, 14],
        "budget": [1],
        "balance": [0],
    }
    assert tariff.dearest[tariff.begins[3] + 1] == DEAREST * SCALE
    assert tariff.dearest[tariff.begins[4]] == weight * SCALE == -tariff.cheapest[tariff.begins[4]]
    assert tariff.cheapest[: tariff.begins[4]].tolist() == [0] * int(tariff.begins[4])
    assert (tariff.limit[tariff.dearest == 0] >= ENDLESS).all()


def test_budgets_that_are_kept_by_other_means_have_no_price() -> None:
    board = Board(View(one_place_for_three(organisations=places(travel_budget=1_000))))

    kept, asked = Tariff(board, 0, prices_budgets=False), Tariff(board, 0)

    budgets = slice(kept.begins[3], kept.begins[4])
    assert asked.dearest[budgets].tolist() == [0, DEAREST * SCALE, 0, 0]
    assert kept.dearest[budgets].tolist() == [0, 0, 0, 0]
