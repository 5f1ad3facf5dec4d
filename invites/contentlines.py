"""The lines of an iCalendar object that came by mail, read without believing or expanding anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from invites.texts import CONTROLS
from invites.texts import lines as clean_lines

PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:",]*)(?:,(?:"[^"]*"|[^;:",]*))*')
NAME = re.compile(r"[A-Za-z0-9-]+")
DAY = re.compile(r"\d{8}")
MOMENT = re.compile(r"(\d{8}T\d{6})(Z?)")
FIRST_YEAR, LAST_YEAR = 1970, 2200  # beyond, a day more or another zone may leave the calendar
ESCAPED = re.compile(r"\\([\\;,nN])")


class UnknownZoneError(ValueError):
    """A local time whose zone nobody can tell; never guessed."""


@dataclass(frozen=True)
class Line:
    """One property: its name in capitals, the parameters, the raw value."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as people wrote it, without control characters."""
        plain = ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)
        return clean_lines(plain).strip()

    @property
    def address(self) -> str:
        """The mail address of a calendar user, in small letters."""
        return bare_address(self.value)

    @property
    def moment(self) -> datetime | date:
        """A day, or a moment in UTC; raises UnknownZoneError or ValueError."""
        value = self.value.strip()
        if DAY.fullmatch(value):
            return _judged(datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC)).date()
        found = MOMENT.fullmatch(value)
        if found is None:
            raise ValueError("neither a day nor a moment")
        zone = UTC if found[2] else zone_named(self.parameters.get("TZID", ""))
        return _judged(datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=zone)).astimezone(UTC)


def _judged(at: datetime) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError("a moment that nobody means")
    return at


def bare_address(value: str) -> str:
    """A calendar user's address without `mailto:` and control characters, in small letters."""
    plain = CONTROLS.sub("", value).strip()
    return re.sub(r"^mailto:", "", plain, flags=re.IGNORECASE).strip().casefold()


@dataclass(frozen=True)
class Event:
    """One VEVENT's own lines; alarms inside it are dropped."""

    lines: tuple[Line, ...]

    def all(self, name: str) -> tuple[Line, ...]:
        """Every line of one name."""
        return tuple(line for line in self.lines if line.name == name)

    def one(self, name: str) -> Line | None:
        """The line of that name, if there is one; two of them make the object broken."""
        found = self.all(name)
        if len(found) > 1:
            raise ValueError(f"{name} is there twice")
        return found[0] if found else None


@dataclass(frozen=True)
class Calendar:
    """The first VCALENDAR of a part."""

    method: str
    events: tuple[Event, ...]


def read(text: str) -> Calendar:
    """Read one object; raises ValueError if its components do not nest."""
    inside: list[str] = []
    method = ""
    events: list[list[Line]] = []
    for line in content_lines(text):
        if line.name == "BEGIN":
            inside.append(line.value.strip().upper())
            if inside == ["VCALENDAR", "VEVENT"]:
                events.append([])
        elif line.name == "END":
            if not inside or inside.pop() != line.value.strip().upper():
                raise ValueError("components do not nest")
            if not inside:
                break
        elif inside == ["VCALENDAR"] and line.name == "METHOD":
            method = line.value.strip().upper()
        elif inside == ["VCALENDAR", "VEVENT"]:
            events[-1].append(line)
    if inside or not events:
        raise ValueError("no whole event")
    return Calendar(method, tuple(Event(tuple(lines)) for lines in events))


def content_lines(text: str) -> Iterator[Line]:
    """Every unfolded line of an object, in its order; what is no property has no name."""
    unfolded = re.sub(r"(?:\r\n|\n|\r)[ \t]", "", text)
    for raw in re.split(r"\r\n|\n|\r", unfolded):
        if raw.strip("\ufeff \t"):
            yield _line(raw.lstrip("\ufeff"))


def _line(raw: str) -> Line:
    name = NAME.match(raw)
    if name is None:
        return Line("", {}, "")
    parameters: dict[str, str] = {}
    position = name.end()
    while found := PARAMETER.match(raw, position):
        parameters[found[1].upper()] = found[2].strip('"')
        position = found.end()
    if raw[position : position + 1] != ":":
        return Line("", {}, "")
    return Line(name[0].upper(), parameters, raw[position + 1 :])


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo:
    """IANA and Windows names, also with a vendor's path before them (`/vendor/Europe/Helsinki`)."""
    tail = "/".join(name.strip("/").split("/")[-2:]) if name.startswith("/") else name
    key = WINDOWS_TO_OLSON.get(name, tail)
    if key not in _zones():
        raise UnknownZoneError("a zone nobody knows")
    return ZoneInfo(key)
