"""`vaihto feed`: addresses of calendars that people subscribe to."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import Desk, desk, person
from domain import feeds
from domain.refusals import Conflict, NotFound
from models.languages import _
from models.organisations import Organisation
from models.people import Person

acts = click.option(
    "--new/--revoke",
    "is_new",
    required=True,
    help="A new address, told once (the old one ends); or no address any more.",
)
alarm = click.option(
    "--alarm",
    "alarm_minutes",
    type=click.IntRange(0, 40_320),
    metavar="MINUTES",
    help="Let the calendar remind so long before; of whole days on the morning before.",
)


@click.group(name="feed")
def feed() -> None:
    """Calendars that people subscribe to."""


@feed.command(name="person")
@click.argument("email")
@acts
@alarm
@speech.language
@options.data
def person_(*, email: str, is_new: bool, alarm_minutes: int | None, data: Path | None) -> None:
    """The visits and sessions of EMAIL, as guest, host, mentor or mentee."""
    with desk(data) as at:
        whose = person(at.db, email)
        address = _address(at, whose, None, is_new=is_new, alarm_minutes=alarm_minutes)
    _tell(whose.name, address)


@feed.command()
@click.argument("code")
@click.option("--for", "email", required=True, metavar="ADDRESS", help="Who in HR gets the address.")
@acts
@alarm
@speech.language
@options.data
def organisation(
    *, code: str, email: str, is_new: bool, alarm_minutes: int | None, data: Path | None
) -> None:
    """Who of the organisation CODE visits, hosts or mentors, and when."""
    with desk(data) as at:
        whose, of = person(at.db, email), _organisation(at.db, code)
        address = _address(at, whose, of, is_new=is_new, alarm_minutes=alarm_minutes)
    _tell(whose.name, address)


def _organisation(db: Session, code: str) -> Organisation:
    found = db.scalar(select(Organisation).where(Organisation.code == code))
    if found is None:
        raise NotFound(_("There is no organisation with the code {code}.", code=code))
    return found


def _address(
    at: Desk, whose: Person, of: Organisation | None, *, is_new: bool, alarm_minutes: int | None
) -> str | None:
    """The new address; None where it has been made to lead nowhere."""
    if not is_new:
        feeds.revoke(at.db, whose, of=of, now=at.now)
        return None
    if not feeds.are_reached(at.db):
        raise Conflict(
            _(
                "Calendars cannot be reached yet: the setting VAIHTO_BASE_URL is missing. "
                "Set it and start Vaihto again."
            )
        )
    token = feeds.renew(at.db, whose, of=of, alarm_minutes=alarm_minutes, now=at.now)
    return feeds.address(at.db, token)


def _tell(name: str, address: str | None) -> None:
    """The address stands alone on the last line, for other programs."""
    if address is None:
        speech.say(_("The calendar address of {name} has ended.", name=name))
        return
    speech.say(
        _("The calendar address of {name}, shown only now. Whoever has it sees the calendar:", name=name)
    )
    click.echo(address)
