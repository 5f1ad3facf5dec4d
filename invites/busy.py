"""When somebody is busy according to their calendar: moments only, no word of what for.

The text comes from elsewhere: `workers/expanding.py` reads it in a child that can be killed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import chain, islice

from invites.busy_events import Component, Span, original, spans_of_event, spans_of_freebusy
from invites.contentlines import Line, UnknownZoneError, content_lines, zone_named
from invites.zone import HELSINKI
from models.record import Record

BEGINS = "BEGIN:VCALENDAR"
MOST_SPANS = 20_000


class Asked(Record):
    """The window that is of interest, and the addresses under which the owner of the calendar declines."""

    since: datetime
    until: datetime
    addresses: tuple[str, ...] = ()
    is_multistatus: bool = False  # a CalDAV answer around the calendars


class NotACalendar(ValueError):
    """The text is something else: a page that asks for a password, an archive, half a file."""


class TooManyTimes(ValueError):
    """Nobody is busy so often."""


def busy(text: str, asked: Asked) -> tuple[Span, ...]:
    """Merged, rising, cut to the window; what cannot be read in it counts for nothing."""
    if not text.lstrip("\ufeff \t\r\n")[: len(BEGINS)].upper() == BEGINS:
        raise NotACalendar
    components = list(_components(text))
    moved = {name for each in components if (name := original(each))}
    found = chain.from_iterable(_spans(each, asked, moved) for each in components)
    inside = ((max(start, asked.since), min(end, asked.until)) for start, end in found)
    few = list(islice((each for each in inside if each[0] < each[1]), MOST_SPANS + 1))
    if len(few) > MOST_SPANS:
        raise TooManyTimes
    return merged(few)


def merged(found: Iterable[Span]) -> tuple[Span, ...]:
    """Times that overlap or touch become one."""
    told: list[Span] = []
    for start, end in sorted(found):
        if told and start <= told[-1][1]:
            told[-1] = told[-1][0], max(end, told[-1][1])
        else:
            told.append((start, end))
    return tuple(told)


def _spans(component: Component, asked: Asked, moved: set[tuple[str, datetime]]) -> Iterator[Span]:
    if component.kind == "VFREEBUSY":
        return spans_of_freebusy(component)
    if component.kind != "VEVENT" or not component.takes_time(asked.addresses):
        return iter(())
    return spans_of_event(component, since=asked.since, until=asked.until, moved=moved)


def _components(text: str) -> Iterator[Component]:
    """What stands directly in a calendar, each without what is inside it (alarms, observances)."""
    inside: list[str] = []
    lines: list[Line] = []
    zone: tzinfo = HELSINKI
    for line in content_lines(text):
        value = line.value.strip().upper() if line.name in ("BEGIN", "END") else ""
        if line.name == "BEGIN":
            inside.append(value)
            lines = [] if len(inside) == 2 else lines
        elif line.name == "END":
            if not inside or inside.pop() != value:
                raise NotACalendar
            if len(inside) == 1:
                yield Component(value, tuple(lines), zone)
        elif len(inside) == 2:
            lines.append(line)
        elif line.name == "X-WR-TIMEZONE":
            zone = _zone(line.value.strip())
    if inside:
        raise NotACalendar


def _zone(name: str) -> tzinfo:
    try:
        return zone_named(name)
    except UnknownZoneError:
        return HELSINKI
