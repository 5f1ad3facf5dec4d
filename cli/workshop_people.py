"""`vaihto workshop`: who is invited, signs up, leaves and came, also by phone."""

from pathlib import Path

import click

from cli import options, speech, workshop_rows
from cli.desk import desk, person
from domain.behalf import Behalf
from domain.refusals import NotFound
from domain.workshops import attendance, inviting, roll, sign_ups, workshops
from models.languages import _, plural
from models.workshop_states import SignUpState
from web.words.workshops import STANDS

theirs = click.option("--person", "email", required=True, metavar="ADDRESS", help="Whose word it is.")


@click.command()
@click.argument("prefix")
@click.argument("addresses", nargs=-1, required=True)
@options.by
@speech.language
@options.data
def invite(*, prefix: str, addresses: tuple[str, ...], by: str, data: Path | None) -> None:
    """Let those behind ADDRESSES sign up; whoever is a stranger is known by the address from now on."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        who = workshop_rows.steers(at.db, meant, by)
        for address in addresses:
            sign_ups.invite(at.db, meant, inviting.of_address(at.db, address, beside=who), now=at.now)
    number = len(addresses)
    speech.say(plural("{number} person is invited.", "{number} people are invited.", number))


@click.command(name="sign-up")
@click.argument("prefix")
@theirs
@options.by
@options.why
@speech.language
@options.data
def sign_up(*, prefix: str, email: str, by: str, why: str, data: Path | None) -> None:
    """Write down by phone that somebody comes: on a seat, or in line. Counts late too."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        behalf = Behalf(workshop_rows.steers(at.db, meant, by), why)
        whose = person(at.db, email)
        found = sign_ups.invite(at.db, meant, whose, now=at.now, is_late=True)
        sign_ups.come(at.db, meant, found, now=at.now, behalf=behalf)
        stands = STANDS[found.state]
    speech.say(_("{name}: {stands}.", name=whose.name, stands=stands))


@click.command()
@click.argument("prefix")
@theirs
@click.option("--removed", is_flag=True, help="Not by their own wish.")
@options.by
@options.why
@speech.language
@options.data
def leave(*, prefix: str, email: str, removed: bool, by: str, why: str, data: Path | None) -> None:
    """Write down that somebody does not come; the seat goes to the next in line."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        behalf = Behalf(workshop_rows.steers(at.db, meant, by), why)
        whose = person(at.db, email)
        found = roll.of_person(at.db, meant, whose)
        if found is None:
            raise NotFound(_("Nobody who signed up is called {name}.", name=whose.name))
        to = SignUpState.REMOVED if removed else None
        sign_ups.leave(at.db, meant, found, now=at.now, behalf=behalf, to=to)
        stands = STANDS[found.state]
    speech.say(_("{name}: {stands}.", name=whose.name, stands=stands))


@click.command(name="attendance")
@click.argument("prefix")
@click.option("--absent", multiple=True, metavar="NAME", help="Who stayed away, by name or address.")
@options.by
@speech.language
@options.data
def came(*, prefix: str, absent: tuple[str, ...], by: str, data: Path | None) -> None:
    """Write down who came: everybody with a seat, but for those who are named."""
    with desk(data) as at:
        meant = workshops.meant(at.db, prefix)
        who = workshop_rows.steers(at.db, meant, by)
        away = attendance.named(at.db, meant, absent)
        attendance.keep(at.db, meant, absent=away, by_id=who.id, now=at.now)
        number = len(attendance.came(at.db, meant))
    speech.say(plural("{number} person came.", "{number} people came.", number))


PEOPLE = (invite, sign_up, leave, came)
