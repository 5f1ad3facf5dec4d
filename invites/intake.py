"""A raw mail taken in under caps that are checked on the stream, before anything parses it."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import StrEnum

from invites.parts import leaves

MAX_OCTETS = 1_000_000
MAX_BEGINNING = 200_000  # of a mail that is larger: its head, and its first text as far as we look
MAX_CALENDAR_OCTETS = 512_000
MAX_LINES = 2_000
MAX_PARTS = 50
MAX_DEPTH = 10
MAX_HEADER = 10_000

BOUNDARY = re.compile(rb'boundary\s*=\s*(?:"([^"\r\n]*)"|([^\s;]+))', re.IGNORECASE)
ODD_BOUNDARY = re.compile(rb"boundary\*", re.IGNORECASE)
ENCLOSED = re.compile(rb"^content-type:\s*message/", re.IGNORECASE | re.MULTILINE)
LONG_HEADER = re.compile(rb"^[A-Za-z-]{1,80}:(?:[^\r\n]|\r?\n[ \t]){%d}" % MAX_HEADER, re.MULTILINE)
CALENDARS = ("text/calendar", "application/ics")


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
    TOO_HEAVY = "too_heavy"  # reading it took too long or too much memory
    SET_ASIDE = "set_aside"  # begun with several times, and never brought to an end


@dataclass(frozen=True)
class CalendarPart:
    """The calendar object as it lay in the mail; `is_exact` if its octets are the UTF-8 they should be."""

    text: str
    method: str
    is_exact: bool


def refuse(octets: bytes) -> Unread | None:
    """Why this mail must not even be parsed, if so."""
    if len(octets) > MAX_OCTETS:
        return Unread.TOO_LARGE
    if ODD_BOUNDARY.search(octets) or LONG_HEADER.search(octets) or _has_long_head(octets):
        return Unread.BROKEN_MAIL
    boundaries = {quoted or bare for quoted, bare in BOUNDARY.findall(octets)}
    if len(boundaries) + len(ENCLOSED.findall(octets)) > MAX_DEPTH:
        return Unread.TOO_DEEP
    delimiters = sum(line.startswith(b"--") and _opens(line, boundaries) for line in octets.splitlines())
    return Unread.TOO_MANY_PARTS if delimiters > MAX_PARTS else None


def beginning(octets: bytes) -> bytes:
    """So much of a mail that is too large as is looked at."""
    return octets[:MAX_BEGINNING]


def parse(octets: bytes) -> Message | None:
    """The mail as a tree; None if it is none."""
    try:
        mail = message_from_bytes(octets)
    except RecursionError:
        return None
    return mail if mail.keys() else None


def calendar_part(mail: Message) -> CalendarPart | Unread:
    """The inline calendar, else the attached one."""
    parts = list(leaves(mail))
    found = next((part for kind in CALENDARS for part in parts if part.get_content_type() == kind), None)
    if found is None:
        return Unread.NO_CALENDAR
    octets = found.get_payload(decode=True)
    if not isinstance(octets, bytes) or not octets.strip():
        return Unread.NO_CALENDAR
    if len(octets) > MAX_CALENDAR_OCTETS:
        return Unread.TOO_LARGE
    if octets.count(b"\n") + octets.count(b"\r") - octets.count(b"\r\n") > MAX_LINES:
        return Unread.TOO_MANY_LINES
    method = str(found.get_param("method") or "").strip().upper()
    return _decoded(octets, method)


def _decoded(octets: bytes, method: str) -> CalendarPart:
    try:
        return CalendarPart(octets.decode("utf-8"), method, is_exact=True)
    except UnicodeDecodeError:
        return CalendarPart(octets.decode("latin-1"), method, is_exact=False)


def _has_long_head(octets: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", octets, maxsplit=1)[0]
    return head.count(b"\n") > MAX_LINES


def _opens(line: bytes, boundaries: set[bytes]) -> bool:
    delimiter = line[2:].rstrip()
    return delimiter in boundaries or delimiter.removesuffix(b"--") in boundaries
