"""What came by mail, read under caps; nothing in it is believed yet."""

from dataclasses import dataclass
from datetime import date, datetime

from invites import contentlines, intake
from invites.contentlines import Event, UnknownZoneError
from invites.intake import CalendarPart, Headers, Unread
from invites.meetings import Answer

__all__ = ["Headers", "Reply", "Said", "Unread", "Unreadable", "read"]

MAX_COMMENT = 2_000


@dataclass(frozen=True)
class Said:
    """One event of the calendar object: who answers what about which session.

    Moments are UTC; `starts` and `ends` are read from a COUNTER only.
    """

    uid: str
    recurrence_id: datetime | date | None
    attendee: str
    answer: Answer
    sequence: int
    dtstamp: datetime | None
    comment: str
    starts: datetime | date | None
    ends: datetime | date | None


@dataclass(frozen=True)
class Reply:
    """A mail with a calendar object; `method` is the object's own, e.g. REPLY, COUNTER, CANCEL."""

    headers: Headers
    method: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Unreadable:
    """A mail without an answer we can read; `headers` are there as far as they could be read."""

    reason: Unread
    headers: Headers | None = None


class _NoAnswerError(Exception):
    def __init__(self, reason: Unread) -> None:
        super().__init__(reason)
        self.reason = reason


def read(octets: bytes) -> Reply | Unreadable:
    """Read one RFC 5322 message; never raises on what is inside it, never expands a rule."""
    if reason := intake.refuse(octets):
        return Unreadable(reason)
    mail = intake.parse(octets)
    if mail is None:
        return Unreadable(Unread.BROKEN_MAIL)
    headers = intake.headers(mail)
    part = intake.calendar_part(mail)
    if isinstance(part, Unread):
        return Unreadable(part, headers)
    try:
        return _reply(part, headers)
    except _NoAnswerError as none:
        return Unreadable(none.reason, headers)
    except UnknownZoneError:
        return Unreadable(Unread.UNKNOWN_ZONE, headers)
    except ValueError:
        return Unreadable(Unread.BROKEN_CALENDAR, headers)


def _reply(part: CalendarPart, headers: Headers) -> Reply:
    calendar = contentlines.read(part.text)
    method = calendar.method or part.method
    if part.method and part.method != method:
        raise _NoAnswerError(Unread.METHOD_DIFFERS)
    said = tuple(_said(event, method, part, headers) for event in calendar.events)
    return Reply(headers, method, said)


def _said(event: Event, method: str, part: CalendarPart, headers: Headers) -> Said:
    """One event; the time it names is looked at only where it is a proposal."""
    uid, counts = event.one("UID"), method == "COUNTER"
    if uid is None or not uid.text:
        raise _NoAnswerError(Unread.NO_UID)
    attendee, answer = _answer(event, headers)
    return Said(
        uid=uid.text,
        recurrence_id=_moment(event, "RECURRENCE-ID"),
        attendee=attendee,
        answer=answer,
        sequence=_sequence(event),
        dtstamp=_stamp(event),
        comment=_comment(event) if part.is_exact else "",
        starts=_moment(event, "DTSTART") if counts else None,
        ends=_moment(event, "DTEND") if counts else None,
    )


def _answer(event: Event, headers: Headers) -> tuple[str, Answer]:
    """The one who answers; where a client lists everybody, the sender's own line counts."""
    lines = event.all("ATTENDEE")
    mine = lines if len(lines) == 1 else [line for line in lines if line.address == headers.from_address]
    if len(mine) != 1 or not mine[0].address:
        raise _NoAnswerError(Unread.NO_ATTENDEE)
    partstat = mine[0].parameters.get("PARTSTAT", "").casefold()
    known = partstat in set(Answer)
    return mine[0].address, Answer(partstat) if known else Answer.NEEDS_ACTION


def _moment(event: Event, name: str) -> datetime | date | None:
    line = event.one(name)
    return None if line is None else line.moment


def _sequence(event: Event) -> int:
    """Absent means zero (RFC 5546 2.1.4)."""
    line = event.one("SEQUENCE")
    value = "0" if line is None else line.value.strip()
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ValueError("SEQUENCE is a small number")
    return int(value)


def _stamp(event: Event) -> datetime | None:
    """A stamp that cannot be read is as good as none."""
    try:
        stamp = _moment(event, "DTSTAMP")
    except ValueError:
        return None
    return stamp if isinstance(stamp, datetime) else None


def _comment(event: Event) -> str:
    return "\n".join(line.text for line in event.all("COMMENT"))[:MAX_COMMENT]
