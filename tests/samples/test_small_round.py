"""The small sample tells one story: seven of eight find a place, and a reader sees why one does not."""

from benchmarks.shipped import problem_of
from solver.solution import Removed, Rule, Status
from solver.solve import solve


def test_all_but_one_of_the_small_sample_can_be_placed() -> None:
    problem = problem_of("three-councils-2027")

    solution = solve(problem, seed=1)

    assert (solution.status, len(solution.pairings)) == (Status.OPTIMAL, 7)
    assert [(each.code, each.removed) for each in solution.unplaced] == [
        (
            "nothing_in_reach",
            (
                Removed(rule=Rule.OWN_ORGANISATION, offers=1),
                Removed(rule=Rule.LANGUAGE, offers=3),
                Removed(rule=Rule.TOPICS, offers=1),
            ),
        )
    ]
