"""Whole rounds: proof, determinism, levels, limits, and the size of a real round."""

import random
from functools import cache
from typing import Literal

import pytest

from benchmarks.instances import SIZES, instance
from solver.arrays.board import Board
from solver.check import check
from solver.objective import Level, Objective, Weights
from solver.problem import Application, Lock, Problem, Stay, Swap, Wish
from solver.search.aim import aim
from solver.search.chain import Chain
from solver.search.field import field
from solver.solution import Progress, Solution, Status
from solver.solve import solve
from solver.view import View
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_round,
    on,
    placed,
    places,
    solved,
)


@cache
def a_small_round() -> Problem:
    return instance(SIZES["S"], seed=2)


def plan_of(solution: Solution) -> list[tuple[object, ...]]:
    return [(one.application, one.offer, one.days, one.slot, one.sessions) for one in solution.pairings]


def shuffled(problem: Problem) -> Problem:
    """The same round with its rows in another order."""
    chance = random.Random(1)
    rows = {
        name: list(getattr(problem, name))
        for name in ("applications", "host_offers", "organisations", "travel")
    }
    for each in rows.values():
        chance.shuffle(each)
    return problem.model_copy(update={name: tuple(each) for name, each in rows.items()})


def renamed(problem: Problem) -> Problem:
    """The same round imported again: other ids, and the old ones as sort keys."""
    applications = [
        one.model_copy(update={"id": f"{99 - n}", "sort_key": one.id})
        for n, one in enumerate(problem.applications)
    ]
    return problem.model_copy(update={"applications": tuple(applications)})


def test_the_same_input_gives_the_same_answer() -> None:
    one, two = (solve(a_small_round(), seed=3) for _ in range(2))

    assert one.model_copy(update={"seconds": 0.0}) == two.model_copy(update={"seconds": 0.0})


def test_the_order_of_rows_does_not_matter() -> None:
    assert plan_of(solve(shuffled(a_small_round()))) == plan_of(solve(a_small_round()))


def test_other_ids_with_the_same_sort_keys_give_the_same_plan() -> None:
    problem = a_small_round()
    again = renamed(problem)
    old = {one.id: one.sort_key for one in again.applications}

    plan = [(old[one.application], one.offer, one.days) for one in solve(again).pairings]

    assert plan == [(one.application, one.offer, one.days) for one in solve(problem).pairings]


def test_a_round_of_real_size_is_solved_within_one_per_cent() -> None:
    problem = instance(SIZES["sample"], seed=2)

    solution = solve(problem, deterministic_limit=6)

    assert check(problem, solution) == []
    assert solution.gap is not None
    assert solution.gap < 0.01
    assert len(problem.applications) == len(solution.pairings) + len(solution.unplaced) == 120


def test_levels_come_one_after_the_other() -> None:
    """The far host suits better; whoever puts travel before fit stays near."""
    ways = [
        way.model_copy(update={"minutes": 30 if "vaasa" in (way.origin, way.destination) else 300})
        for way in a_round().travel
    ]
    near, far = a_host("near", organisation="vaasa"), a_host("far", preferred_organisations=("turku",))
    problem = a_round(a_guest("eeva"), near, far, travel=tuple(ways))

    orders: tuple[tuple[Level, ...], ...] = (("placed", "fit", "travel"), ("placed", "travel", "fit"))
    chosen = [
        placed(problem.model_copy(update={"objective": Objective(mode="levels", levels=levels)}))
        for levels in orders
    ]

    assert chosen == [[("eeva", "far")], [("eeva", "near")]]


def test_one_term_can_be_optimised_alone() -> None:
    nothing = dict.fromkeys(Weights.model_fields, 0)
    only_co2 = Objective(weights=Weights.model_validate(nothing | {"co2": 1}))

    solution = solved(a_round(a_guest("eeva"), a_host("olli"), objective=only_co2))

    assert (solution.value, solution.pairings) == (0, ())


def test_a_wished_swap_tips_the_scales() -> None:
    eeva = a_guest("eeva", wishes=(Wish(organisation="vaasa", weight=5),))
    olli = a_guest("olli", organisation="oulu")
    hosts = (
        a_host("in oulu"),
        a_host("in vaasa", organisation="vaasa"),
        a_host("in turku", organisation="turku"),
    )

    without = placed(a_round(eeva, olli, *hosts[:2], hosts[2]))
    swapping = placed(a_round(eeva, olli, *hosts, swaps=(Swap(applications=("eeva", "olli")),)))

    assert without[0] == ("eeva", "in vaasa")
    assert swapping == [("eeva", "in oulu"), ("olli", "in turku")]


