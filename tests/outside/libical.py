"""libical's reading of every .ics file of a folder, as JSON; run by Debian's own Python.

Sessions are counted with the zone that each object brings along.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

Kind = ICalGLib.PropertyKind
UTC = ICalGLib.Timezone.get_utc_timezone()
MOST_SESSIONS = 500
DAY_SECONDS = 86_400


def main() -> None:
    files = sorted(Path(sys.argv[1]).glob("*.ics"))
    json.dump({file.stem: reading(file.read_bytes()) for file in files}, sys.stdout)


def reading(octets: bytes) -> dict[str, object]:
    try:
        calendar = ICalGLib.Component.new_from_string(octets.decode("utf-8", "replace"))
    except TypeError:  # how the bindings say that nothing came of it
        return {"faults": ["libical cannot read this"]}
    faults = [] if ICalGLib.restriction_check(calendar) else ["the rules of the method are broken"]
    told = calendar.as_ical_string().replace("\r\n ", "").splitlines()
    faults += sorted({line.split(":", 1)[1] for line in told if line.startswith("X-LIC-ERROR")})
    events = list(components(calendar, ICalGLib.ComponentKind.VEVENT_COMPONENT))
    return {
        "faults": faults,
        "method": value(calendar, Kind.METHOD_PROPERTY),
        "entries": [entry(event) for event in events],
        "sessions": [] if undated(events) else sorted(sessions(events)),
    }


def undated(events: list[ICalGLib.Component]) -> bool:
    return any(event.get_first_property(Kind.DTSTART_PROPERTY) is None for event in events)


def entry(event: ICalGLib.Component) -> dict[str, object]:
    return {
        "uid": value(event, Kind.UID_PROPERTY) or "",
        "sequence": event.get_sequence(),
        "stamp": moment(event, Kind.DTSTAMP_PROPERTY) or "",
        "start": moment(event, Kind.DTSTART_PROPERTY) or "",
        "end": moment(event, Kind.DTEND_PROPERTY) or "",
        "original": moment(event, Kind.RECURRENCEID_PROPERTY),
        "status": value(event, Kind.STATUS_PROPERTY),
        "summary": event.get_summary() or "",
        "place": event.get_location(),
        "description": event.get_description(),
        "link": value(event, Kind.URL_PROPERTY),
        "comment": event.get_comment(),
        "organiser": value(event, Kind.ORGANIZER_PROPERTY) or "",
        "invited": [invited(each) for each in properties(event, Kind.ATTENDEE_PROPERTY)],
    }


def invited(attendee: ICalGLib.Property) -> dict[str, str]:
    def said(name: str) -> str:
        return attendee.get_parameter_as_string(name) or ""

    return {
        "address": attendee.get_value_as_string(),
        "name": said("CN"),
        "role": said("ROLE"),
        "answer": said("PARTSTAT"),
        "asked": said("RSVP"),
        "language": said("LANGUAGE"),
        "kind": said("CUTYPE"),
    }


def sessions(events: list[ICalGLib.Component]) -> Iterator[tuple[str, str]]:
    """Every span in which something takes place; sessions of their own replace those of the rule."""
    own = {moment(event, Kind.RECURRENCEID_PROPERTY): event for event in events}
    master = own.pop(None, None)
    for event in own.values():
        if takes_place(event):
            yield written(at(event, Kind.DTSTART_PROPERTY)), written(at(event, Kind.DTEND_PROPERTY))
    if master is not None and takes_place(master):
        yield from ((start, end) for start, end in by_rule(master) if start not in own)


def takes_place(event: ICalGLib.Component) -> bool:
    return value(event, Kind.STATUS_PROPERTY) != "CANCELLED"


def by_rule(event: ICalGLib.Component) -> Iterator[tuple[str, str]]:
    first = at(event, Kind.DTSTART_PROPERTY)
    seconds = epoch(at(event, Kind.DTEND_PROPERTY)) - epoch(first)
    gone = {
        written(each.get_datetime_with_component(event)) for each in properties(event, Kind.EXDATE_PROPERTY)
    }
    rule = event.get_first_property(Kind.RRULE_PROPERTY)
    for start in [first] if rule is None else every(rule.get_rrule(), first):
        end = start.clone() if start.is_date() else start.convert_to_zone(UTC)
        end.adjust(seconds // DAY_SECONDS, 0, 0, seconds % DAY_SECONDS)  # days have no seconds to add
        if written(start) not in gone:
            yield written(start), written(end)


def epoch(time: ICalGLib.Time) -> int:
    return int(time.as_timet_with_zone(time.get_timezone()))


def every(rule: ICalGLib.Recurrence, start: ICalGLib.Time) -> Iterator[ICalGLib.Time]:
    iterator = ICalGLib.RecurIterator.new(rule, start)
    for _number in range(MOST_SESSIONS):
        begins = iterator.next()
        if begins is None or begins.is_null_time():
            return
        yield begins


def moment(event: ICalGLib.Component, kind: ICalGLib.PropertyKind) -> str | None:
    return written(at(event, kind)) if event.get_first_property(kind) else None


def at(event: ICalGLib.Component, kind: ICalGLib.PropertyKind) -> ICalGLib.Time:
    """A time with the zone that the object brings along."""
    return event.get_first_property(kind).get_datetime_with_component(event)


def written(time: ICalGLib.Time) -> str:
    """ISO form, days as days and moments in UTC."""
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    there = time.convert_to_zone(UTC)
    clock = f"{there.get_hour():02}:{there.get_minute():02}:{there.get_second():02}"
    return f"{there.get_year():04}-{there.get_month():02}-{there.get_day():02}T{clock}Z"


def properties(of: ICalGLib.Component, kind: ICalGLib.PropertyKind) -> Iterator[ICalGLib.Property]:
    found = of.get_first_property(kind)
    while found is not None:
        yield found
        found = of.get_next_property(kind)


def components(of: ICalGLib.Component, kind: ICalGLib.ComponentKind) -> Iterator[ICalGLib.Component]:
    found = of.get_first_component(kind)
    while found is not None:
        yield found
        found = of.get_next_component(kind)


def value(of: ICalGLib.Component, kind: ICalGLib.PropertyKind) -> str | None:
    found = of.get_first_property(kind)
    return None if found is None else found.get_value_as_string()


main()
