"""`vaihto busy`: when people's own calendars say that they are busy."""

from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import coordinator, desk, looking, person
from cli.listing import Listing, show
from cli.speech import reader
from domain import busy_sources, busy_times
from domain.busy_trouble import WORDS, Trouble, Unread
from domain.refusals import Conflict, Invalid, NotFound
from domain.rounds import by_reference
from invites import dates
from models.feeds import BusySource, BusyTime
from models.languages import Language, _, plural
from models.people import Person
from workers.expanding import MOST_OCTETS, expand

TITLES = (_("Number"), _("Name"), _("Where from"), _("Last read"), _("Busy times"), _("Trouble"))
PASSWORDS = "CALDAV_PASSWORD_"


@click.group(name="busy")
def busy() -> None:
    """When people's own calendars say that they are busy; nothing is planned for them then."""


@busy.command(name="import")
@click.argument("email")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speech.language
@options.data
def import_(*, email: str, file: Path, data: Path | None) -> None:
    """Read FILE, an .ics that EMAIL has saved from their calendar; it replaces an earlier one."""
    with desk(data) as at:
        asked = busy_sources.asked_of(at.db, person(at.db, email), now=at.now)
    try:
        with file.open("rb") as octets:
            times = expand(octets.read(MOST_OCTETS + 1), asked)
    except Unread as unread:
        raise Invalid(WORDS[unread.trouble]) from None
    with desk(data) as at:
        busy_sources.bring(at.db, person(at.db, email), times, now=at.now)
    speech.say(
        plural(
            "{number} busy time is kept, without its words.",
            "{number} busy times are kept, without their words.",
            len(times),
        )
    )


@busy.command()
@click.argument("email")
@click.argument("address")
@click.option("--login", help="For a CalDAV calendar: the name with which to sign in.")
@click.option(
    "--password-in",
    metavar="VARIABLE",
    help=f"For a CalDAV calendar: the environment variable with its password, {PASSWORDS}...",
)
@speech.language
@options.data
def add(*, email: str, address: str, login: str | None, password_in: str | None, data: Path | None) -> None:
    """Read the calendar of EMAIL at ADDRESS (https) every day from now on."""
    if (login is None) != (password_in is None):
        raise click.UsageError("--login and --password-in go together.")
    if password_in and not password_in.startswith(PASSWORDS):
        raise click.UsageError(f"The name of the variable begins with {PASSWORDS}.")
    with desk(data) as at:
        whose = person(at.db, email)
        busy_sources.add(at.db, whose, address, login=login, password_in=password_in, now=at.now)
    speech.say(_("The calendar of {name} is read from now on, every day.", name=whose.name))


@busy.command(name="list")
@click.argument("email", required=False)
@speech.language
@options.data
def list_(*, email: str | None, data: Path | None) -> None:
    """Whose calendars are read, when they were, and how many busy times are known."""
    with looking(data) as db:
        rows = [_row(*each, reader()) for each in _sources(db, email)]
    show(Listing(TITLES, tuple(rows)))


@busy.command()
@click.argument("number")
@speech.language
@options.data
def remove(*, number: str, data: Path | None) -> None:
    """Forget the source whose number begins with NUMBER, and all that it said."""
    with desk(data) as at:
        found = [each for each, _name, _count in _sources(at.db, None) if str(each.id).startswith(number)]
        if not found:
            raise NotFound(_("There is no calendar whose number begins with {number}.", number=number))
        if len(found) > 1:
            raise Conflict(_("Several numbers begin with {number}: write more of it.", number=number))
        busy_sources.remove(at.db, found[0])
    speech.say(_("The calendar is forgotten, and all that it said."))


@busy.command()
@click.argument("reference")
@click.option("--least", type=click.IntRange(0, 1440), required=True, metavar="MINUTES")
@options.by
@speech.language
@options.data
def rule(*, reference: str, least: int, by: str, data: Path | None) -> None:
    """In this round, only what lasts at least so long takes a half day."""
    with desk(data) as at:
        round_ = by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        busy_times.say_least_minutes(at.db, round_, least)
    speech.say(
        plural(
            "What lasts {number} minute or more takes a half day.",
            "What lasts {number} minutes or more takes a half day.",
            least,
        )
    )


def _sources(db: Session, email: str | None) -> list[tuple[BusySource, str, int]]:
    known = select(func.count(BusyTime.id)).where(BusyTime.source_id == BusySource.id).scalar_subquery()
    found = select(BusySource, Person.name, known).join(Person, Person.id == BusySource.person_id)
    if email:
        found = found.where(BusySource.person_id == person(db, email).id)
    ordered = found.order_by(Person.email, BusySource.made_at, BusySource.id)
    return [(source, name, count) for source, name, count in db.execute(ordered)]


def _row(source: BusySource, name: str, count: int, language: Language) -> tuple[str, ...]:
    return (
        str(source.id)[:8],
        name,
        busy_sources.server(source) or _("A file").into(language),
        dates.moment(source.read_at, language) if source.read_at else "",
        str(count),
        WORDS[Trouble(source.trouble)].into(language) if source.trouble else "",
    )
