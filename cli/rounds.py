"""`vaihto round`: what HR does with a round, from the terminal."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from cli import options
from domain import rounds, schedules
from domain.figures import figures
from domain.refusals import NotFound
from models.languages import _
from models.people import Person
from models.rounds import Round
from workers.office import clock_of


@click.group(name="round")
def round_() -> None:
    """Look at rounds and steer them."""


@round_.command(name="list")
@options.data
def list_(data: Path | None) -> None:
    """All rounds with their phase."""
    database = options.open_database(options.settings_of(data))
    table = Table("reference", "name", "phase", "closes", "stays")
    with database.look() as db:
        for each in db.scalars(select(Round).order_by(Round.opens_at)):
            days = f"{each.first_day}..{each.last_day}"
            table.add_row(each.reference, each.name_en, each.state, f"{each.closes_at:%Y-%m-%d}", days)
    Console().print(table)


@round_.command()
@click.argument("reference")
@options.data
def show(data: Path | None, reference: str) -> None:
    """One round in numbers."""
    database = options.open_database(options.settings_of(data))
    with database.look() as db:
        Console().print(figures(db, rounds.by_reference(db, reference)))


@round_.command(name="open")
@click.argument("reference")
@options.data
def open_(data: Path | None, reference: str) -> None:
    """Let people in: applications are taken until the closing time."""
    database = options.open_database(options.settings_of(data))
    now = clock_of(database).now()
    with database.change() as db:
        rounds.open_(db, rounds.by_reference(db, reference), now=now)
    click.echo(f"{reference} is open")


@round_.command()
@click.argument("reference")
@click.option("--by", "email", required=True, help="The address of the person who approves.")
@options.data
def approve(data: Path | None, reference: str, email: str) -> None:
    """Approve the plan that waits for a decision."""
    database = options.open_database(options.settings_of(data))
    now = clock_of(database).now()
    with database.change() as db:
        schedule = schedules.newest(db, rounds.by_reference(db, reference))
        person = db.scalar(select(Person).where(Person.email == email.lower()))
        if schedule is None or person is None:
            raise NotFound(_("There is no plan to approve, or nobody with this address."))
        schedules.approve(db, schedule, by=person, now=now)
    click.echo(f"version {schedule.version} is approved")
