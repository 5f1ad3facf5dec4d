"""`vaihto deputy`: who may answer invitations for whom."""

from pathlib import Path

import click

from cli import options, speech
from cli.desk import desk, looking, person
from cli.listing import Listing, show
from domain import deputies
from models.languages import _

TITLES = (_("Address"), _("Name"), _("May answer"))
whose = click.argument("email", metavar="PERSON")
theirs = click.argument("address", metavar="ADDRESS")


@click.group()
def deputy() -> None:
    """Who may answer invitations for whom: deputies and assistants whom people have named."""


@deputy.command()
@whose
@theirs
@click.option("--name", default="", help="What the deputy is called.")
@click.option("--may-answer/--may-not-answer", default=True, help="Whether their answers count.")
@speech.language
@options.data
def add(*, email: str, address: str, name: str, may_answer: bool, data: Path | None) -> None:
    """From now on, answers from ADDRESS count as those of PERSON; it is recorded who answered."""
    with desk(data) as at:
        named = person(at.db, email)
        row = deputies.add(at.db, named, address, name=name, may_answer=may_answer)
    if row.may_answer:
        speech.say(_("{deputy} may answer for {name}.", deputy=row.name, name=named.name))
    else:
        speech.say(_("{deputy} may not answer for {name}.", deputy=row.name, name=named.name))


@deputy.command()
@whose
@theirs
@speech.language
@options.data
def remove(*, email: str, address: str, data: Path | None) -> None:
    """ADDRESS no longer answers for PERSON; what was answered stands."""
    with desk(data) as at:
        named = person(at.db, email)
        deputies.remove(at.db, named, address)
    speech.say(_("{deputy} no longer answers for {name}.", deputy=address, name=named.name))


@deputy.command(name="list")
@whose
@speech.language
@options.data
def list_(*, email: str, data: Path | None) -> None:
    """Whom PERSON has named."""
    with looking(data) as db:
        rows = deputies.of_person(db, person(db, email))
    words = {True: _("yes"), False: _("no")}
    said = [(each.email, each.name, words[each.may_answer].into(speech.reader())) for each in rows]
    show(Listing(TITLES, tuple(said)))
