"""What came by mail, read under caps; nothing in it is believed yet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from invites.meetings import Answer


class Unread(StrEnum):
    """Why a mail is not an answer that we can read."""

    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_DEEP = "too_deep"
    TOO_MANY_LINES = "too_many_lines"
    BROKEN_MAIL = "broken_mail"
    NO_CALENDAR = "no_calendar"
    BROKEN_CALENDAR = "broken_calendar"
    METHOD_DIFFERS = "method_differs"
    NO_UID = "no_uid"
    NO_ATTENDEE = "no_attendee"
    UNKNOWN_ZONE = "unknown_zone"


@dataclass(frozen=True)
class Headers:
    """The mail around the answer."""

    from_address: str
    message_id: str
    in_reply_to: str
    subject: str
    is_automatic: bool
    is_bounce: bool


@dataclass(frozen=True)
class Said:
    """One event of the calendar object: who answers what about which session."""

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


def read(octets: bytes) -> Reply | Unreadable:
    """Read one RFC 5322 message; never raises on what is inside it, never expands a rule."""
    raise NotImplementedError
