"""Dull builders: invented people who meet in the spring of 2027."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, cast

from icalendar import Calendar, Event

from invites.meetings import AllDay, Attendee, Mailbox, Meeting, Move, Series, When, Wording
from invites.zone import HELSINKI
from models.languages import Language

NOW = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
STAY = AllDay(date(2027, 3, 15), date(2027, 3, 17))
AT_ONE = datetime(2027, 3, 1, 13, 0, tzinfo=HELSINKI)
ORGANISER = Mailbox("invites@example.org", "Aino via Vaihto")
GUEST = Attendee("guest@example.org", "Guest", Language.FI)
HOST = Attendee("host@example.org", "Host", Language.SV)
BOSS = Attendee("boss@example.org", "Boss", Language.FI, optional=True)


def a_series(
    *,
    first: datetime = AT_ONE,
    minutes: int = 60,
    moved: tuple[Move, ...] = (),
    cancelled: tuple[datetime, ...] = (),
) -> Series:
    """Six sessions every second week, across the clock change of 28 March."""
    return Series(first, minutes=minutes, every_weeks=2, count=6, moved=moved, cancelled=cancelled)


def a_move(number: int, *, by: timedelta, sequence: int = 0) -> Move:
    """One session of `a_series` at another time."""
    original = a_series().originals[number]
    return Move(original, original + by, sequence)


def a_meeting(when: When = STAY, *, attendees: tuple[Attendee, ...] = (GUEST, HOST)) -> Meeting:
    """A meeting that was just issued."""
    return Meeting("8f14e45f-ceea-467f-a0e6-0c1e5d3d4b1a", 0, ORGANISER, attendees, when, wordings())


def wordings(
    *, summary: str = "Vierailu", description: str = "Kuvaus", location: str = "Kuopio", url: str = ""
) -> tuple[Wording, ...]:
    """The texts in every language; the Finnish ones can be changed."""
    return (
        Wording(Language.FI, summary, description, location, url),
        Wording(Language.SV, "Besök", "Beskrivning", "Kuopio"),
        Wording(Language.EN, "Visit", "Description", "Kuopio"),
    )


class Property(Protocol):
    """One value as icalendar read it; several of a name are a list of them."""

    dt: datetime
    params: Mapping[str, str]

    def __eq__(self, other: object) -> bool: ...
    def to_ical(self) -> bytes: ...
    def __getitem__(self, number: int) -> "Property": ...


class Seen(Protocol):
    """One event as icalendar read it; its own types are unions of thirty."""

    subcomponents: list[Event]

    def __getitem__(self, name: str) -> Property: ...
    def __contains__(self, name: str) -> bool: ...


def events(octets: bytes) -> list[Seen]:
    """The events of a calendar object, read by icalendar."""
    return cast("list[Seen]", Calendar.from_ical(octets.decode()).events)


def values(event: Seen, *names: str) -> list[object]:
    """Some values of an event, in the order asked."""
    return [event[name] for name in names]
