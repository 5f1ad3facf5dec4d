"""`vaihto receive`: one mail on standard input, as a mail server pipes it."""

import sys
import traceback
from pathlib import Path

import click

from cli import options
from domain import replies
from settings import Settings
from workers.office import clock_of

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and comes back
MOST_OCTETS = 30_000_000


@click.command()
@options.data
def receive(data: Path | None) -> None:
    """Read one mail on standard input, apply the answer in it, and print what became of it."""
    octets = sys.stdin.buffer.read(MOST_OCTETS)
    outcome = None
    try:
        outcome = _apply(octets, options.settings_of(data))
    finally:
        # Whatever fails, a bug of ours too: the answer must stay with the mail server, and come again.
        if outcome is None:
            traceback.print_exc()
            sys.exit(TRY_AGAIN)
    click.echo(outcome)


def _apply(octets: bytes, settings: Settings) -> str:
    database = options.open_database(settings)
    with database.change() as db:
        return replies.receive(db, octets, now=clock_of(database).now())
