"""Subscribed calendars beside icalendar, which gets the same entries and the zone as one reused object."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import process_time
from typing import assert_never

from icalendar import Calendar, Event, Timezone
from pydantic import TypeAdapter

from benchmarks.dates import when
from benchmarks.tables import Table
from invites.feed import Entry, Subscription, write
from invites.meetings import AllDay, Series, Session, Timed, When, lasting
from invites.zone import VTIMEZONE, local

ENTRIES, TIMES = 500, 5
STORED: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])
STAMP = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
PACK = "Kysy aulassa vastaanottajaa.\nPysäköinti on pihalla; tuo henkilökortti, lounas on talossa.\n"
ZONE = Timezone.from_ical(VTIMEZONE)


def table() -> Table:
    """Milliseconds of one core, the median of five; from the rows means: read from their JSON first."""
    entries = tuple(_entry(number) for number in range(ENTRIES))
    rows = STORED.dump_json(entries)
    ours = _milliseconds(lambda: write(_shown(entries)))
    whole = _milliseconds(lambda: write(_shown(STORED.validate_json(rows))))
    theirs = _milliseconds(lambda: _by_icalendar(entries))
    kilobytes = len(write(_shown(entries))) / 1000
    return Table(
        title=f"A subscribed calendar of {ENTRIES} entries, {kilobytes:.0f} kB",
        head=("written by", "milliseconds", "ours ×"),
        rows=(
            ("Vaihto", f"{ours:.0f}", "1.0"),
            ("Vaihto, from the rows", f"{whole:.0f}", f"{whole / ours:.1f}"),
            ("icalendar", f"{theirs:.0f}", f"{theirs / ours:.1f}"),
        ),
    )


def _milliseconds(way: Callable[[], bytes]) -> float:
    return 1000 * median(_seconds(way) for _ in range(TIMES))


def _seconds(way: Callable[[], bytes]) -> float:
    began = process_time()
    way()
    return process_time() - began


def _shown(entries: tuple[Entry, ...]) -> Subscription:
    return Subscription(
        uid="00000000-0000-4000-8000-000000000000",
        name="Vaihto: vierailut ja mentoroinnit",
        colour="seagreen",
        source="https://vaihto.example.org/feeds/x.ics",
        changed_at=STAMP,
        entries=entries,
        takes_time=True,
    )


def _entry(number: int) -> Entry:
    """Every shape of meeting in turn, no two alike."""
    return Entry(
        uid=f"00000000-0000-4000-8000-{number:012d}",
        sequence=number % 4,
        changed_at=STAMP + timedelta(minutes=number),
        when=when(number),
        summary=f"Vierailu: Väinö Vieras {number}, vastaanottaja Åsa Ängström (Lapin liitto)",
        description=PACK,
        location="Maakuntatalo, Lapin liitto, Rovaniemi",
    )


def _by_icalendar(entries: tuple[Entry, ...]) -> bytes:
    shown = _shown(entries)
    calendar = Calendar()
    calendar.add("prodid", "-//Vaihto//Vaihto//EN")
    calendar.add("version", "2.0")
    calendar.add("name", shown.name)
    calendar.add("color", shown.colour)
    calendar.add_component(ZONE)
    for each in entries:
        calendar.add_component(_event(each))
    octets: bytes = calendar.to_ical()
    return octets


def _event(entry: Entry) -> Event:
    event = Event()
    start, end = _span(entry.when)
    properties = {
        "uid": entry.uid,
        "dtstamp": entry.changed_at,
        "last-modified": entry.changed_at,
        "sequence": entry.sequence,
        "dtstart": start,
        "dtend": end,
        "summary": entry.summary,
        "description": entry.description,
        "location": entry.location,
        "status": "CONFIRMED",
        "transp": "OPAQUE",
    }
    for name, value in properties.items():
        event.add(name, value)
    if isinstance(entry.when, Series):
        event.add("rrule", {"FREQ": "WEEKLY", "INTERVAL": entry.when.every_weeks, "COUNT": entry.when.count})
    return event


def _span(when: When) -> tuple[date, date]:
    match when:
        case AllDay(first, last):
            return first, last + timedelta(days=1)
        case Timed(start, end):
            return local(start), local(end)
        case Session(start, minutes) | Series(start, minutes):
            return local(start), lasting(start, minutes)
        case _:
            assert_never(when)
