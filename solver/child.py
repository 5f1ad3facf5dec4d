"""Solving in a child process that can be killed: some library calls hold the interpreter for seconds."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Self

from pydantic import TypeAdapter

from solver.certificate import Certificate
from solver.findings import Clash, Repaired
from solver.lines import ErrorLine, ProgressLine, RepairsLine, SolutionLine
from solver.reading import ProblemError
from solver.solution import Progress, Solution

Line = ProgressLine | SolutionLine | RepairsLine | ErrorLine
LINES: TypeAdapter[Line] = TypeAdapter(Line)


STANDARD = "-"  # the plan to begin with stands on stdin, after the problem
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}


class ChildEnded(RuntimeError):
    """The child ended without an answer: killed, out of memory, or a fault of its own."""


class Child:
    """A running `python -m solver`. It ends by itself when this process does.

    `certificate`, `clashes` and `repairs` come with the solution, if they were asked for.
    """

    def __init__(self, process: "subprocess.Popen[str]", *inputs: str) -> None:
        self.certificate: Certificate | None = None
        self.clashes: tuple[Clash, ...] = ()
        self.repairs: tuple[Repaired, ...] = ()
        self._process = process
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        threading.Thread(target=self._write, args=inputs, daemon=True).start()
        threading.Thread(target=self._listen, daemon=True).start()

    @classmethod
    def start(
        cls,
        problem_json: str,
        *,
        seed: int = 0,
        time_limit: float | None = None,
        deterministic_limit: float | None = None,
        iterations: int | None = None,
        start: Solution | None = None,
        certificate: bool = False,
        clashes: bool = False,
        repairs: int | None = None,
    ) -> Self:
        """Start solving; the arguments are those of `solver.solve.solve`, or of `solved`.

        With `clashes` it says why no plan is possible; with `repairs` it gives so many at most.
        """
        said = _flags(
            {
                "seed": seed,
                "time-limit": time_limit,
                "deterministic-limit": deterministic_limit,
                "iterations": iterations,
                "start": None if start is None else STANDARD,
                "repair": repairs,
            }
        )
        said += ["--certificate"] * certificate + ["--clashes"] * clashes
        process = _started([sys.executable, "-m", "solver", "--watch-stdin", *said])
        return cls(process, problem_json, *([] if start is None else [start.model_dump_json()]))

    def read(self, timeout: float) -> Progress | Solution | None:
        """What comes next, or None if nothing did in so many seconds; raises ProblemError and ChildEnded."""
        try:
            line = self._lines.get(timeout=timeout)
        except Empty:
            return None
        if line is None:
            self._lines.put(None)
            raise ChildEnded(f"the solver ended with status {self._process.wait()} and no answer")
        match LINES.validate_json(line):
            case ProgressLine(progress=progress):
                return progress
            case SolutionLine(solution=solution, certificate=certificate, clashes=clashes):
                self.certificate, self.clashes = certificate, clashes
                return solution
            case RepairsLine(repairs=repairs):
                self.repairs = repairs
                return repairs[0].solution
            case ErrorLine(error=flaws):
                raise ProblemError(flaws)

    def kill(self) -> None:
        """End it now, whatever it does."""
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The process id, for logs and tests."""
        return self._process.pid

    def _write(self, *inputs: str) -> None:
        """A line each; stdin stays open, since its end tells the child that we are gone."""
        lines = "".join(each.replace("\n", " ") + "\n" for each in inputs)
        try:
            _pipe(self._process.stdin).write(lines)
            _pipe(self._process.stdin).flush()
        except BrokenPipeError:
            return

    def _listen(self) -> None:
        for line in _pipe(self._process.stdout):
            self._lines.put(line)
        self._lines.put(None)


def _flags(options: Mapping[str, object]) -> list[str]:
    return [f"--{name}={value}" for name, value in options.items() if value is not None]


def _started(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_environment(),
        process_group=0,  # Ctrl-C is for the parent, who ends the child
    )


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ChildEnded("the solver has no pipe")
    return pipe


def _environment() -> dict[str, str]:
    """The child finds this package wherever the parent was started, and reads and writes as we do.

    Threads of numpy's libraries wait for one another: on a busy machine they make it ten times slower.
    """
    home = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    return {**os.environ, **ONE_THREAD, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
