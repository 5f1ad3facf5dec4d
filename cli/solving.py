"""`vaihto solve`: a problem in a file becomes a plan in a file; no database is asked."""

import sys
from collections.abc import Callable
from functools import partial
from typing import NoReturn

import click

from cli import speech
from cli.files import INPUT, STANDARD, Output, once, problem_in, solution_in, write
from cli.progress import TICK, Ticker
from cli.results import accuse, summary
from models.languages import Words, _
from solver.certificate import Certificate
from solver.check import check
from solver.child import Child, ChildEnded
from solver.solution import Solution, Status

EXITS = {Status.OPTIMAL: 0, Status.FEASIBLE: 0, Status.INFEASIBLE: 3, Status.UNKNOWN: 4}
FAILED, STOPPED = 1, 130  # the second as shells count an interrupt
LONGEST = 10.0**7  # seconds; infinity and what is no number are refused with it
MOST_ITERATIONS = 10**12


@click.command()
@click.argument("problem", type=INPUT)
@click.option("--output", type=Output(), default=STANDARD, show_default=True, help="Where the plan goes.")
@click.option(
    "--time-limit",
    type=click.FloatRange(0, LONGEST, min_open=True),
    help="Seconds; without it the solver goes on until all is proved.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    help="Chance begins with it.",
)
@click.option(
    "--iterations",
    type=click.IntRange(1, MOST_ITERATIONS),
    help="Search rounds of more than 250 applications in so many steps.",
)
@click.option(
    "--start",
    type=INPUT,
    metavar="FILE",
    help="A plan to begin with, of this problem or one like it; what does not fit is left out.",
)
@click.option(
    "--certificate", type=Output(), metavar="FILE", help="Where the proof goes that anybody can compute."
)
@speech.language
def solve(
    *,
    problem: str,
    output: str,
    time_limit: float | None,
    seed: int,
    iterations: int | None,
    start: str | None,
    certificate: str | None,
) -> None:
    """Find the best plan for PROBLEM, a JSON file as docs/matching.md tells (- for stdin).

    Ends with 0 if there is a plan, 2 if the problem is not right, 3 if no plan is possible, and 4 if none
    was found in time.
    """
    once(output, certificate or "")
    once(problem, start or "")
    begin = None if start is None else solution_in(start)
    asked = problem_in(problem)
    child = partial(
        Child.start,
        seed=seed,
        time_limit=time_limit,
        iterations=iterations,
        start=begin,
        certificate=certificate is not None,
    )
    solution, proof = _solved(partial(child, asked.model_dump_json()))
    if violations := check(asked, solution):
        accuse(violations)
        _end(_("The plan is not right, so nothing was written."), FAILED)
    if certificate is not None and proof is not None:
        write(certificate, proof.model_dump_json(indent=1))
    write(output, solution.model_dump_json(indent=1))
    _end(summary(solution), EXITS[solution.status])


def _solved(start: Callable[[], Child]) -> tuple[Solution, Certificate | None]:
    """What the solver answers; it runs beside us, so that Ctrl-C ends it whatever it does."""
    ticker = Ticker()
    try:
        with start() as child:
            while not isinstance(said := child.read(TICK), Solution):
                ticker.hear(said)
            return said, child.certificate
    except KeyboardInterrupt:
        _end(_("Stopped: nothing was written."), STOPPED)
    except ChildEnded as ended:
        _end(_("The solver failed: {why}.", why=str(ended)), FAILED)


def _end(words: Words, code: int) -> NoReturn:
    click.echo(words.into(speech.reader()), err=True)
    sys.exit(code)
