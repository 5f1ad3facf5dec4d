"""The calendar object of an answer, with the habits of each program."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from icalendar import Alarm, Event, vCalAddress

from invites.zone import VTIMEZONE, local
from workers.answering import Answering, Asked, Client, Saying

WINDOWS_ZONE = b"FLE Standard Time"
PRODUCTS = {
    Client.THUNDERBIRD: b"-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
    Client.OUTLOOK: b"-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
    Client.GMAIL: b"-//Google Inc//Google Calendar 70.9054//EN",
    Client.APPLE: b"-//Apple Inc.//iOS 18.1//EN",
}


def _thunderbird(asked: Asked, answering: Answering) -> bytes:
    """Keeps ORGANIZER and SEQUENCE, writes moments with our zone."""
    event = _event(asked, answering, local)
    event.add("organizer", asked.event["ORGANIZER"])
    _add_attendee(event, f"mailto:{answering.attendee}", answering)
    return _calendar(event, answering, Client.THUNDERBIRD)


def _outlook(asked: Asked, answering: Answering) -> bytes:
    """No ORGANIZER, `MAILTO:` in capitals, the Windows name of the zone."""
    event = _event(asked, answering, local)
    _add_attendee(event, f"MAILTO:{answering.attendee}", answering)
    event.add("x-microsoft-cdo-appt-sequence", asked.event.sequence)
    octets = _calendar(event, answering, Client.OUTLOOK)
    return octets.replace(b"Europe/Helsinki", WINDOWS_ZONE)


def _gmail(asked: Asked, answering: Answering) -> bytes:
    """Moments in UTC, the address as the name, guests counted, and an alarm that has no place here."""
    event = _event(asked, answering, lambda moment: moment.astimezone(UTC))
    event.add("organizer", asked.event["ORGANIZER"])
    person = {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "CN": answering.attendee,
        "X-NUM-GUESTS": "0",
    }
    _add_attendee(event, f"mailto:{answering.attendee}", answering, **person)
    event.add("x-google-conference", "https://meet.example.org/abc")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "This is an event reminder")
    event.add_component(alarm)
    octets = _calendar(event, answering, Client.GMAIL)
    return octets.replace(b"END:VALARM", b"TRIGGER:-P0DT0H30M0S\r\nEND:VALARM")


def _apple(asked: Asked, answering: Answering) -> bytes:
    """No RSVP and no ROLE; the address stands in a parameter, too."""
    event = _event(asked, answering, local)
    event.add("organizer", asked.event["ORGANIZER"])
    person = {"CUTYPE": "INDIVIDUAL", "EMAIL": answering.attendee}
    _add_attendee(event, f"mailto:{answering.attendee}", answering, **person)
    event.add("last-modified", answering.stamp.astimezone(UTC).replace(microsecond=0))
    return _calendar(event, answering, Client.APPLE)


WRITERS: dict[Client, Callable[[Asked, Answering], bytes]] = {
    Client.THUNDERBIRD: _thunderbird,
    Client.OUTLOOK: _outlook,
    Client.GMAIL: _gmail,
    Client.APPLE: _apple,
}


def _event(asked: Asked, answering: Answering, written: Callable[[datetime], datetime]) -> Event:
    """What an answer echoes: UID, SEQUENCE, the session and its time; never the rule."""
    event = Event()
    event.add("uid", str(asked.event["UID"]))
    event.add("sequence", asked.event.sequence)
    event.add("dtstamp", answering.stamp.astimezone(UTC).replace(microsecond=0))
    if answering.saying is not Saying.REFRESH:
        event.add("summary", str(asked.event.get("SUMMARY", "")))
        _add_time(event, asked, answering, written)
    if answering.occurrence is not None:
        event.add("recurrence-id", written(answering.occurrence))
    elif asked.event.RECURRENCE_ID is not None:
        event.add("recurrence-id", _as(asked.event.RECURRENCE_ID, written))
    if answering.comment:
        event.add("comment", answering.comment)
    return event


def _add_time(
    event: Event, asked: Asked, answering: Answering, written: Callable[[datetime], datetime]
) -> None:
    """A proposal names both ends of the time it wishes."""
    start = answering.starts or answering.occurrence or asked.event.start
    event.add("dtstart", _as(start, written))
    if answering.starts is not None:
        event.add("dtend", _as(start + (asked.event.end - asked.event.start), written))


def _as(when: date, written: Callable[[datetime], datetime]) -> date:
    return written(when) if isinstance(when, datetime) else when


def _add_attendee(event: Event, address: str, answering: Answering, **parameters: str) -> None:
    attendee = vCalAddress(address)
    for name, value in parameters.items():
        attendee.params[name] = value
    if answering.saying is not Saying.REFRESH:
        attendee.params["PARTSTAT"] = answering.answer.upper()
    event.add("attendee", attendee, encode=False)


def _calendar(event: Event, answering: Answering, client: Client) -> bytes:
    body = event.to_ical()
    zone = VTIMEZONE if b"TZID=" in body else b""
    head = b"BEGIN:VCALENDAR\r\nPRODID:%s\r\nVERSION:2.0\r\nMETHOD:%s\r\n"
    filled = head % (PRODUCTS[client], answering.saying.encode())
    return b"%s%s%sEND:VCALENDAR\r\n" % (filled, zone, body)
