"""`python -m solver`: a problem as JSON on stdin; progress, then a solution or an error as lines on stdout.

With --watch-stdin the problem is the first line, and the end of stdin means that the parent is gone.
"""

import argparse
import os
import sys
import threading

from solver.lines import ErrorLine, ProgressLine, SolutionLine
from solver.reading import ProblemError, read
from solver.solution import Progress

ORPHANED = 3


def main() -> int:
    """Solve what stdin says; 0 with a solution, 2 if the problem cannot be read."""
    asked = _arguments().parse_args()
    text = sys.stdin.readline() if asked.watch_stdin else sys.stdin.read()
    if asked.watch_stdin:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        problem = read(text)
    except ProblemError as error:
        _write(ErrorLine(error=error.flaws))
        return 2
    from solver.solve import solve  # OR-Tools takes seconds to load, and errors should not wait for it

    solution = solve(
        problem,
        seed=asked.seed,
        time_limit=asked.time_limit,
        deterministic_limit=asked.deterministic_limit,
        on_progress=_tell,
    )
    _write(SolutionLine(solution=solution))
    return 0


def _arguments() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(prog="python -m solver", description=__doc__)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--time-limit", type=float, help="wall seconds; answers then depend on the load")
    arguments.add_argument("--deterministic-limit", type=float, help="CP-SAT's count of work")
    arguments.add_argument("--watch-stdin", action="store_true")
    return arguments


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(ORPHANED)


def _tell(progress: Progress) -> None:
    _write(ProgressLine(progress=progress))


def _write(line: ProgressLine | SolutionLine | ErrorLine) -> None:
    sys.stdout.write(line.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
