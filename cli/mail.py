"""`vaihto receive`: one mail on standard input, as a mail server pipes it."""

import sys
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from cli import options
from domain import replies
from workers.office import clock_of

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and comes back
MOST_OCTETS = 30_000_000


@click.command()
@options.data
def receive(data: Path | None) -> None:
    """Read one mail on standard input, apply the answer in it, and print what became of it."""
    octets = sys.stdin.buffer.read(MOST_OCTETS)
    database = options.open_database(options.settings_of(data))
    try:
        with database.change() as db:
            outcome = replies.receive(db, octets, now=clock_of(database).now())
    except OperationalError:
        click.echo("the database cannot be reached; the mail must be kept and tried again", err=True)
        sys.exit(TRY_AGAIN)
    click.echo(outcome)
