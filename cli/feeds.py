"""`vaihto feed`: addresses of calendars that people subscribe to."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import desk, person
from domain import feeds
from domain.refusals import NotFound
from models.languages import _
from models.organisations import Organisation
from models.record import Record
from settings import Settings

DOORS = "doors.json"

acts = click.option(
    "--new/--revoke",
    "is_new",
    required=True,
    default=None,
    help="A new address, told once (the old one ends); or no address any more.",
)
alarm = click.option(
    "--alarm",
    "alarm_minutes",
    type=click.IntRange(0, 40_320),
    metavar="MINUTES",
    help="Let the calendar remind so long before; of whole days on the morning before.",
)


class Doors(Record, extra="ignore"):
    """The port that the pages keep."""

    web: int


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
        if not is_new:
            feeds.revoke(at.db, whose, now=at.now)
        else:
            token = feeds.renew(at.db, whose, alarm_minutes=alarm_minutes, now=at.now)
    _tell(whose.name, token if is_new else None, data)


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
        if not is_new:
            feeds.revoke(at.db, whose, of=of, now=at.now)
        else:
            token = feeds.renew(at.db, whose, of=of, alarm_minutes=alarm_minutes, now=at.now)
    _tell(whose.name, token if is_new else None, data)


def _organisation(db: Session, code: str) -> Organisation:
    found = db.scalar(select(Organisation).where(Organisation.code == code))
    if found is None:
        raise NotFound(_("There is no organisation with the code {code}.", code=code))
    return found


def _tell(name: str, token: str | None, data: Path | None) -> None:
    """The address stands alone on the last line, for other programs."""
    if token is None:
        speech.say(_("The calendar address of {name} has ended.", name=name))
        return
    speech.say(
        _("The calendar address of {name}, shown only now. Whoever has it sees the calendar:", name=name)
    )
    click.echo(f"{_base(options.settings_of(data))}/feeds/{token}.ics")


def _base(settings: Settings) -> str:
    """Where people reach us, or the door that this folder's house keeps."""
    doors = settings.data / DOORS
    if settings.base_url or not doors.exists():
        return (settings.base_url or f"http://{settings.web_host}").rstrip("/")
    return f"http://{settings.web_host}:{Doors.model_validate_json(doors.read_text()).web}"
