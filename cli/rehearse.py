"""`vaihto rehearse`: what a round's dates, deadlines and limits would do, before real people get mail."""

import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from cli import options, speech
from cli.rehearsal_table import table
from cli.rehearsing import Order
from cli.rehearsing import rehearse as rehearsed
from cli.up import leaving
from domain import rounds
from domain.rehearsals import opening
from domain.rehearsals.behaviour import Said
from domain.rehearsals.lines import OutcomeLine
from domain.rehearsals.report import Outcome, report
from models.database import Database
from models.languages import Words, _
from settings import Settings
from workers.office import clock_of

GIVES_WAY = 15  # of nice(1): whoever uses the pages is not slowed down
OUTSIDE = ("smtp_host", "imap_host", "temporal_address")


class Share(click.ParamType[float]):
    """A part of all, as in "10%" or "0.1"."""

    name = "share"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        try:
            found = float(value.strip().removesuffix("%").replace(",", "."))
        except ValueError:
            self.fail(_("A share is written as in 10% or 0.1.").into(speech.reader()), param, ctx)
        found /= 100 if value.strip().endswith("%") else 1
        if not 0 <= found <= 1:
            self.fail(_("A share lies between 0% and 100%.").into(speech.reader()), param, ctx)
        return found


@click.command()
@click.argument("reference")
@click.option("--seeds", type=click.IntRange(1, 99), default=5, show_default=True, help="How often.")
@click.option("--declines", type=Share(), help="The share of noes; else as people usually are.")
@click.option("--silences", type=Share(), help="The share of questions that nobody answers.")
@click.option("--illnesses", type=Share(), help="The share of stays before which somebody falls ill.")
@click.option("--late", type=Share(), help="The share of answers that come after their last moment.")
@click.option("--applicants", type=click.IntRange(1, 5000), help="Invented ones, for a round that has none.")
@click.option("--keep", is_flag=True, help="Leave each rehearsal's mails and database where they are.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON, on stdout.")
@click.option("--first", type=click.IntRange(1, 99), default=1, hidden=True, help="Begin with this seed.")
@click.option("--for-program", "place", type=click.Path(path_type=Path), hidden=True, help="Where to play.")
@speech.language
@options.data
def rehearse(
    *,
    data: Path | None,
    reference: str,
    seeds: int,
    applicants: int | None,
    keep: bool,
    as_json: bool,
    first: int,
    place: Path | None,
    **said: float,
) -> None:
    """Play a copy of a round to its end, once for each seed, with invented answers; nobody gets mail."""
    settings = options.settings_of(data)
    _check_inside(settings)
    with closing(options.open_database(settings)) as source:
        order = _order(source, reference, people=Said(**said), applicants=applicants)
        if place:
            os.nice(GIVES_WAY)
            list(_played(replace(order, tells=True), place, range(first, seeds + 1), keep=False))
            return
        _announce(source, order, seeds)
        began = time.monotonic()
        outcomes = _play(order, settings.data / "rehearsals" / reference, seeds=seeds, keep=keep)
    if not outcomes:
        raise click.ClickException(_("Stopped before the first rehearsal had ended.").into(speech.reader()))
    told = report(reference, order.people, outcomes, seconds=time.monotonic() - began)
    if as_json:
        click.echo(told.model_dump_json(indent=2))
    else:
        Console().print(table(told, speech.reader()))


def _check_inside(settings: Settings) -> None:
    """A rehearsal sends nothing out and tells no real server; where one is set, that is said first."""
    named = [name for name in OUTSIDE if getattr(settings, name)]
    if named:
        raise click.ClickException(
            _(
                "A rehearsal reaches nobody outside. Run it without {settings}.",
                settings=", ".join(f"VAIHTO_{name.upper()}" for name in named),
            ).into(speech.reader())
        )


def _order(source: Database, reference: str, *, people: Said, applicants: int | None) -> Order:
    now = clock_of(source).now()
    with source.look() as db:
        meant = rounds.by_reference(db, reference)
        opening.check(meant)
        opening.check_applicants(db, meant, invented=applicants)
    return Order(source, reference, people, now, applicants or 0)


def _announce(source: Database, order: Order, seeds: int) -> None:
    with source.look() as db:
        meant = rounds.by_reference(db, order.reference)
        number = opening.applicants(db, meant) + order.invented
    minutes = math.ceil(seeds * opening.seconds(number) / 60)
    _tell(
        _(
            "{seeds} rehearsals with {number} applications take about {minutes} minutes "
            "({start} seconds each to start, and one for each application).",
            seeds=seeds,
            number=number,
            minutes=minutes,
            start=round(opening.seconds(0)),
        )
    )


def _play(order: Order, folder: Path, *, seeds: int, keep: bool) -> list[Outcome]:
    """After each one it is known better how long the others take."""
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for told in _played(order, folder, range(1, seeds + 1), keep=keep):
        outcomes.append(told)
        left = (time.monotonic() - began) / told.seed * (seeds - told.seed)
        _tell(
            _(
                "Rehearsal {seed} of {seeds} has ended; the rest takes about {left} seconds.",
                seed=told.seed,
                seeds=seeds,
                left=round(left),
            )
        )
    return outcomes


def _played(order: Order, folder: Path, seeds: range, *, keep: bool) -> Iterator[Outcome]:
    """One after the other, until all have ended or somebody stops it."""
    leave: threading.Event = leaving()
    for seed in seeds:
        told = rehearsed(order, folder / f"seed-{seed}", seed=seed, leave=leave, keep=keep)
        if told is None:
            return
        if order.tells:
            click.echo(OutcomeLine(outcome=told).model_dump_json())
        yield told


def _tell(words: Words) -> None:
    click.echo(words.into(speech.reader()), err=True)
