"""`vaihto mail inbox` and `vaihto mail apply`: the mails that came, and what a coordinator makes of one."""

from pathlib import Path

import click

from cli import options, speech
from cli.desk import coordinator, desk, looking, steering
from cli.inbox_rows import listing
from cli.listing import show
from domain import inbox as mails
from domain.behalf import Behalf
from domain.inbox import Verdict
from models.languages import _

MOST = 50


@click.command()
@click.option("--held", "only_held", is_flag=True, help="Only those that wait for a human.")
@click.option("--most", type=click.IntRange(1), default=MOST, show_default=True, help="So many of them.")
@speech.language
@options.data
def inbox(*, only_held: bool, most: int, data: Path | None) -> None:
    """The mails that have reached us: first those that wait for a human, then the newest."""
    with looking(data) as db:
        found = listing(db, speech.reader(), only_held=only_held, most=most)
    show(found)


@click.command()
@click.argument("prefix", metavar="ID")
@click.argument("verdict", type=click.Choice([each.value for each in Verdict]))
@options.by
@options.why
@speech.language
@options.data
def apply(*, prefix: str, verdict: str, by: str, why: str, data: Path | None) -> None:
    """Record what the mail whose id begins with ID means: yes, no, or nothing at all."""
    with desk(data) as at:
        found = mails.meant(at.db, prefix)
        round_ = mails.round_of(at.db, found)
        who = coordinator(at.db, by, of=round_) if round_ else steering(at.db, by)
        people = mails.settle(at.db, found, Verdict(verdict), behalf=Behalf(who, why), now=at.now)
    for person in people:
        speech.say(_("{name}: the answer is recorded.", name=person.name))
    if not people:
        speech.say(_("The mail is put aside; nothing has changed."))