def test_out_of_time_the_first_plan_stands_with_its_gap() -> None:
    problem = a_small_round()

    solution = solve(problem, deterministic_limit=0.0)

    assert check(problem, solution) == []
    assert (solution.status, solution.value is None, solution.bound is None) == (
        Status.FEASIBLE,
        False,
        False,
    )


def test_out_of_time_without_a_plan_is_unknown_and_not_infeasible() -> None:
    guests = (
        a_guest("aino", free=on(MONDAY, WEDNESDAY)),
        a_guest("eeva", needs=Stay(blocks=(4,)), free=on(MONDAY, TUESDAY, THURSDAY, FRIDAY)),
        a_guest("outi", free=on(THURSDAY)),
    )
    locks = tuple(Lock(application=guest.id, offer="olli") for guest in guests)
    problem = a_round(*guests, a_host("olli", most_stays=3), locked=locks)

    solution = solve(problem, deterministic_limit=0.0)

    assert solve(problem).status == Status.OPTIMAL
    assert (solution.status, solution.value, solution.pairings) == (Status.UNKNOWN, None, ())


def test_whoever_waits_can_stop_it() -> None:
    solution = solve(instance(SIZES["sample"], seed=4), ask_stop=lambda: True)

    assert solution.status in (Status.UNKNOWN, Status.FEASIBLE)
    assert solution.seconds < 30


def test_progress_tells_phase_value_bound_and_placed() -> None:
    told: list[Progress] = []

    solution = solve(a_small_round(), on_progress=told.append)

    assert [one.phase for one in told[:2]] == ["pairs", "greedy"]
    assert (told[-1].phase, told[-1].value, told[-1].placed) == (
        "total",
        solution.value,
        len(solution.pairings),
    )


def test_an_empty_round_is_solved() -> None:
    assert placed(a_round()) == []


def test_lost_to_others_is_told_from_nothing_in_reach() -> None:
    lost = a_guest("aino", free=on(MONDAY))
    first = a_guest("eeva", priority=20)
    mute = a_guest("outi", languages=("is",))

    solution = solved(a_round(lost, first, mute, a_host("olli")))

    assert [(one.application, one.code, one.in_reach) for one in solution.unplaced] == [
        ("aino", "lost_to_others", 1),
        ("outi", "nothing_in_reach", 0),
    ]


@pytest.mark.parametrize("unit", ["cent", "euro"])
def test_started_euros_count_in_either_unit(unit: str) -> None:
    only_cost = Objective(mode="levels", levels=("placed", "travel"), weights=Weights(minutes=0, cost=1))

    solution = solved(a_round(a_guest("eeva"), a_host("olli"), money_unit=unit, objective=only_cost))

    assert solution.levels[1].value == {"cent": -200, "euro": -20_000}[unit]


def test_the_travel_of_an_organisation_counts_against_its_own_budget_only() -> None:
    guests: tuple[Application, ...] = (a_guest("eeva"), a_guest("ville", organisation="vaasa"))

    assert placed(a_round(*guests, a_host("olli"), organisations=places(travel_budget=0))) == [
        ("ville", "olli")
    ]


@pytest.mark.parametrize("seed", [-1, 2**31, 10**30])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    problem = a_round(a_guest("eeva"), a_host("olli"))
    huge = Chain(field(Board(View(problem)), aim(Board(View(problem)), 0, 20)), seed)

    assert solve(problem, seed=seed).status == Status.OPTIMAL
    assert huge.chance.dtype == "uint64"


@pytest.mark.parametrize("mode", ["weights", "levels"])
def test_a_plan_at_its_bound_is_proved_however_little_time_there_was(
    mode: Literal["weights", "levels"],
) -> None:
    guests = a_guest("eeva"), a_guest("aino", excluded_organisations=("vaasa",))
    problem = a_round(
        *guests, a_host("olli"), a_host("paavo", organisation="vaasa"), objective=Objective(mode=mode)
    )

    solution = solve(problem, deterministic_limit=1e-9)

    assert check(problem, solution) == []
    assert (solution.status == Status.OPTIMAL) == (solution.bound == solution.value)
