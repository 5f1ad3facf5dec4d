"""How long somebody waits for a plan of the shipped round: beside a warm solver, and from nothing."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.records import Started
from solver.lines import ProgressLine, SolutionLine
from solver.solution import Solution


def cold(problem: Path, *, seconds: float) -> Started:
    """A whole process: Python, its imports, the first plan, the answer."""
    command = [sys.executable, "-m", "solver", "--seed=1", f"--time-limit={seconds}"]
    began = perf_counter()
    first: float | None = None
    with problem.open() as asked:
        process = subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, text=True)
    for line in process.stdout or ():
        passed = perf_counter() - began
        if first is None and _has_plan(line):
            first = passed
    placed = len(SolutionLine.model_validate_json(line).solution.pairings)
    return Started(how="python -m solver, cold", first_seconds=first, seconds=passed, placed=placed)


def _has_plan(line: str) -> bool:
    if not line.startswith('{"progress"'):
        return False
    return ProgressLine.model_validate_json(line).progress.placed is not None


def from_terminal(problem: Path, *, seconds: float) -> Started:
    """The command that people type, up to the plan that was judged and written."""
    output = problem.with_suffix(".plan.json")
    vaihto = Path(sys.executable).parent / "vaihto"
    command = [f"{vaihto}", "solve", f"{problem}", f"--output={output}", f"--time-limit={seconds}"]
    began = perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    passed = perf_counter() - began
    placed = len(Solution.model_validate_json(output.read_bytes()).pairings)
    return Started(how="vaihto solve, cold", first_seconds=None, seconds=passed, placed=placed)
