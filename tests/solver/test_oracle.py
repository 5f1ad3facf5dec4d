"""Tiny random rounds: the engine and brute force agree in value and status."""

from math import prod

import pytest

from solver.solution import Status
from solver.solve import solve
from tests.solver.oracle import a_random_round, best, choices_of
from tests.solver.tiny import solved

MANY = 1_500  # plans of a round that brute force is spared


@pytest.mark.parametrize("shared_trips", [False, True], ids=["alone", "shared trips"])
@pytest.mark.parametrize("batch", range(10))
def test_engine_and_brute_force_agree(batch: int, shared_trips: bool) -> None:  # noqa: FBT001
    judged = 0
    for seed in range(batch * 105, batch * 105 + 105):
        problem = a_random_round(seed, shared_trips=shared_trips)
        choices = choices_of(problem)
        if prod(len(one) for one in choices) > MANY:
            continue

        solution = solved(problem)

        expected = best(problem, choices)
        wanted = Status.INFEASIBLE if expected is None else Status.OPTIMAL
        assert (seed, solution.status, solution.value) == (seed, wanted, expected)
        judged += 1
    assert judged >= 50


def test_random_rounds_are_of_every_kind() -> None:
    solutions = [solve(a_random_round(seed)) for seed in range(100)]

    assert {solution.status for solution in solutions} == {Status.OPTIMAL, Status.INFEASIBLE}
    assert {len(solution.pairings) for solution in solutions} == {0, 1, 2, 3, 4}
    assert {one.code for solution in solutions for one in solution.unplaced} == {
        "nothing_in_reach",
        "lost_to_others",
    }


def test_random_rounds_share_trips_where_they_are_asked_to() -> None:
    drawn = [a_random_round(seed, shared_trips=True) for seed in range(40)]

    seconds = [one.second for problem in drawn for options in choices_of(problem) for one in options if one]

    assert sum(1 for second in seconds if second is not None) >= 50
