"""The search of large rounds, judged on tiny ones, where brute force knows the best plan."""

from math import prod
from time import monotonic

import pytest

from benchmarks.instances import SIZES, instance
from solver.answer import pairings
from solver.arrays.board import Board
from solver.bound.rung import Rung
from solver.exact.aims import value
from solver.exact.engine import Limits, Watcher
from solver.objective import Objective
from solver.problem import Problem
from solver.search import climb
from solver.solution import Progress, Status
from solver.view import View
from tests.solver.oracle import a_random_round, best, choices_of
from tests.solver.oracle import value as judged

MANY = 1_500  # plans of a round that brute force is spared


def searched(
    problem: Problem, *, seed: int = 1, iterations: int = 300, stop: bool = False
) -> tuple[Rung, ...]:
    told: list[Progress] = []
    watcher = Watcher(monotonic(), told.append, lambda: stop)
    return climb.climb(Board(View(problem)), Limits(seed=1, iterations=iterations), watcher, None)


def plan_of(rung: Rung) -> list[tuple[int, int, int]]:
    assert rung.chosen is not None
    parts = (rung.chosen.party, rung.chosen.pair, rung.chosen.time)
    return list(zip(*(part.tolist() for part in parts), strict=True))


@pytest.mark.parametrize("batch", range(4))
def test_no_plan_is_better_than_brute_force_and_no_bound_below_it(batch: int) -> None:
    reached: list[bool] = []
    for seed in range(batch * 60, batch * 60 + 60):
        problem = a_random_round(seed, shared_trips=batch % 2 == 1)
        choices = choices_of(problem)
        if prod(len(one) for one in choices) > MANY:
            continue

        rung = searched(problem)[-1]

        expected = best(problem, choices)
        if expected is None:
            assert (seed, rung.status, rung.chosen) == (seed, Status.INFEASIBLE, None)
            continue
        assert rung.chosen is not None
        assert rung.bound is not None
        assert (seed, judged(problem, pairings(rung.chosen))) == (seed, rung.value)
        assert rung.value is not None
        assert (seed, rung.value <= expected <= rung.bound) == (seed, True)
        reached.append(rung.value == expected)
    assert sum(reached) >= 0.9 * len(reached) >= 20


def test_the_same_seed_and_steps_give_the_same_plan() -> None:
    problem = instance(SIZES["S"], seed=3)

    one, two = (searched(problem, iterations=3_000)[-1] for _ in range(2))

    assert (plan_of(one), one.value, one.bound) == (plan_of(two), two.value, two.bound)


def test_who_is_asked_to_stop_answers_with_what_there_is() -> None:
    problem = instance(SIZES["S"], seed=3)

    rung = searched(problem, iterations=10_000_000, stop=True)[-1]

    assert rung.status == Status.FEASIBLE
    assert len(plan_of(rung)) > 20


def test_no_later_sum_takes_anything_from_those_before_it() -> None:
    near = Objective(mode="levels", levels=("travel", "placed"))
    problem = instance(SIZES["S"], seed=3).model_copy(update={"objective": near})

    travel, placed = searched(problem, iterations=2_000)

    assert placed.chosen is not None
    assert travel.value == value(placed.chosen, 0) == 0
