"""Clashes of random tiny rounds, judged by brute force: impossible together, possible without any one."""

import pytest

from solver.clashes import Tie, clash, with_limits, with_ties
from solver.clashing.possible import essence
from solver.findings import Clash
from solver.problem import Problem
from tests.solver.broken import a_locked_round, is_possible

SEEDS = range(60)


def parts(found: Clash) -> tuple[Tie, ...]:
    return (*found.locks, *found.companions)


def only(problem: Problem, found: Clash) -> Problem:
    """The locks, companions and limits of a clash and no others."""
    return with_limits(essence(with_ties(problem, parts(found))), found.limits)


@pytest.mark.parametrize("batch", range(5))
def test_a_clash_is_found_if_and_only_if_brute_force_finds_no_plan(batch: int) -> None:
    for seed in SEEDS:
        problem = a_locked_round(batch * len(SEEDS) + seed)

        possible = is_possible(problem)

        assert possible in (None, clash(problem) is None), seed


@pytest.mark.parametrize("batch", range(5))
def test_a_clash_is_impossible_and_possible_as_soon_as_one_member_is_dropped(batch: int) -> None:
    judged = 0
    for seed in SEEDS:
        problem = a_locked_round(batch * len(SEEDS) + seed)
        found = clash(problem)
        if found is None:
            continue

        alone = only(problem, found)
        without = [
            *(with_ties(alone, (other for other in parts(found) if other != one)) for one in parts(found)),
            *(with_limits(alone, (other for other in found.limits if other != one)) for one in found.limits),
        ]

        assert is_possible(alone) in (None, False), seed
        assert all(is_possible(one) in (None, True) for one in without), seed
        judged += 1
    assert judged >= 10


def test_random_clashes_are_of_many_kinds() -> None:
    found = [clash(a_locked_round(seed)) for seed in range(150)]

    kinds = {limit.kind for one in found if one for limit in one.limits}

    assert {len(one.locks) for one in found if one} == {1, 2}
    assert any(one.companions for one in found if one)
    assert kinds >= {
        "host_guests",
        "least_stays",
        "most_mentees",
        "most_stays",
        "organisation_guests",
        "own_cost",
        "own_days",
        "travel_budget",
        "two_places",
    }


def test_the_same_problem_has_the_same_clash_twice() -> None:
    for seed in range(20):
        problem = a_locked_round(seed)

        assert clash(problem) == clash(problem.model_copy())
