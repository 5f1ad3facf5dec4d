"""Commands that read and write files, run here, and the files."""

import sys
from pathlib import Path

from click.testing import CliRunner, Result

from cli.main import vaihto
from solver.problem import Problem
from solver.solution import Solution

VAIHTO = [sys.executable, "-m", "cli"]


def ran(*words: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(vaihto, [str(word) for word in words], input=stdin, catch_exceptions=False)


def written(folder: Path, problem: Problem) -> Path:
    file = folder / "problem.json"
    file.write_text(problem.model_dump_json(), encoding="utf-8")
    return file


def kept(folder: Path, solution: Solution) -> Path:
    file = folder / "solution.json"
    file.write_text(solution.model_dump_json(), encoding="utf-8")
    return file


def read(file: Path) -> Solution:
    return Solution.model_validate_json(file.read_text(encoding="utf-8"))
