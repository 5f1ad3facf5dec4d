"""A solution in one line, and what a judge finds wrong with one."""

from collections.abc import Sequence

import click

from cli.speech import reader
from models.languages import Words, _, plural
from solver.solution import Solution, Status
from solver.violation import Violation

BROKEN = 1  # how a command ends when a rule is broken


def summary(solution: Solution) -> Words:
    """How good the plan is, or why there is none."""
    match solution.status:
        case Status.INFEASIBLE:
            return _("No plan is possible: the locks contradict each other or the limits.")
        case Status.UNKNOWN:
            return _("No plan was found in the time that was given.")
    return _(
        "{placed} placed, {unplaced} without a place, {value} points: {proof}.",
        placed=len(solution.pairings),
        unplaced=len(solution.unplaced),
        value=solution.value,
        proof=_proof(solution),
    )


def _proof(solution: Solution) -> Words:
    if solution.status == Status.OPTIMAL:
        return _("proven best")
    if solution.gap is None:
        return _("nobody knows how far from the best possible")
    return _("at most {gap} from the best possible", gap=f"{solution.gap:.2%}")


def accuse(violations: Sequence[Violation]) -> None:
    """Each broken rule by its name, and who breaks it."""
    for each in violations:
        click.echo(f"{each.rule}: {each.about}", err=True)
    number = len(violations)
    words = plural("{number} rule is broken.", "{number} rules are broken.", number)
    click.echo(words.into(reader()), err=True)
