"""Answers as mail clients write them, for rehearsals and tests."""

from base64 import encodebytes
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import format_datetime
from enum import StrEnum
from hashlib import sha256

from icalendar import Calendar, Event, vCalAddress

from invites.meetings import Answer, check_address
from invites.zone import VTIMEZONE, local

WINDOWS_ZONE = b"FLE Standard Time"
SUBJECTS = {
    Answer.ACCEPTED: "Accepted",
    Answer.DECLINED: "Declined",
    Answer.TENTATIVE: "Tentative",
    Answer.DELEGATED: "Delegated",
    Answer.NEEDS_ACTION: "Seen",
}


class Client(StrEnum):
    """Whose habits a reply imitates."""

    THUNDERBIRD = "thunderbird"
    OUTLOOK = "outlook"


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers what, when; `message_id` is bare, `occurrence` the original start of one session."""

    attendee: str
    answer: Answer
    stamp: datetime
    message_id: str
    comment: str = ""
    occurrence: datetime | None = None

    def __post_init__(self) -> None:
        check_address(self.attendee)
        check_address(self.message_id)


@dataclass(frozen=True)
class Asked:
    """What a client reads from a request mail."""

    message_id: str
    organiser: str
    event: Event


def reply_mail(request: bytes, answering: Answering, *, style: Client = Client.THUNDERBIRD) -> bytes:
    """The mail that a client sends back for one request mail; the same input gives the same octets."""
    asked = _asked(request)
    calendar = _outlook(asked, answering) if style is Client.OUTLOOK else _thunderbird(asked, answering)
    mark = b"----=_" + sha256(answering.message_id.encode()).hexdigest()[:24].encode()
    parts = [_plain(answering), _inline(calendar)]
    if style is Client.OUTLOOK:
        return _head(asked, answering, style) + _multipart(b"alternative", mark, parts)
    both = [_multipart(b"alternative", mark + b"a", parts), _attachment(calendar)]
    return _head(asked, answering, style) + _multipart(b"mixed", mark, both)


def _asked(request: bytes) -> Asked:
    mail = message_from_bytes(request)
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise TypeError("a calendar part is octets")
    event = Calendar.from_ical(payload.decode()).events[0]
    organiser = str(event["ORGANIZER"]).removeprefix("mailto:")
    return Asked(str(mail["Message-ID"]), organiser, event)


def _thunderbird(asked: Asked, answering: Answering) -> bytes:
    """Keeps ORGANIZER and SEQUENCE, writes moments with our zone."""
    event = _event(asked, answering)
    event.add("organizer", asked.event["ORGANIZER"])
    event.add("attendee", _attendee(f"mailto:{answering.attendee}", answering), encode=False)
    return _calendar(event, product=b"-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN")


def _outlook(asked: Asked, answering: Answering) -> bytes:
    """No ORGANIZER, `MAILTO:` in capitals, the Windows name of the zone."""
    event = _event(asked, answering)
    event.add("attendee", _attendee(f"MAILTO:{answering.attendee}", answering), encode=False)
    event.add("x-microsoft-cdo-appt-sequence", asked.event.sequence)
    octets = _calendar(event, product=b"-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN")
    return octets.replace(b"Europe/Helsinki", WINDOWS_ZONE)


def _event(asked: Asked, answering: Answering) -> Event:
    """What a reply echoes: UID, SEQUENCE, the session and its time; never the rule."""
    event = Event()
    event.add("uid", str(asked.event["UID"]))
    event.add("sequence", asked.event.sequence)
    event.add("dtstamp", answering.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("summary", str(asked.event.get("SUMMARY", "")))
    event.add("dtstart", asked.event.start)
    if answering.occurrence is not None:
        event.add("recurrence-id", local(answering.occurrence))
    elif asked.event.RECURRENCE_ID is not None:
        event.add("recurrence-id", asked.event.RECURRENCE_ID)
    if answering.comment:
        event.add("comment", answering.comment)
    return event


def _attendee(address: str, answering: Answering) -> vCalAddress:
    attendee = vCalAddress(address)
    attendee.params["PARTSTAT"] = answering.answer.upper()
    return attendee


def _calendar(event: Event, *, product: bytes) -> bytes:
    body = event.to_ical()
    zone = VTIMEZONE if b"TZID=" in body else b""
    head = b"BEGIN:VCALENDAR\r\nPRODID:%s\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n" % product
    return b"%s%s%sEND:VCALENDAR\r\n" % (head, zone, body)


def _head(asked: Asked, answering: Answering, style: Client) -> bytes:
    """Outlook names no thread: whether it does is not known, so nobody may count on it."""
    thread = [f"In-Reply-To: {asked.message_id}"] if style is Client.THUNDERBIRD else []
    rows = [
        f"From: {answering.attendee}",
        f"To: {asked.organiser}",
        f"Subject: {SUBJECTS[answering.answer]}",
        f"Date: {format_datetime(local(answering.stamp))}",
        f"Message-ID: <{answering.message_id}>",
        *thread,
        "MIME-Version: 1.0",
        "",
    ]
    return "\r\n".join(rows).encode("ascii")


def _multipart(kind: bytes, mark: bytes, parts: list[bytes]) -> bytes:
    head = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, mark)
    return head + b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts) + b"--%s--\r\n" % mark


def _plain(answering: Answering) -> bytes:
    words = answering.comment or SUBJECTS[answering.answer]
    return b"Content-Type: text/plain; charset=utf-8\r\n" + _base64(words.encode())


def _inline(calendar: bytes) -> bytes:
    return b'Content-Type: text/calendar; charset="utf-8"; method=REPLY\r\n' + _base64(calendar)


def _attachment(calendar: bytes) -> bytes:
    head = b'Content-Type: application/ics; name="invite.ics"\r\n'
    return head + b'Content-Disposition: attachment; filename="invite.ics"\r\n' + _base64(calendar)


def _base64(octets: bytes) -> bytes:
    return b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(octets).replace(b"\n", b"\r\n")
