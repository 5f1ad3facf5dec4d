"""The calendar text (iCalendar, RFC 5545 and 5546) of one message to one person, as octets."""

from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from icalendar import Event, vCalAddress

from invites.issue import Message, Method, Purpose
from invites.meetings import AllDay, Attendee, Meeting, Move, Series, Session, Timed, When, lasting
from invites.texts import display_name, lines, one_line
from invites.zone import VTIMEZONE, local

HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Vaihto//Vaihto//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:%s\r\n"
)
FOOT = b"END:VCALENDAR\r\n"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Span = tuple[date, date]


def write(message: Message, *, stamp: datetime) -> bytes:
    """The calendar object of a planned message."""
    if message.method is Method.REQUEST:
        events = _requested(message, stamp=stamp)
    else:
        events = [_cancelled(message, stamp=stamp)]
    zone = b"" if isinstance(message.meeting.when, AllDay) else VTIMEZONE
    body = b"".join(event.to_ical() for event in events)
    return b"".join((HEAD % message.method.encode(), zone, body, FOOT))


def request(meeting: Meeting, *, to: Attendee, stamp: datetime) -> bytes:
    """The full current state: one event, or a series with every moved session."""
    return write(Message(to, Method.REQUEST, Purpose.INVITATION, meeting, to.asked), stamp=stamp)


def cancel(meeting: Meeting, *, to: Attendee, stamp: datetime) -> bytes:
    """The whole meeting is off; SEQUENCE is one above the meeting's."""
    return write(Message(to, Method.CANCEL, Purpose.CANCELLATION, meeting, meeting.sequence + 1), stamp=stamp)


def remove(meeting: Meeting, *, to: Attendee, stamp: datetime) -> bytes:
    """The meeting goes on without this person: a CANCEL without STATUS (RFC 5546 3.2.5)."""
    return write(Message(to, Method.CANCEL, Purpose.REMOVAL, meeting, meeting.sequence + 1), stamp=stamp)


def request_occurrence(meeting: Meeting, *, to: Attendee, original: datetime, stamp: datetime) -> bytes:
    """One session of a series as it now stands; `meeting` has been through `issue.revise`."""
    return write(
        Message(to, Method.REQUEST, Purpose.UPDATE, meeting, meeting.sequence, original), stamp=stamp
    )


def cancel_occurrence(meeting: Meeting, *, to: Attendee, original: datetime, stamp: datetime) -> bytes:
    """One session of a series is off; `meeting` has been through `issue.revise`."""
    message = Message(to, Method.CANCEL, Purpose.CANCELLATION, meeting, meeting.sequence, original)
    return write(message, stamp=stamp)


def _requested(message: Message, *, stamp: datetime) -> list[Event]:
    when = message.meeting.when
    if message.occurrence is not None:
        session = _session(message.meeting, message.occurrence, sequence=message.sequence)
        return [_override(message, session, stamp=stamp)]
    event = _event(message, _span(when), sequence=message.sequence, stamp=stamp)
    if not isinstance(when, Series):
        return [event]
    _add_rule(event, when)
    return [event, *(_override(message, move, stamp=stamp) for move in when.moved)]


def _cancelled(message: Message, *, stamp: datetime) -> Event:
    original = message.occurrence
    if original is None:
        return _event(message, _span(message.meeting.when), sequence=message.sequence, stamp=stamp)
    return _override(message, Move(original, original, message.sequence), stamp=stamp)


def _status(message: Message) -> str | None:
    """A CANCEL to one removed person must not call the meeting cancelled (RFC 5546 3.2.5)."""
    if message.method is Method.REQUEST:
        return "CONFIRMED"
    return None if message.purpose is Purpose.REMOVAL else "CANCELLED"


def _event(message: Message, span: Span, *, sequence: int, stamp: datetime) -> Event:
    meeting, to = message.meeting, message.to
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", span[0])
    event.add("dtend", span[1])
    event.add("organizer", _organiser(meeting))
    for each in (to,) if message.purpose is Purpose.REMOVAL else meeting.shown_to(to):
        event.add("attendee", _attendee(each), encode=False)
    _add_texts(event, meeting, to=to)
    if status := _status(message):
        event.add("status", status)
    event.add("transp", "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", _busy(meeting.when))
    return event


def _add_texts(event: Event, meeting: Meeting, *, to: Attendee) -> None:
    wording = meeting.wording(to.language)
    event.add("summary", one_line(wording.summary))
    if wording.description:
        event.add("description", lines(wording.description))
    if wording.location:
        event.add("location", one_line(wording.location))
    if wording.url:
        event.add("url", wording.url)


def _add_rule(event: Event, series: Series) -> None:
    first = local(series.first)
    rule = {"FREQ": "WEEKLY", "INTERVAL": series.every_weeks, "COUNT": series.count}
    event.add("rrule", rule | {"BYDAY": WEEKDAYS[first.weekday()]})
    if series.cancelled:
        event.add("exdate", sorted(local(start) for start in series.cancelled))


def _override(message: Message, move: Move, *, stamp: datetime) -> Event:
    """One session, named by its original start also after it has moved."""
    series = _series(message.meeting)
    start = local(move.start)
    sequence = max(message.sequence, move.sequence)
    event = _event(message, (start, lasting(start, series.minutes)), sequence=sequence, stamp=stamp)
    event.add("recurrence-id", local(move.original))
    return event


def _session(meeting: Meeting, original: datetime, *, sequence: int) -> Move:
    moved = {local(move.original): move for move in _series(meeting).moved}
    return moved.get(local(original), Move(original, original, sequence))


def _series(meeting: Meeting) -> Series:
    if not isinstance(meeting.when, Series):
        raise TypeError("only a series has sessions to name")
    return meeting.when


def _span(when: When) -> Span:
    match when:
        case AllDay(first, last):
            return first, last + timedelta(days=1)
        case Timed(start, end):
            return local(start), local(end)
        case Session(start, minutes) | Series(start, minutes):
            return local(start), lasting(start, minutes)
        case _:
            assert_never(when)


def _busy(when: When) -> str:
    """Whole days and longer stays are out of office, sessions are merely busy."""
    return "OOF" if isinstance(when, AllDay | Timed) else "BUSY"


def _organiser(meeting: Meeting) -> vCalAddress:
    return vCalAddress.new(meeting.organiser.address, cn=display_name(meeting.organiser.name) or None)


def _attendee(each: Attendee) -> vCalAddress:
    """RSVP stays TRUE also for those who answered: Google shows no card without it."""
    return vCalAddress.new(
        each.address,
        cn=display_name(each.name) or None,
        cutype="INDIVIDUAL",
        role="OPT-PARTICIPANT" if each.optional else "REQ-PARTICIPANT",
        partstat=each.answer.upper(),
        rsvp=True,
        language=each.language.value,
    )
