"""`vaihto solve --start`: a plan to begin with."""

from pathlib import Path

import pytest

from solver.check import check
from solver.problem import Day, Problem
from solver.solution import Solution
from tests.cli.files import kept, ran, read, written
from tests.solver.answers import a_stay, right
from tests.solver.tiny import MONDAY, TUESDAY, WEDNESDAY, a_guest, a_host, a_round

EEVA, OLLI = a_guest("eeva"), a_host("olli", preferred_organisations=("turku",))
AINO, PAAVO = a_guest("aino", excluded_organisations=("vaasa",)), a_host("paavo", organisation="vaasa")
BOTH = a_round(EEVA, AINO, OLLI, PAAVO)
POOR = right(BOTH, a_stay("eeva", "olli", MONDAY))  # aino can go nowhere else


def solved(folder: Path, problem: Problem, *words: str, start: Solution | None) -> list[tuple[str, str]]:
    """Who goes where; the plan is judged."""
    output = folder / "plan.json"
    begin: tuple[str | Path, ...] = () if start is None else ("--start", kept(folder, start))
    result = ran("solve", written(folder, problem), "--output", output, *begin, *words)
    assert result.exit_code == 0, result.stderr
    assert check(problem, read(output)) == []
    return [(one.application, one.offer) for one in read(output).pairings]


def test_a_search_without_time_gives_the_plan_that_it_began_with(tmp_path: Path) -> None:
    without_time = ("--time-limit", "0.000001")

    began_anew = solved(tmp_path, BOTH, *without_time, start=None)
    began_with_poor = solved(tmp_path, BOTH, *without_time, start=POOR)

    assert began_anew == [("aino", "olli"), ("eeva", "paavo")]
    assert began_with_poor == [("eeva", "olli")]


def test_a_poor_start_does_not_keep_the_best_plan_away(tmp_path: Path) -> None:
    assert solved(tmp_path, BOTH, start=POOR) == [("aino", "olli"), ("eeva", "paavo")]


FEWER = [
    a_round(EEVA, AINO, PAAVO),
    a_round(AINO, OLLI),
    a_round(EEVA, OLLI, days=(Day(date=TUESDAY), Day(date=WEDNESDAY))),
    a_round(a_guest("maija"), a_host("risto")),
]


@pytest.mark.parametrize("now", FEWER, ids=["without olli", "without eeva", "without the day", "others"])
def test_what_does_not_fit_any_more_is_left_out(now: Problem, tmp_path: Path) -> None:
    assert solved(tmp_path, now, start=POOR) == solved(tmp_path, now, start=None)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"status": "perfect"}', BOTH.model_dump_json()])
def test_a_start_that_is_no_solution_is_told_before_the_work(text: str, tmp_path: Path) -> None:
    start, output = tmp_path / "start.json", tmp_path / "plan.json"
    start.write_text(text, encoding="utf-8")

    result = ran("solve", written(tmp_path, BOTH), "--start", start, "--output", output)

    assert (result.exit_code, output.exists()) == (2, False)
    assert result.stderr.splitlines()[0].startswith(("status: ", "solution: "))


def test_a_start_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    result = ran("solve", "-", "--start", tmp_path / "nowhere.json", stdin="{}")

    assert (result.exit_code, "nowhere.json" in result.stderr) == (2, True)


def test_problem_and_start_are_not_both_read_from_standard_input() -> None:
    result = ran("solve", "-", "--start", "-", stdin="{}")

    assert (result.exit_code, "Only one of the files can be -." in result.stderr) == (2, True)
