"""`python -m solver`: a problem as JSON on stdin; progress, then a solution or an error as lines on stdout.

With --watch-stdin the problem is the first line, and the end of stdin means that the parent is gone. The plan
to begin with is a file, or the second line.
"""

import argparse
import os
import sys
import threading
from pathlib import Path
from time import monotonic

from pydantic import ValidationError

from solver.lines import ErrorLine, ProgressLine, RepairsLine, SolutionLine
from solver.problem import Problem
from solver.reading import ProblemError, read, shapes
from solver.solution import Progress, Solution, Status

ORPHANED = 3
QUIET_SECONDS = 0.8
STANDARD = "-"


def main() -> int:
    """Solve what stdin says; 0 with a solution, 2 if the problem cannot be read."""
    arguments = _arguments()
    asked = arguments.parse_args()
    if asked.start == STANDARD and not asked.watch_stdin:
        arguments.error("--start=- is the line after the problem: it needs --watch-stdin")
    text = sys.stdin.readline() if asked.watch_stdin else sys.stdin.read()
    begin = _start(asked.start)
    if asked.watch_stdin:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        problem, start = read(text), None if begin is None else _plan(begin)
    except ProblemError as error:
        _write(ErrorLine(error=error.flaws))
        return 2
    _write(_answer(asked, problem, start))
    return 0


def _answer(
    asked: argparse.Namespace, problem: Problem, start: Solution | None
) -> SolutionLine | RepairsLine:
    # OR-Tools takes seconds to load, and errors should not wait for it.
    from solver.clashes import clashes
    from solver.effort import Effort
    from solver.frontier import repairs

    with Pulse() as pulse:
        effort = Effort(
            seed=asked.seed,
            time_limit=asked.time_limit,
            deterministic_limit=asked.deterministic_limit,
            iterations=asked.iterations,
            on_progress=pulse.tell,
        )
        if asked.repair:
            return RepairsLine(repairs=repairs(problem, most=asked.repair, effort=effort))
        both = effort.solved(problem, start=start) if asked.certificate else None
        solution = both.solution if both else effort.solve(problem, start=start)
        why = asked.clashes and solution.status is Status.INFEASIBLE
        return SolutionLine(
            solution=solution,
            certificate=both.certificate if both else None,
            clashes=clashes(problem, effort) if why else (),
        )


class Pulse:
    """Tells progress, and the newest again when nothing new came for most of a second."""

    def __init__(self) -> None:
        self._newest: Progress | None = None
        self._told = 0.0
        self._writing = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._again, daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def tell(self, progress: Progress) -> None:
        """Something new."""
        with self._writing:
            self._newest, self._told = progress, monotonic()
            _write(ProgressLine(progress=progress))

    def _again(self) -> None:
        while not self._over.wait(QUIET_SECONDS / 4):
            quiet = monotonic() - self._told
            if self._newest is not None and quiet > QUIET_SECONDS:
                self.tell(self._newest.model_copy(update={"seconds": round(self._newest.seconds + quiet, 3)}))


def _arguments() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(prog="python -m solver", description=__doc__)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--time-limit", type=float, help="wall seconds; answers then depend on the load")
    arguments.add_argument("--deterministic-limit", type=float, help="CP-SAT's count of work")
    arguments.add_argument("--iterations", type=int, help="of the search in rounds too large for proof")
    arguments.add_argument("--start", help="a solution to begin with: a file, or - for the second line")
    arguments.add_argument("--certificate", action="store_true", help="give a match certificate with it")
    arguments.add_argument("--clashes", action="store_true", help="say why, if no plan is possible")
    arguments.add_argument(
        "--repair", type=int, metavar="MOST", help="mend what is previous, in so many ways"
    )
    arguments.add_argument("--watch-stdin", action="store_true")
    return arguments


def _start(told: str | None) -> str | None:
    """The plan to begin with, as it is written."""
    if told is None:
        return None
    return sys.stdin.readline() if told == STANDARD else Path(told).read_text(encoding="utf-8")


def _plan(text: str) -> Solution:
    try:
        return Solution.model_validate_json(text)
    except ValidationError as error:
        raise ProblemError(shapes(error, of="start")) from error


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(ORPHANED)


def _write(line: ProgressLine | SolutionLine | RepairsLine | ErrorLine) -> None:
    sys.stdout.write(line.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
