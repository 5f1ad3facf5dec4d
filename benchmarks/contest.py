"""`make bench-solver`: the solver beside its peers, each alone in a process, judged, and held against goals.

python -m benchmarks.contest --sizes S M --seeds 1 2 3 --only plans repair
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.comparison import tables
from benchmarks.instances import instance
from benchmarks.machine import machine
from benchmarks.methods import METHODS, SOLVER, methods_for
from benchmarks.records import Measured, Round
from benchmarks.results import LINE, Results
from benchmarks.shipped import problem_of
from benchmarks.sizes import SIZES, TIGHTNESSES
from benchmarks.starts import cold, from_terminal

SEEDS = {"S": (1, 2, 3, 4, 5)}
SECONDS = {"S": 20.0, "M": 120.0, "L": 120.0, "XL": 150.0}
PATIENCE = 300.0  # seconds for loading, judging, and what does not watch the clock
JOBS = ("plans", "ceiling", "repair", "explain", "start")
PURE = ("S", "M", "L", "XL")
SAMPLE = Round(size="sample", tightness="shipped", seed=1)


def main() -> int:
    """Measure, then print the tables; 1 if a plan is wrong or a method fell over."""
    wanted = _arguments().parse_args()
    if wanted.tell:
        return _print(Results.read(wanted.tell))
    print(machine(), flush=True)
    records: list[Measured] = []
    with TemporaryDirectory() as folder:
        contest = Contest(Path(folder), wanted)
        for record in contest.records():
            records.append(record)
            if wanted.output:
                with wanted.output.open("a", encoding="utf-8") as kept:
                    kept.write(record.model_dump_json() + "\n")
    return max(_print(Results(tuple(records))), int(bool(contest.fallen)))


def _arguments() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.contest", description=__doc__)
    asked.add_argument("--sizes", nargs="+", choices=SIZES, default=PURE)
    asked.add_argument("--tightness", nargs="+", choices=TIGHTNESSES, default=tuple(TIGHTNESSES))
    asked.add_argument("--seeds", nargs="+", type=int, help="else 1 to 5 for size S, 1 for the others")
    asked.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    asked.add_argument("--only", nargs="+", choices=JOBS, default=JOBS)
    asked.add_argument("--seconds", type=float, help="for each solve, else 20 (S), 120 (M, L), 150 (XL)")
    asked.add_argument("--output", type=Path, help="add what is measured to this file, a record a line")
    asked.add_argument("--tell", type=Path, help="measure nothing, print the tables of such a file")
    return asked


def _print(results: Results) -> int:
    for table in tables(results):
        print(f"\n## {table}", flush=True)
    for wrong in results.wrong:
        print(f"\nWRONG {wrong}")
    return int(bool(results.wrong))


@dataclass
class Contest:
    """Runs the jobs; a plan that later jobs need is kept in the folder."""

    folder: Path
    wanted: argparse.Namespace
    fallen: int = 0

    def records(self) -> Iterator[Measured]:
        """Round after round."""
        if "start" in self.wanted.only:
            yield from self._starts()
        for size in self.wanted.sizes:
            for tightness in self.wanted.tightness:
                for seed in self.wanted.seeds or SEEDS.get(size, (1,)):
                    yield from self._round(Round(size=size, tightness=tightness, seed=seed))

    def _starts(self) -> Iterator[Measured]:
        problem = self.folder / "sample.json"
        problem.write_text(problem_of("councils-2027").model_dump_json(), encoding="utf-8")
        yield from self._alone("start", problem, SAMPLE, SOLVER)
        yield cold(problem, seconds=self._seconds(SAMPLE))
        yield from_terminal(problem, seconds=self._seconds(SAMPLE))

    def _round(self, round_: Round) -> Iterator[Measured]:
        problem = self.folder / "problem.json"
        drawn = instance(SIZES[round_.size], TIGHTNESSES[round_.tightness], seed=round_.seed)
        problem.write_text(drawn.model_dump_json(), encoding="utf-8")
        self._plan.unlink(missing_ok=True)
        for method in self._methods(round_):
            yield from self._alone("plan", problem, round_, method)
        jobs = [job for job in ("ceiling", "repair", "explain") if job in self.wanted.only]
        if {"repair", "explain"} & {*jobs} and not self._plan.exists():
            [*self._alone("plan", problem, round_, SOLVER)]
        for job in jobs:
            if job == "ceiling" or self._plan.exists():
                yield from self._alone(job, problem, round_, SOLVER)

    @property
    def _plan(self) -> Path:
        return self.folder / "plan.json"

    def _methods(self, round_: Round) -> list[str]:
        if "plans" not in self.wanted.only:
            return []
        return [method for method in methods_for(round_.size) if method in self.wanted.methods]

    def _alone(self, job: str, problem: Path, round_: Round, method: str) -> Iterator[Measured]:
        """What a process of its own says, unless it falls over: then that is told, and the rest goes on."""
        command = [sys.executable, "-m", "benchmarks.alone", job, str(problem), round_.model_dump_json()]
        options = [f"--method={method}", f"--seconds={self._seconds(round_)}"]
        if method == SOLVER:
            options.append(f"--plan={self._plan}")
        print(f"{round_} {job} {method}", file=sys.stderr, flush=True)
        patience = PATIENCE + 5 * self._seconds(round_)
        try:
            run = subprocess.run(
                [*command, *options], stdout=subprocess.PIPE, text=True, check=True, timeout=patience
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            self.fallen += 1
            print(f"{round_} {job} {method}: {type(error).__name__}", file=sys.stderr, flush=True)
        else:
            yield LINE.validate_json(run.stdout.splitlines()[-1])

    def _seconds(self, round_: Round) -> float:
        return float(self.wanted.seconds or SECONDS.get(round_.size, 60.0))


if __name__ == "__main__":
    sys.exit(main())
