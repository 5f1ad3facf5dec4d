"""Problems and solutions as files, for `vaihto solve`, `check` and `explain`; - is stdin or stdout."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from pydantic import ValidationError

from cli.speech import reader
from models.languages import plural
from solver.flaw import Flaw
from solver.problem import Problem
from solver.reading import ProblemError, read, shapes
from solver.solution import Solution

STANDARD = "-"
BAD_INPUT = 2
INPUT = click.Path(exists=True, dir_okay=False, allow_dash=True)


class Output(click.ParamType[str]):
    """A file that can be written: better refused before the work than after it."""

    name = "file"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        folder = Path(value).absolute().parent
        if value != STANDARD and (Path(value).is_dir() or not os.access(folder, os.W_OK)):
            self.fail(f"{value} cannot be written.", param, ctx)
        return value


def once(*paths: str) -> None:
    """Only one file can be read from stdin, and only one written to stdout."""
    if paths.count(STANDARD) > 1:
        raise click.UsageError("Only one of the files can be -.")


def problem_in(path: str) -> Problem:
    """A problem that can be solved; else every flaw is told, and the command ends."""
    try:
        return read(octets_of(path))
    except ProblemError as error:
        complain(error.flaws)


def solution_in(path: str) -> Solution:
    """A solution of the right shape."""
    try:
        return Solution.model_validate_json(octets_of(path))
    except ValidationError as error:
        complain(shapes(error, of="solution"))


def octets_of(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == STANDARD else Path(path).read_bytes()


def complain(flaws: Sequence[Flaw]) -> NoReturn:
    """Every flaw on a line of its own, where it is and what would be right."""
    for flaw in flaws:
        click.echo(f"{flaw.path}: {flaw.wrong}; right: {flaw.right}", err=True)
    found = plural("{number} flaw: nothing was done.", "{number} flaws: nothing was done.", len(flaws))
    click.echo(found.into(reader()), err=True)
    sys.exit(BAD_INPUT)


def write(path: str, text: str) -> None:
    """All of it or nothing: a half-written file never takes the place of a whole one."""
    if path == STANDARD:
        click.echo(text)
        return
    unfinished = Path(f"{path}.new")
    unfinished.write_text(f"{text}\n", encoding="utf-8")
    unfinished.replace(path)
