"""`vaihto round asks-after`: what is asked after a stay or a mentoring, beside the notes."""

from pathlib import Path

import click

from cli import options, speech
from cli.desk import coordinator, desk
from domain import rounds
from domain.afterwards import choosing
from models.languages import _
from models.states import AskedAfter


@click.command(name="asks-after")
@click.argument("reference")
@click.argument("what", nargs=-1, type=click.Choice([each.value for each in AskedAfter]))
@options.by
@speech.language
@options.data
def asks_after(*, reference: str, what: tuple[str, ...], by: str, data: Path | None) -> None:
    """Choose WHAT is asked afterwards; nothing beside the notes where nothing is named."""
    chosen = tuple(AskedAfter(each) for each in what)
    with desk(data) as at:
        meant = rounds.by_reference(at.db, reference)
        choosing.choose(at.db, meant, chosen, by=coordinator(at.db, by, of=meant), now=at.now)
    speech.say(_("What {reference} asks afterwards is noted.", reference=reference))
