"""What came by mail, read under caps; nothing in it is believed yet."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from invites import bounces, contentlines, heads, intake
from invites.bounces import Report
from invites.contentlines import Event, Line, UnknownZoneError, bare_address
from invites.heads import Headers
from invites.intake import CalendarPart, Unread
from invites.meetings import Answer
from invites.own_words import own_words

__all__ = ["Headers", "Heard", "Reply", "Said", "Unread", "Unreadable", "read"]

MAX_COMMENT = 2_000
MAX_ADDRESS = 254
MAX_EVENTS = 200
Text = Annotated[str, Field(max_length=MAX_COMMENT)]


@dataclass(frozen=True)
class Said:
    """One event of the calendar object: who answers what about which session.

    Moments are UTC; `starts` and `ends` are read from a COUNTER only. `sent_by` wrote for the attendee,
    who stands in for `delegated_from`, or sends `delegated_to`: addresses, or empty.
    """

    uid: Text
    recurrence_id: datetime | date | None
    attendee: Text
    answer: Answer
    sequence: Annotated[int, Field(ge=0, lt=1_000_000_000)]
    dtstamp: datetime | None
    comment: Text
    starts: datetime | date | None
    ends: datetime | date | None
    this_and_future: bool = False
    sent_by: Text = ""
    delegated_from: Text = ""
    delegated_to: Text = ""


@dataclass(frozen=True)
class Reply:
    """A mail with a calendar object; `method` is the object's own, e.g. REPLY, COUNTER, CANCEL."""

    headers: Headers
    method: Text
    said: Annotated[tuple[Said, ...], Field(min_length=1, max_length=MAX_EVENTS)]
    words: Text = ""


@dataclass(frozen=True)
class Unreadable:
    """A mail without an answer we can read; `headers` are there as far as they could be read."""

    reason: Unread
    headers: Headers | None = None
    words: Text = ""
    report: Report | None = None


Heard = Reply | Unreadable


class _NoAnswerError(Exception):
    def __init__(self, reason: Unread) -> None:
        super().__init__(reason)
        self.reason = reason


def read(octets: bytes) -> Heard:
    """Read one RFC 5322 message; never raises on what is inside it, never expands a rule."""
    if len(octets) > intake.MAX_OCTETS:
        return words_alone(read(intake.beginning(octets)))
    if reason := intake.refuse(octets):
        return Unreadable(reason)
    mail = intake.parse(octets)
    if mail is None:
        return Unreadable(Unread.BROKEN_MAIL)
    headers = heads.headers(mail)
    words, part = own_words(mail), intake.calendar_part(mail)
    if isinstance(part, Unread):
        return Unreadable(part, headers, words, bounces.report(mail, headers))
    try:
        return _reply(part, headers, words)
    except _NoAnswerError as none:
        return Unreadable(none.reason, headers, words)
    except UnknownZoneError:
        return Unreadable(Unread.UNKNOWN_ZONE, headers, words)
    except ValueError:
        return Unreadable(Unread.BROKEN_CALENDAR, headers, words)


def words_alone(beginning: Heard) -> Unreadable:
    """Of a mail that is too large, whose beginning was read: who wrote which words; no calendar counts."""
    if isinstance(beginning, Reply):
        return Unreadable(Unread.TOO_LARGE, beginning.headers, beginning.words)
    if beginning.reason is Unread.TOO_HEAVY:
        return beginning
    return replace(beginning, reason=Unread.TOO_LARGE)


def _reply(part: CalendarPart, headers: Headers, words: str) -> Reply:
    calendar = contentlines.read(part.text)
    method = calendar.method or part.method
    if part.method and part.method != method:
        raise _NoAnswerError(Unread.METHOD_DIFFERS)
    if len(calendar.events) > MAX_EVENTS:
        raise _NoAnswerError(Unread.TOO_MANY_LINES)
    said = tuple(_said(event, method, part, headers) for event in calendar.events)
    return Reply(headers, method[:MAX_ADDRESS], said, words)


def _said(event: Event, method: str, part: CalendarPart, headers: Headers) -> Said:
    """One event; the time it names is looked at only where it is a proposal."""
    uid, counts = event.one("UID"), method == "COUNTER"
    if uid is None or not uid.text:
        raise _NoAnswerError(Unread.NO_UID)
    mine = _attendee(event, headers)
    return Said(
        uid=uid.text[:MAX_COMMENT],
        recurrence_id=_moment(event, "RECURRENCE-ID"),
        attendee=mine.address,
        answer=_answer(mine),
        sequence=_sequence(event),
        dtstamp=_stamp(event),
        comment=_comment(event) if part.is_exact else "",
        starts=_moment(event, "DTSTART") if counts else None,
        ends=_moment(event, "DTEND") if counts else None,
        this_and_future=_parameter(event.one("RECURRENCE-ID"), "RANGE").upper() == "THISANDFUTURE",
        sent_by=_named(mine, "SENT-BY"),
        delegated_from=_named(mine, "DELEGATED-FROM"),
        delegated_to=_named(mine, "DELEGATED-TO"),
    )


def _attendee(event: Event, headers: Headers) -> Line:
    """The one who answers; where a client lists everybody, the line that the sender wrote counts."""
    listed = event.all("ATTENDEE")
    sender = headers.from_address
    written = [each for each in listed if sender in (each.address, _named(each, "SENT-BY"))]
    mine = listed if len(listed) == 1 else written
    if len(mine) != 1 or not 0 < len(mine[0].address) <= MAX_ADDRESS:
        raise _NoAnswerError(Unread.NO_ATTENDEE)
    return mine[0]


def _answer(mine: Line) -> Answer:
    partstat = _parameter(mine, "PARTSTAT").casefold()
    return Answer(partstat) if partstat in set(Answer) else Answer.NEEDS_ACTION


def _parameter(line: Line | None, name: str) -> str:
    return line.parameters.get(name, "") if line else ""


def _named(line: Line, name: str) -> str:
    """The address in a parameter of somebody's line."""
    return bare_address(_parameter(line, name))[:MAX_ADDRESS]


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
