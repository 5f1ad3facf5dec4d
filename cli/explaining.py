"""`vaihto explain`: why people have the place that they have, or none, in words or as JSON."""

import sys
from collections.abc import Iterator

import click
from pydantic import TypeAdapter

from cli import speech
from cli.explanation import Explanation
from cli.files import INPUT, once, problem_in, solution_in
from cli.next_best import next_best_in_words
from cli.reasons import INDENT, lines
from cli.results import BROKEN, accuse, summary
from cli.ways_out import ways_in_words
from models.languages import Language
from solver import explain as reasons
from solver.changes import WayOut
from solver.check import check
from solver.problem import Problem
from solver.solution import Solution, Unplaced

OTHERS = 3


@click.command()
@click.argument("problem", type=INPUT)
@click.argument("solution", type=INPUT)
@click.option("--application", metavar="ID", help="Only this one, with other offers.")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@speech.language
def explain(*, problem: str, solution: str, application: str | None, as_json: bool) -> None:
    """Say of everybody in SOLUTION what their place rests on, or why they have none (- for stdin).

    Only a right plan is explained: the ends are those of `vaihto check`.
    """
    once(problem, solution)
    answer, asked = solution_in(solution), problem_in(problem)
    if violations := check(asked, answer):
        accuse(violations)
        sys.exit(BROKEN)
    everybody = list(_everybody(asked, answer))
    found = everybody if application is None else [_one(everybody, asked, answer, application)]
    if as_json:
        click.echo(TypeAdapter(list[Explanation]).dump_json(found, indent=1).decode())
        return
    for each in found:
        for line in _told(each, asked, speech.reader()):
            click.echo(line)
    if application is None:
        speech.say(summary(answer))


def _told(each: Explanation, problem: Problem, language: Language) -> Iterator[str]:
    yield from lines(each, problem, language)
    if each.next_best is not None:
        yield from (f"{INDENT}{line}" for line in next_best_in_words(each.next_best, problem, language))
    yield from (f"{INDENT}{way}" for way in ways_in_words(each.ways_out or (), problem, language))


def _everybody(problem: Problem, solution: Solution) -> Iterator[Explanation]:
    """In the order of the problem; whoever the solution does not name is left out."""
    placed = {one.application: one for one in solution.pairings}
    waiting = {one.application: one for one in solution.unplaced}
    for application in (one.id for one in problem.applications):
        if application in placed or application in waiting:
            yield Explanation(
                application=application,
                pairing=placed.get(application),
                unplaced=waiting.get(application),
            )


def _one(everybody: list[Explanation], problem: Problem, solution: Solution, application: str) -> Explanation:
    found = next((one for one in everybody if one.application == application), None)
    if found is None:
        raise click.BadParameter(f"{application} is not in the solution.", param_hint="--application")
    if found.pairing is None:
        return found.model_copy(update={"ways_out": _ways_out(problem, solution, found.unplaced)})
    told = reasons.pairing(problem, solution, application, others=OTHERS)
    return found.model_copy(update={"next_best": told.next_best})


def _ways_out(problem: Problem, solution: Solution, waiting: Unplaced | None) -> tuple[WayOut, ...]:
    from solver.cheapest import ways_out  # numpy, which most explanations do not need

    alone = solution.model_copy(update={"unplaced": (waiting,)})
    return ways_out(problem, alone, others=OTHERS - 1)
