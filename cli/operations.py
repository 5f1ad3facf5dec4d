"""`vaihto operations`: every running case, what it waits for, what fails; and what may be done about it."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from cli import operation_rows, options, speech
from cli.engine_room import reach
from cli.errands import Asked, run
from cli.listing import show
from domain import departures
from domain import operations as cases
from domain.operations import Running
from domain.rounds import by_reference
from models.database import Database
from models.languages import _, plural
from models.messages import Action
from settings import Settings
from workers.office import clock_of
from workflows import seen
from workflows.seen import Seen

why = click.option("--why", required=True, help="Why; kept with what is recorded.")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option("--stuck", "only_stuck", is_flag=True, help="Only those in trouble.")
@click.option("--round", "reference", metavar="REFERENCE", help="Only those of this round.")
@speech.language
@options.data
@click.pass_context
def operations(
    context: click.Context, *, as_json: bool, only_stuck: bool, reference: str | None, data: Path | None
) -> None:
    """Every running case: what it waits for since when, what comes next, and which step fails."""
    if context.invoked_subcommand:
        return
    settings = options.settings_of(data)
    with closing(options.open_database(settings)) as database:
        found = _running(database, reference)
        told = asyncio.run(_look(settings, found))
        chosen = [each for each in found if not only_stuck or _is_stuck(each, told)]
        _tell(database, chosen, told, as_json=as_json)
        _tell_of_contested(database)
    if told is None:
        silent = _("Temporal does not answer: only what the database knows.")
        click.echo(silent.into(speech.reader()), err=True)


def _running(database: Database, reference: str | None) -> list[Running]:
    now = clock_of(database).now()
    with database.look() as db:
        only = by_reference(db, reference).id if reference else None
        return [each for each in cases.running(db, now=now) if only in (None, each.round_id)]


async def _look(settings: Settings, found: list[Running]) -> dict[str, Seen | None] | None:
    """What Temporal says of each, or none if it does not answer."""
    client = await reach(settings)
    if client is None:
        return None
    return await seen.look_at(client, [each.stream_id for each in found])


def _is_stuck(case: Running, told: Mapping[str, Seen | None] | None) -> bool:
    one = told.get(case.stream_id) if told is not None else None
    is_failing = told is not None and (one is None or not one.is_running or one.failing or one.problems)
    return bool(case.trouble or is_failing)


def _tell(
    database: Database, found: list[Running], told: Mapping[str, Seen | None] | None, *, as_json: bool
) -> None:
    now, asked = clock_of(database).now(), told or {}
    with database.look() as db:
        if as_json:
            rows = [
                operation_rows.shown(db, each, asked.get(each.stream_id), was_asked=told is not None)
                for each in found
            ]
            click.echo(json.dumps([each.model_dump(mode="json") for each in rows], indent=2))
        else:
            show(operation_rows.listing(db, found, asked, now=now, language=speech.reader()))


def _tell_of_contested(database: Database) -> None:
    with database.look() as db:
        number = len(departures.contested(db))
    if number:
        waiting = plural(
            "{number} mail waits for your word: `vaihto reconcile`.",
            "{number} mails wait for your word: `vaihto reconcile`.",
            number,
        )
        click.echo(waiting.into(speech.reader()), err=True)


@operations.command()
@click.argument("prefix")
@options.by
@why
@speech.language
@options.data
def retry(*, prefix: str, by: str, why: str, data: Path | None) -> None:
    """Ask the step of the case whose id begins with PREFIX again, now."""
    run(data, Asked(prefix, Action.RETRY, by, why))


@operations.command()
@click.argument("prefix")
@options.by
@why
@speech.language
@options.data
def skip(*, prefix: str, by: str, why: str, data: Path | None) -> None:
    """End the wait of a case now, as its deadline would."""
    run(data, Asked(prefix, Action.SKIP, by, why))


@operations.command()
@click.argument("prefix")
@click.option("--to", required=True, metavar="ADDRESS", help="Who sees to it from now on.")
@options.by
@why
@speech.language
@options.data
def reassign(*, prefix: str, to: str, by: str, why: str, data: Path | None) -> None:
    """Let somebody else see to a case while it waits for what it waits for."""
    run(data, Asked(prefix, Action.REASSIGN, by, why, to=to))


@operations.command()
@click.argument("prefix")
@options.by
@why
@speech.language
@options.data
def cancel(*, prefix: str, by: str, why: str, data: Path | None) -> None:
    """End an exchange with all that follows: places come free, calendars are cleared, people are told."""
    run(data, Asked(prefix, Action.CANCEL, by, why))
