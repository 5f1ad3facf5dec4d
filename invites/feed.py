"""A calendar that people subscribe to (RFC 5545 and 7986), as octets that change only when its entries do.

No METHOD, no ORGANIZER, no ATTENDEE: programs would offer answers, and mail them.
Written by hand: icalendar takes ten times as long (`make bench`), and a feed is asked for every hour.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from invites.meetings import AllDay, Series, Session, Timed, When, lasting
from invites.properties import folded, text
from invites.texts import lines, one_line
from invites.zone import VTIMEZONE, local

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REFRESH = "PT1H"
EVE = "-PT15H"  # nine in the morning of the day before whole days
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vaihto//Vaihto//EN", "CALSCALE:GREGORIAN")


@dataclass(frozen=True)
class Entry:
    """One invite as a subscriber sees it, under the UID of the invitation."""

    uid: str
    sequence: int
    changed_at: datetime
    when: When
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""


@dataclass(frozen=True)
class Subscription:
    """What one address shows; `alarm_minutes` before an entry begins, None for no alarm."""

    uid: str
    name: str
    colour: str  # a name of CSS 3
    source: str
    changed_at: datetime
    entries: tuple[Entry, ...]
    takes_time: bool  # whether the subscriber is busy meanwhile
    alarm_minutes: int | None = None


def write(shown: Subscription) -> bytes:
    """The same octets for the same entries, in whatever order they come."""
    body = b"".join(
        folded(line) for each in sorted(shown.entries, key=_place) for line in _entry(each, shown)
    )
    head = b"".join(folded(line) for line in (*HEAD, *_about(shown)))
    # An object needs a component (RFC 5545 3.6): where nothing is to be shown, the zone is that.
    needs_zone = not body or not all(isinstance(each.when, AllDay) for each in shown.entries)
    return b"".join((head, VTIMEZONE if needs_zone else b"", body, b"END:VCALENDAR\r\n"))


def _about(shown: Subscription) -> tuple[str, ...]:
    name = text(one_line(shown.name))
    return (
        f"UID:{shown.uid}",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        "X-WR-TIMEZONE:Europe/Helsinki",
        f"LAST-MODIFIED:{_stamp(shown.changed_at)}",
        f"SOURCE;VALUE=URI:{shown.source}",
        f"COLOR:{shown.colour}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    )


def _place(entry: Entry) -> tuple[date, str]:
    return _first_day(entry.when), entry.uid


def _first_day(when: When) -> date:
    match when:
        case AllDay(first, _last):
            return first
        case Timed(start, _) | Session(start, _) | Series(start, _, _, _):
            return local(start).date()
        case _:
            assert_never(when)


def _entry(entry: Entry, shown: Subscription) -> Iterator[str]:
    match entry.when:
        case AllDay(first, last):
            days = (f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + ONE_DAY:%Y%m%d}")
            yield from _event(entry, days, shown)
        case Timed(start, end):
            yield from _event(entry, _span(start, end), shown)
        case Session(start, minutes):
            yield from _event(entry, _span(start, lasting(start, minutes)), shown)
        case Series():
            yield from _series(entry, entry.when, shown)
        case _:
            assert_never(entry.when)


def _series(entry: Entry, series: Series, shown: Subscription) -> Iterator[str]:
    """The rule without what was cancelled, then each moved session under its original start."""
    first = local(series.first)
    weekday = WEEKDAYS[first.weekday()]
    rule = f"RRULE:FREQ=WEEKLY;INTERVAL={series.every_weeks};COUNT={series.count};BYDAY={weekday}"
    gone = (_at("EXDATE", *sorted(series.cancelled)),) if series.cancelled else ()
    yield from _event(entry, (*_span(first, lasting(first, series.minutes)), rule, *gone), shown)
    for move in sorted(series.moved, key=lambda each: each.original):
        span = _span(move.start, lasting(move.start, series.minutes))
        numbered = replace(entry, sequence=max(entry.sequence, move.sequence))
        yield from _event(numbered, (_at("RECURRENCE-ID", move.original), *span), shown)


def _event(entry: Entry, times: Iterable[str], shown: Subscription) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_stamp(entry.changed_at)}"
    yield f"LAST-MODIFIED:{_stamp(entry.changed_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield from times
    yield f"SUMMARY:{text(one_line(entry.summary))}"
    if entry.description:
        yield f"DESCRIPTION:{text(lines(entry.description))}"
    if entry.location:
        yield f"LOCATION:{text(one_line(entry.location))}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:OPAQUE" if shown.takes_time else "TRANSP:TRANSPARENT"
    if shown.alarm_minutes is not None:
        yield from _alarm(entry, shown.alarm_minutes)
    yield "END:VEVENT"


def _alarm(entry: Entry, minutes: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{text(one_line(entry.summary))}"
    yield f"TRIGGER:{EVE}" if isinstance(entry.when, AllDay) else f"TRIGGER:-PT{minutes}M"
    yield "END:VALARM"


def _span(start: datetime, end: datetime) -> tuple[str, str]:
    return _at("DTSTART", start), _at("DTEND", end)


def _at(name: str, *moments: datetime) -> str:
    return f"{name};TZID=Europe/Helsinki:{','.join(f'{local(each):%Y%m%dT%H%M%S}' for each in moments)}"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
