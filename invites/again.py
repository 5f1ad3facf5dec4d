"""A mail once more: the same words under a new Message-ID in the same thread, its calendar newly stamped."""

import re
from base64 import b64decode, encodebytes
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from invites.headers import encode_mailbox
from invites.meetings import Mailbox
from invites.zone import local

CHANGED = re.compile(rb"^(?:Date|To|Message-ID|In-Reply-To|References):.*(?:\r\n[ \t].*)*\r\n", re.MULTILINE)
CALENDAR = re.compile(
    rb"(^Content-Type: (?:text/calendar|application/ics)[^\r]*\r\n(?:Content-.*\r\n)*\r\n)"
    rb"([A-Za-z0-9+/=\r\n]+?)(?=\r\n--)",
    re.MULTILINE,
)
STAMP = re.compile(rb"DTSTAMP:\d{8}T\d{6}Z")


@dataclass(frozen=True, kw_only=True)
class Anew:
    """What differs from the first time; `thread` is the Message-ID that it answers, without brackets."""

    message_id: str
    thread: str
    to: Mailbox
    date: datetime
    stamp: datetime


def reissue(octets: bytes, anew: Anew) -> bytes:
    """For mails that `invites.message` has composed."""
    head, end, body = octets.partition(b"\r\n\r\n")
    rows = (
        f"Date: {format_datetime(local(anew.date))}",
        f"To: {encode_mailbox(anew.to)}",
        f"Message-ID: <{anew.message_id}>",
        f"In-Reply-To: <{anew.thread}>",
        f"References: <{anew.thread}>",
        "",
    )
    kept = CHANGED.sub(b"", head + b"\r\n").removesuffix(b"\r\n")
    return "\r\n".join(rows).encode("ascii") + kept + end + CALENDAR.sub(_stamped(anew.stamp), body)


def _stamped(stamp: datetime) -> "Stamped":
    return Stamped(f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode())


@dataclass(frozen=True)
class Stamped:
    """Puts a stamp into a calendar part."""

    line: bytes

    def __call__(self, part: re.Match[bytes]) -> bytes:
        calendar = STAMP.sub(self.line, b64decode(part[2]))
        return part[1] + encodebytes(calendar).replace(b"\n", b"\r\n").removesuffix(b"\r\n")
