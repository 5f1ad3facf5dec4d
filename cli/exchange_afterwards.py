"""`vaihto exchange again`: the same two meet once more, outside of rounds."""

from datetime import date
from pathlib import Path

import click

from cli import options, speech
from cli.desk import coordinator, desk
from cli.exchange_rows import meant
from cli.parameters import Day
from domain.afterwards import visits
from models.languages import _
from models.rounds import Round


@click.command()
@click.argument("prefix")
@click.option("--from", "first", type=Day(), required=True, help='The first day, as in "7.9.2027".')
@click.option("--days", type=click.IntRange(1), default=1, show_default=True, help="How many working days.")
@options.by
@speech.language
@options.data
def again(*, prefix: str, first: date, days: int, by: str, data: Path | None) -> None:
    """Propose a follow-up visit after the one whose id begins with PREFIX: both are asked."""
    with desk(data) as at:
        old = meant(at.db, prefix)
        coordinator(at.db, by, of=at.db.get_one(Round, old.round_id))
        visits.again(at.db, old, first, days=days, now=at.now)
        guest, host = old.guest.name, old.host.name
    speech.say(_("{guest} and {host} are asked whether these days suit.", guest=guest, host=host))
