"""`vaihto solve`, `check` and `explain`: files in, files and exit codes out."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.instances import instance
from benchmarks.sizes import SIZES
from cli.progress import Ticker
from solver.certificate import SCALE, Certificate, Price
from solver.problem import Lock, fingerprint
from solver.solution import Progress, Solution, Status
from tests.cli.files import VAIHTO, kept, ran, read, written
from tests.solver.answers import a_stay, right
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_round, whole
from tests.taste.tree import ROOT

EEVA, AINO, OLLI = a_guest("eeva"), a_guest("aino"), a_host("olli")
ONE_PLACE = a_round(EEVA, AINO, OLLI)
CONTRADICTION = a_round(
    EEVA, OLLI, locked=(Lock(application="eeva", offer="olli", days=whole(MONDAY, TUESDAY)),)
)


def test_the_best_plan_is_written_and_told(tmp_path: Path) -> None:
    output = tmp_path / "solution.json"

    result = ran("solve", written(tmp_path, ONE_PLACE), "--output", output, "--seed", "7")

    assert (result.exit_code, result.stdout) == (0, "")
    assert (read(output).status, read(output).seed) == (Status.OPTIMAL, 7)
    assert result.stderr.splitlines()[-1] == ("1 placed, 1 without a place, 24440 points: proven best.")


def test_a_certificate_is_written_that_check_accepts(tmp_path: Path) -> None:
    problem, output, file = (
        written(tmp_path, ONE_PLACE),
        tmp_path / "plan.json",
        tmp_path / "certificate.json",
    )

    ended = ran("solve", problem, "--output", output, "--certificate", file, "--iterations", "1000")
    judged = ran("check", problem, output, "--certificate", file)

    assert (ended.exit_code, judged.exit_code) == (0, 0)
    assert Certificate.model_validate_json(file.read_text(encoding="utf-8")).value == read(output).value
    assert judged.stdout.splitlines()[-1] == "The certificate proves that no plan is better."


def test_without_a_wish_for_it_there_is_no_certificate(tmp_path: Path) -> None:
    ran("solve", written(tmp_path, ONE_PLACE), "--output", tmp_path / "plan.json")

    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.json", "problem.json"]


def test_plan_and_certificate_do_not_both_go_to_standard_output() -> None:
    result = ran("solve", "-", "--certificate", "-", stdin="{}")

    assert (result.exit_code, "Only one of the files can be -." in result.stderr) == (2, True)


@pytest.mark.parametrize("iterations", ["0", "-5", "many"])
def test_iterations_are_a_count(iterations: str) -> None:
    assert ran("solve", "-", "--iterations", iterations, stdin="{}").exit_code == 2


def test_progress_has_phase_value_bound_gap_and_placed(capsys: pytest.CaptureFixture[str]) -> None:
    ticker = Ticker()

    ticker.hear(Progress(phase="fit", value=200, bound=250, placed=3, seconds=1.0))
    ticker.hear(None)

    assert [line.split(maxsplit=2)[2] for line in capsys.readouterr().err.splitlines()] == [
        "fit         200 points, at most 250, gap 25.00%, 3 placed",
        "fit         200 points, at most 250, gap 25.00%, 3 placed",
    ]


def test_standard_input_and_output_are_a_dash() -> None:
    result = ran("solve", "-", stdin=ONE_PLACE.model_dump_json())

    assert result.exit_code == 0
    assert Solution.model_validate_json(result.stdout).status == Status.OPTIMAL


def test_every_flaw_of_a_bad_problem_is_told() -> None:
    result = ran("solve", "-", stdin=json.dumps({"days": None, "colour": "red"}))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "days: Input should be a valid array; right: a list",
        "organisations: Field required; right: give the field a value",
        "applications: Field required; right: give the field a value",
        "colour: Extra inputs are not permitted; right: leave the field out; the contract does not know it",
        "4 flaws: nothing was done.",
    ]


def test_a_contradiction_is_written_and_ends_with_3(tmp_path: Path) -> None:
    output = tmp_path / "solution.json"

    result = ran("solve", written(tmp_path, CONTRADICTION), "--output", output)

    assert (result.exit_code, read(output).status) == (3, Status.INFEASIBLE)
    assert result.stderr.splitlines()[-1].startswith("No plan is possible")


@pytest.mark.parametrize("limit", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_limit_is_a_number_of_seconds(limit: str) -> None:
    assert ran("solve", "-", "--time-limit", limit, stdin="{}").exit_code == 2


def test_an_output_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    result = ran("solve", "-", "--output", tmp_path / "nowhere" / "solution.json", stdin="{}")

    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


def test_other_alphabets_pass_through_any_terminal(tmp_path: Path) -> None:
    problem = a_round(a_guest("Ääkkö 🙂"), OLLI)
    output = tmp_path / "solution.json"

    solve = [*VAIHTO, "solve", str(written(tmp_path, problem)), "--output", str(output)]
    ended = subprocess.run(solve, cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": "latin-1"}, check=False)

    assert ended.returncode == 0
    assert read(output).pairings[0].application == "Ääkkö 🙂"


def test_an_interrupt_ends_it_at_once_and_says_so(tmp_path: Path) -> None:
    output = tmp_path / "solution.json"
    process = solving_for_long(tmp_path, output)
    assert process.stderr is not None
    first = process.stderr.readline()

    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, rest = process.communicate(timeout=30)

    assert time.monotonic() - began < 3
    assert (process.returncode, rest.splitlines()[-1]) == (130, "Stopped: nothing was written.")
    assert "Traceback" not in first + rest
    assert not output.exists()


def solving_for_long(folder: Path, output: Path) -> "subprocess.Popen[str]":
    """A round that takes more than a moment, in a terminal of its own."""
    problem = instance(SIZES["M"], seed=1)
    solve = [*VAIHTO, "solve", str(written(folder, problem)), "--output", str(output)]
    return subprocess.Popen(solve, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)


def test_a_right_plan_passes(tmp_path: Path) -> None:
    solution = kept(tmp_path, right(ONE_PLACE, a_stay()))

    result = ran("check", written(tmp_path, ONE_PLACE), solution)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("The plan is right: 1 placed")


def test_every_broken_rule_is_listed(tmp_path: Path) -> None:
    wrong = right(ONE_PLACE, a_stay()).model_copy(update={"value": 7, "input_sha256": "0" * 64})

    result = ran("check", written(tmp_path, ONE_PLACE), kept(tmp_path, wrong))

    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "bound",
        "gap",
        "input_sha256",
        "3 rules are broken.",
    ]


CERTIFICATE = Certificate(
    input_sha256=fingerprint(ONE_PLACE),
    level="total",
    prices=(Price(kind="offer", whose="olli", price=24440 * SCALE),),
    bound=24440,
    value=24440,
)
LOOSE = CERTIFICATE.model_copy(update={"prices": (), "bound": 48880})
CERTIFICATES = [
    (0, "The certificate proves that no plan is better.", CERTIFICATE),
    (0, "The certificate proves that no plan is worth more than 48880 points.", LOOSE),
    (1, "bound: 24439 is 24440", CERTIFICATE.model_copy(update={"bound": 24439})),
    (1, "value: 24000 is 24440 in the solution", LOOSE.model_copy(update={"value": 24000})),
]


@pytest.mark.parametrize(("code", "said", "certificate"), CERTIFICATES)
def test_a_certificate_is_computed_anew(
    code: int, said: str, certificate: Certificate, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(certificate.model_dump_json(), encoding="utf-8")
    solution = kept(tmp_path, right(ONE_PLACE, a_stay()))

    result = ran("check", written(tmp_path, ONE_PLACE), solution, "--certificate", file)

    assert (result.exit_code, said in result.output.splitlines()) == (code, True)


def test_a_solution_of_the_wrong_shape_is_told_with_its_paths(tmp_path: Path) -> None:
    result = ran("check", written(tmp_path, ONE_PLACE), "-", stdin='{"status": "perfect"}')

    assert result.exit_code == 2
    assert "status: Input should be 'optimal', 'feasible', 'infeasible' or 'unknown'" in result.stderr


def test_only_one_file_is_read_from_standard_input() -> None:
    result = ran("check", "-", "-", stdin="{}")

    assert (result.exit_code, "Only one of the files can be -." in result.stderr) == (2, True)


def test_neither_database_nor_temporal_nor_the_engine_is_loaded() -> None:
    script = (
        "import sys, cli.main, cli.solving, cli.judging, cli.explaining\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'ortools', 'rich', 'sqlalchemy', 'temporalio'}))"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"
