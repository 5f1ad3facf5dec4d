"""The contest on small rounds: exact methods agree, nobody beats them, and a broken round is mended."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.broken import Changes, broken, repaired
from benchmarks.ceiling import ceiling
from benchmarks.instances import instance
from benchmarks.methods import BY_ASKING, BY_VALUE, CP_SAT, HIGHS, SOLVER, methods_for
from benchmarks.records import Round
from benchmarks.results import Results
from benchmarks.sizes import SIZES
from benchmarks.whole_by_cp_sat import plan as by_cp_sat
from solver.check import check
from solver.problem import Previous, Problem
from solver.solution import Status
from solver.solve import solve
from tests.solver.tiny import FRIDAY, MONDAY, a_guest, a_host, a_round, solved, whole

ROOT = Path(__file__).parents[2]
AFTERWARDS = {"a": FRIDAY, "c": FRIDAY, "d": MONDAY}


def a_small_round() -> Problem:
    return instance(SIZES["S"], seed=1)


def test_the_textbook_model_has_the_same_best_plan() -> None:
    problem = a_small_round()
    heard: list[tuple[int | None, int | None]] = []

    theirs = by_cp_sat(problem, seconds=60, tell=lambda value, bound: heard.append((value, bound)))

    assert check(problem, theirs) == []
    assert (theirs.status, theirs.value) == (Status.OPTIMAL, solve(problem, seed=1).value)
    assert theirs.value in [value for value, _ in heard]


def test_the_textbook_model_refuses_people_who_play_two_parts() -> None:
    both = a_guest("both", person="person of far", organisation="oulu")
    problem = a_round(both, a_host("far"), a_host("near", organisation="turku"))

    with pytest.raises(ValueError, match="one part"):
        by_cp_sat(problem, seconds=1, tell=lambda *_: None)


def test_no_plan_places_more_than_the_ceiling() -> None:
    crowd = [a_guest(f"guest {number}") for number in range(4)]
    problem = a_round(*crowd, a_host("far", most_stays=2), a_host("near"))

    assert ceiling(problem) == 3
    assert len(solved(a_small_round()).pairings) <= ceiling(a_small_round())


def test_methods_that_get_nowhere_are_left_out() -> None:
    small, large, largest = (methods_for(size) for size in ("S", "L", "XL"))

    assert [CP_SAT in methods for methods in (small, large, largest)] == [True, False, False]
    assert [BY_ASKING in methods for methods in (small, large, largest)] == [True, True, False]
    assert (HIGHS in small) == (find_spec("highspy") is not None)


def test_a_broken_round_lacks_hosts_and_remembers_its_plan() -> None:
    problem = a_small_round()
    plan = solved(problem)

    case = broken(problem, plan, seed=3)

    gone = {host.id for host in problem.host_offers} - {host.id for host in case.host_offers}
    assert len(gone) == 2
    assert not [one for one in case.applications for wish in one.wishes if wish.offer in gone]
    assert [one.application for one in case.previous] == [one.application for one in plan.pairings]
    assert 0.3 < sum(one.confirmed for one in case.previous) / len(case.previous) < 0.9
    assert broken(problem, plan, seed=3) == case


def test_changes_are_counted_by_what_became_of_each_pairing() -> None:
    guests = [a_guest(name) for name in "abcd"]
    before = (
        Previous(application="a", offer="gone", confirmed=True, days=whole(MONDAY)),
        Previous(application="b", offer="gone", confirmed=True, days=whole(MONDAY)),
        Previous(application="c", offer="far", confirmed=True, days=whole(MONDAY)),
        Previous(application="d", offer="far", days=whole(MONDAY)),
    )
    problem = a_round(*guests, a_host("far", most_stays=4), previous=before)
    sample = solved(a_round(a_guest("a"), a_host("far"))).pairings[0]
    now = {
        name: sample.model_copy(update={"application": name, "days": whole(day)})
        for name, day in AFTERWARDS.items()
    }

    changes = Changes(problem, now)

    assert named(changes.fallen_confirmed()) == "ab"
    assert named(changes.placed_again()) == "a"
    assert named(changes.standing()) == "cd"
    assert named(changes.untouched()) == "d"
    assert named(changes.confirmed_moved()) == "c"


def named(found: list[Previous]) -> str:
    return "".join(one.application for one in found)


def test_a_repair_answers_the_broken_round() -> None:
    problem = a_small_round()
    case = broken(problem, solved(problem), seed=3)

    asked, mended = repaired(case, seed=1, seconds=10)

    assert check(asked, mended) == []
    assert Changes(case, {one.application: one for one in mended.pairings}).confirmed_moved() == []


def test_the_contest_measures_each_alone_and_prints_what_it_found(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    asked = ["--sizes", "S", "--tightness", "scarce", "--seeds", "1", "--seconds", "10"]
    asked += ["--methods", SOLVER, BY_VALUE, "--only", "plans", "ceiling", "repair", "explain"]

    told = contest(*asked, "--output", records)

    results = Results.read(records)
    plans = results.plans(Round(size="S", tightness="scarce", seed=1))
    assert [*plans] == [SOLVER, BY_VALUE]
    assert results.wrong == []
    assert min(plan.peak_mb for plan in plans.values()) > 20
    assert plans[SOLVER].value == solve(a_small_round(), seed=1).value
    assert told.split("\n", 1)[1] == contest("--tell", records)
    assert [line for line in told.splitlines() if line.startswith("## ")][-1] == "## Goals"


def contest(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "benchmarks.contest", *(f"{one}" for one in arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.mark.skipif(find_spec("highspy") is None, reason="HiGHS is installed by `make bench-solver` only")
def test_highs_finds_the_same_best_plan_in_a_process_of_its_own(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    asked = ["--sizes", "S", "--tightness", "scarce", "--seeds", "1", "--only", "plans", "--seconds", "60"]

    contest(*asked, "--methods", HIGHS, "--output", records)

    plan = Results.read(records).plans(Round(size="S", tightness="scarce", seed=1))[HIGHS]
    assert (plan.status, plan.value) == (Status.OPTIMAL, solve(a_small_round(), seed=1).value)
    assert plan.wrong == ()
