"""The times that one event or free-busy object of somebody's calendar takes."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from invites.contentlines import Line, UnknownZoneError, zone_named
from invites.recurrence import Rule, UnknownRule

WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
DURATION = re.compile(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
NOT_BUSY = ("FREE", "WORKINGELSEWHERE")
ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)

Span = tuple[datetime, datetime]  # in UTC


@dataclass(frozen=True)
class Local:
    """A day, or a clock time of a day, as the calendar's owner sees it."""

    day: date
    clock: time | None
    zone: tzinfo

    @property
    def moment(self) -> datetime:
        """A whole day begins at its owner's midnight."""
        return datetime.combine(self.day, self.clock or time(), self.zone).astimezone(UTC)

    @classmethod
    def read(cls, value: str, line: Line, zone: tzinfo) -> "Local":
        """Raises ValueError; a zone that nobody knows, or none, is the calendar's own."""
        found = WHEN.fullmatch(value.strip())
        if found is None:
            raise ValueError("neither a day nor a moment")
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return cls(day, None, zone)
        if found[7]:
            zone = UTC
        elif name := line.parameters.get("TZID"):
            with suppress(UnknownZoneError):
                zone = zone_named(name)
        return cls(day, time(int(found[4]), int(found[5]), min(int(found[6]), 59)), zone)


@dataclass(frozen=True)
class Component:
    """One VEVENT or VFREEBUSY with its own lines, and the zone of the calendar around it."""

    kind: str
    lines: tuple[Line, ...]
    zone: tzinfo

    def one(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> Iterator[Line]:
        return (line for line in self.lines if line.name == name)

    def said(self, name: str) -> str:
        line = self.one(name)
        return line.value.strip().upper() if line else ""

    def local(self, name: str) -> Local | None:
        line = self.one(name)
        return Local.read(line.value, line, self.zone) if line else None

    def locals(self, name: str) -> Iterator[Local]:
        """Every moment of lines that list several; those that cannot be read are left out."""
        for line in self.all(name):
            for value in line.value.split(","):
                with suppress(ValueError, OverflowError):
                    yield Local.read(value, line, self.zone)

    def takes_time(self, addresses: tuple[str, ...]) -> bool:
        """Whether its owner is taken by it: neither free, nor cancelled, nor declined."""
        if self.said("STATUS") == "CANCELLED" or self.said("TRANSP") == "TRANSPARENT":
            return False
        if self.said("X-MICROSOFT-CDO-BUSYSTATUS") in NOT_BUSY:
            return False
        return not any(
            line.parameters.get("PARTSTAT", "").upper() == "DECLINED" and line.address in addresses
            for line in self.all("ATTENDEE")
        )


def original(event: Component) -> tuple[str, datetime] | None:
    """Which occurrence of which series this event stands for, if it is one alone."""
    with suppress(ValueError, OverflowError):
        if start := event.local("RECURRENCE-ID"):
            return event.said("UID"), start.moment
    return None


def spans_of_event(
    event: Component, *, since: datetime, until: datetime, moved: set[tuple[str, datetime]]
) -> Iterator[Span]:
    """Each occurrence that may touch the window; `moved` are those that stand elsewhere as events alone."""
    with suppress(ValueError, OverflowError):
        start = event.local("DTSTART")
        if start is None:
            return
        length = _length(event, start)
        gone = _gone(event)
        for each in _starts(event, start, since=since - length, until=until):
            is_gone = each.moment in gone or each.day in gone
            if is_gone or (not event.one("RECURRENCE-ID") and (event.said("UID"), each.moment) in moved):
                continue
            yield each.moment, _end(each, length)
        yield from _listed_periods(event)


def spans_of_freebusy(told: Component) -> Iterator[Span]:
    """The busy periods of a VFREEBUSY, tentative ones too."""
    for line in told.all("FREEBUSY"):
        if line.parameters.get("FBTYPE", "BUSY").upper() != "FREE":
            yield from _periods(line, told.zone)


def _length(event: Component, start: Local) -> timedelta:
    """Whole days for whole days; what has neither an end nor a duration takes no time."""
    end, duration = event.local("DTEND"), event.one("DURATION")
    if end is not None and start.clock is None:
        found = max(ONE_DAY, end.day - start.day)
    elif end is not None:
        found = end.moment - start.moment
    elif duration is not None:
        found = _duration(duration.value)
    else:
        found = ONE_DAY if start.clock is None else timedelta()
    return min(found, LONGEST)


def _end(start: Local, length: timedelta) -> datetime:
    if start.clock is None:
        return replace(start, day=start.day + length).moment
    return start.moment + length


def _starts(event: Component, start: Local, *, since: datetime, until: datetime) -> Iterator[Local]:
    """The event's own start, then what its rules and dates add, each once."""
    days = {start.day}
    for line in event.all("RRULE"):
        days |= set(_ruled(line.value, start, since=since, until=until))
    yield from (replace(start, day=day) for day in sorted(days))
    yield from (each for each in event.locals("RDATE") if each != start)


def _ruled(text: str, start: Local, *, since: datetime, until: datetime) -> Iterator[date]:
    with suppress(UnknownRule):
        rule = Rule.read(text)
        last = min(until, _last_moment(text, start) or until)
        days = rule.days(start.day, since=since.date() - ONE_DAY, last=last.date() + ONE_DAY)
        yield from (day for day in days if replace(start, day=day).moment <= last)


def _last_moment(rule: str, start: Local) -> datetime | None:
    """UNTIL, which names the last start; a day alone means all of it."""
    found = re.search(r"(?i)(?:^|;)UNTIL=([0-9TZ]+)", rule)
    if found is None:
        return None
    until = Local.read(found[1], Line("UNTIL", {}, ""), start.zone)
    return (
        until.moment if until.clock else replace(until, day=until.day + ONE_DAY).moment - timedelta(seconds=1)
    )


def _gone(event: Component) -> set[datetime | date]:
    """Occurrences taken out of a series: moments, or days where whole days are meant."""
    return {each.moment if each.clock else each.day for each in event.locals("EXDATE")}


def _listed_periods(event: Component) -> Iterator[Span]:
    for line in event.all("RDATE"):
        if line.parameters.get("VALUE", "").upper() == "PERIOD":
            yield from _periods(line, event.zone)


def _periods(line: Line, zone: tzinfo) -> Iterator[Span]:
    for period in line.value.split(","):
        first, _slash, last = period.partition("/")
        with suppress(ValueError, OverflowError):
            start = Local.read(first, line, zone).moment
            length = _duration(last) if "P" in last.upper() else Local.read(last, line, zone).moment - start
            yield start, start + min(length, LONGEST)


def _duration(text: str) -> timedelta:
    found = DURATION.fullmatch(text.strip().upper())
    if found is None or found[1] == "-":
        raise ValueError("not a duration")
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
