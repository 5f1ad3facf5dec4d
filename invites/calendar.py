"""The calendar text (iCalendar, RFC 5545 and 5546) of one message to one person, as octets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import assert_never

from invites.issue import Message, Method, Purpose
from invites.meetings import AllDay, Attendee, Mailbox, Meeting, Move, Series, Session, Timed, When, lasting
from invites.properties import folded, parameter, text
from invites.texts import display_name, lines, one_line
from invites.zone import VTIMEZONE, local

HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Vaihto//Vaihto//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:%s\r\n"
)
FOOT = b"END:VCALENDAR\r\n"
ZONED, CLOCK = ";TZID=Europe/Helsinki:", "%Y%m%dT%H%M%S"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Span = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """When one event is, by which number, and what names it in a series or makes it one."""

    span: Span
    sequence: int
    original: datetime | None = None
    rule: Series | None = None


def write(message: Message, *, stamp: datetime) -> bytes:
    """The calendar object of a planned message."""
    slots = _requested(message) if message.method is Method.REQUEST else [_cancelled(message)]
    zone = b"" if isinstance(message.meeting.when, AllDay) else VTIMEZONE
    body = b"".join(_event(message, slot, stamp=stamp) for slot in slots)
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


def decline_counter(
    meeting: Meeting, *, to: Attendee, sequence: int, original: datetime | None, why: str, stamp: datetime
) -> bytes:
    """A proposed time is declined; SEQUENCE and RECURRENCE-ID are those of the COUNTER (RFC 5546 3.2.8)."""
    named = [f"RECURRENCE-ID{_at(local(original))}"] if original else []
    said = (
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"UID:{text(meeting.uid)}",
        *named,
        f"SEQUENCE:{sequence}",
        f"COMMENT:{text(lines(why))}",
        _organiser(meeting.organiser),
    )
    body = b"".join(folded(line) for line in said) + _attendee(to)
    zone = VTIMEZONE if original else b""
    return b"".join((HEAD % b"DECLINECOUNTER", zone, b"BEGIN:VEVENT\r\n", body, b"END:VEVENT\r\n", FOOT))


def _requested(message: Message) -> list[Slot]:
    when = message.meeting.when
    if message.occurrence is not None:
        session = _session(message.meeting, message.occurrence, sequence=message.sequence)
        return [_override(message, session)]
    whole = Slot(span=_span(when), sequence=message.sequence, rule=when if isinstance(when, Series) else None)
    if not isinstance(when, Series):
        return [whole]
    return [whole, *(_override(message, move) for move in when.moved)]


def _cancelled(message: Message) -> Slot:
    original = message.occurrence
    if original is None:
        return Slot(span=_span(message.meeting.when), sequence=message.sequence)
    return _override(message, Move(original, original, message.sequence))


def _override(message: Message, move: Move) -> Slot:
    """One session, named by its original start also after it has moved."""
    start = local(move.start)
    return Slot(
        span=(start, lasting(start, _series(message.meeting).minutes)),
        sequence=max(message.sequence, move.sequence),
        original=move.original,
    )


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


def _event(message: Message, slot: Slot, *, stamp: datetime) -> bytes:
    meeting, to = message.meeting, message.to
    roster = (to,) if message.purpose is Purpose.REMOVAL else meeting.shown_to(to)
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            *(folded(line) for line in _what_and_when(message, slot, stamp=stamp)),
            *(_attendee(each) for each in roster),
            *(folded(line) for line in _about(message)),
            b"END:VEVENT\r\n",
        )
    )


def _what_and_when(message: Message, slot: Slot, *, stamp: datetime) -> Iterator[str]:
    meeting = message.meeting
    yield f"SUMMARY:{text(one_line(meeting.wording(message.to.language).summary))}"
    yield f"DTSTART{_at(slot.span[0])}"
    yield f"DTEND{_at(slot.span[1])}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"UID:{text(meeting.uid)}"
    if slot.original is not None:
        yield f"RECURRENCE-ID{_at(local(slot.original))}"
    yield f"SEQUENCE:{slot.sequence}"
    if slot.rule is not None:
        yield from _rule(slot.rule)


def _rule(series: Series) -> Iterator[str]:
    weekday = WEEKDAYS[local(series.first).weekday()]
    yield f"RRULE:FREQ=WEEKLY;COUNT={series.count};INTERVAL={series.every_weeks};BYDAY={weekday}"
    if series.cancelled:
        starts = sorted(local(start) for start in series.cancelled)
        yield f"EXDATE{ZONED}{','.join(f'{start:{CLOCK}}' for start in starts)}"


def _about(message: Message) -> Iterator[str]:
    meeting = message.meeting
    wording = meeting.wording(message.to.language)
    if wording.description:
        yield f"DESCRIPTION:{text(lines(wording.description))}"
    if wording.location:
        yield f"LOCATION:{text(one_line(wording.location))}"
    yield _organiser(meeting.organiser)
    if status := _status(message):
        yield f"STATUS:{status}"
    yield "TRANSP:OPAQUE"
    if wording.url:
        yield f"URL:{wording.url}"
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{_busy(meeting.when)}"


def _at(moment: date) -> str:
    """A day, or a clock time in Helsinki, with the parameter that says which."""
    if isinstance(moment, datetime):
        return f"{ZONED}{moment:{CLOCK}}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def _status(message: Message) -> str | None:
    """A CANCEL to one removed person must not call the meeting cancelled (RFC 5546 3.2.5)."""
    if message.method is Method.REQUEST:
        return "CONFIRMED"
    return None if message.purpose is Purpose.REMOVAL else "CANCELLED"


def _busy(when: When) -> str:
    """Whole days and longer stays are out of office, sessions are merely busy."""
    return "OOF" if isinstance(when, AllDay | Timed) else "BUSY"


def _organiser(mailbox: Mailbox) -> str:
    return f"ORGANIZER{_named(mailbox.name)}:mailto:{mailbox.address}"


@lru_cache(maxsize=1000)
def _attendee(each: Attendee) -> bytes:
    """RSVP stays TRUE also for those of the pair who answered: Google shows no card without it."""
    role = "OPT-PARTICIPANT" if each.optional else "REQ-PARTICIPANT"
    rsvp = "TRUE" if each.is_asked else "FALSE"
    return folded(
        f"ATTENDEE{_named(each.name)};CUTYPE=INDIVIDUAL;LANGUAGE={each.language};"
        f"PARTSTAT={each.answer.upper()};ROLE={role};RSVP={rsvp}:mailto:{each.address}"
    )


def _named(name: str) -> str:
    shown = display_name(name)
    return f";CN={parameter(shown)}" if shown else ""
