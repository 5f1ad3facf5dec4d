"""The marker `outside`, seen from a run of pytest in a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest

@pytest.mark.outside("sh")
def test_present(): pass

@pytest.mark.outside("no-such-browser", "sh")
def test_absent(): pass

@pytest.mark.outside("no-such-mailer")
@pytest.mark.outside("no-such-browser")
def test_two_absent(): pass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_needs.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nmarkers = outside(program, ...): needs programs\n", encoding="utf-8"
    )
    return tmp_path


def run(folder: Path, *, required: str, arguments: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "VAIHTO_REQUIRE_OUTSIDE": required}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.plugins.outside",
        "-p",
        "no:cacheprovider",
        *arguments,
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("arguments", [(), ("-n", "1")])
def test_an_absent_program_skips_its_tests_and_is_told_in_one_line(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(folder, required="", arguments=arguments)

    told = [line for line in ran.stdout.splitlines() if "no-such" in line]
    assert told == ["Skipped 2 tests that need programs from outside: no-such-browser, no-such-mailer."]
    assert "1 passed, 2 skipped" in ran.stdout
    assert ran.returncode == 0


def test_an_absent_program_fails_its_tests_where_all_are_required(folder: Path) -> None:
    ran = run(folder, required="1")

    assert "1 passed, 2 errors" in ran.stdout
    assert "not installed here: no-such-browser (VAIHTO_REQUIRE_OUTSIDE is set)" in ran.stdout
    assert ran.returncode == 1


def test_a_marker_that_names_no_program_is_refused(folder: Path) -> None:
    (folder / "test_needs.py").write_text(
        "import pytest\n@pytest.mark.outside\ndef test_it(): pass\n", "utf-8"
    )

    ran = run(folder, required="")

    assert "say which program" in ran.stdout + ran.stderr
    assert ran.returncode != 0
