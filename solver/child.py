"""Solving in a child process that can be killed: some library calls hold the interpreter for seconds."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Self

from pydantic import TypeAdapter

from solver.lines import ErrorLine, ProgressLine, SolutionLine
from solver.reading import ProblemError
from solver.solution import Progress, Solution

LINES: TypeAdapter[ProgressLine | SolutionLine | ErrorLine] = TypeAdapter(
    ProgressLine | SolutionLine | ErrorLine
)


class ChildEnded(RuntimeError):
    """The child ended without an answer: killed, out of memory, or a fault of its own."""


class Child:
    """A running `python -m solver`. It ends by itself when this process does."""

    def __init__(self, process: "subprocess.Popen[str]", problem_json: str) -> None:
        self._process = process
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        threading.Thread(target=self._write, args=(problem_json,), daemon=True).start()
        threading.Thread(target=self._listen, daemon=True).start()

    @classmethod
    def start(
        cls,
        problem_json: str,
        *,
        seed: int = 0,
        time_limit: float | None = None,
        deterministic_limit: float | None = None,
    ) -> Self:
        """Start solving; the arguments are those of `solver.solve.solve`."""
        command = [sys.executable, "-m", "solver", "--watch-stdin", f"--seed={seed}"]
        if time_limit is not None:
            command.append(f"--time-limit={time_limit}")
        if deterministic_limit is not None:
            command.append(f"--deterministic-limit={deterministic_limit}")
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=_environment(),
            process_group=0,  # Ctrl-C is for the parent, who ends the child
        )
        return cls(process, problem_json)

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
            case SolutionLine(solution=solution):
                return solution
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

    def _write(self, problem_json: str) -> None:
        """One line; stdin stays open, since its end tells the child that we are gone."""
        line = problem_json.replace("\n", " ") + "\n"
        try:
            _pipe(self._process.stdin).write(line)
            _pipe(self._process.stdin).flush()
        except BrokenPipeError:
            return

    def _listen(self) -> None:
        for line in _pipe(self._process.stdout):
            self._lines.put(line)
        self._lines.put(None)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ChildEnded("the solver has no pipe")
    return pipe


def _environment() -> dict[str, str]:
    """The child finds this package wherever the parent was started, and reads and writes as we do."""
    home = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
