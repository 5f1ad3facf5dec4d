"""`vaihto check`: is a plan right? Nothing of the solver is asked, only the problem and the plan."""

import sys
from collections.abc import Sequence

import click

from cli import speech
from cli.files import INPUT, once, problem_in, solution_in
from cli.results import BROKEN, accuse, summary
from models.languages import Words, _
from solver.check import check as judged
from solver.problem import Problem
from solver.solution import Solution
from solver.violation import Violation


@click.command()
@click.argument("problem", type=INPUT)
@click.argument("solution", type=INPUT)
@click.option("--certificate", type=INPUT, metavar="FILE", help="Compute anew what it proves, too.")
@speech.language
def check(*, problem: str, solution: str, certificate: str | None) -> None:
    """Compute anew whether SOLUTION is a right plan for PROBLEM (- for stdin).

    Ends with 0 if it is right, 1 if a rule is broken, and 2 if a file is not right.
    """
    once(problem, solution, certificate or "")
    answer, asked = solution_in(solution), problem_in(problem)
    _refuse(judged(asked, answer))
    speech.say(_("The plan is right: {summary}", summary=summary(answer)))
    if certificate is not None:
        speech.say(_proof(certificate, asked, answer))


def _proof(file: str, problem: Problem, solution: Solution) -> Words:
    """What the certificate in a file proves, if nothing is wrong with it."""
    from cli.certificates import certificate_in, proof  # numpy, which most checks do not need
    from solver.verify import certified, of_another_plan

    certificate = certificate_in(file)
    verdict = certified(problem, certificate)
    _refuse(verdict.flaws or [*of_another_plan(certificate, solution)])
    return proof(verdict)


def _refuse(violations: Sequence[Violation]) -> None:
    if violations:
        accuse(violations)
        sys.exit(BROKEN)
