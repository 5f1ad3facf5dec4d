"""What mail clients need of a mail with a calendar object (RFC 5322, 2045 and 6047), on the raw octets."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import getaddresses

from tests.outside.calendar_octets import unfolded
from tests.outside.posted import calendar, parsed

LONGEST_LINE = 998
LAYOUT = [
    ("multipart/mixed", None, None),
    ("multipart/alternative", None, None),
    ("text/plain", None, "quoted-printable"),
    ("text/html", None, "quoted-printable"),
    ("text/calendar", None, "base64"),
    ("application/ics", "attachment", "base64"),
]
ONCE = (
    "Date", "From", "To", "Subject", "Message-ID", "List-Id", "Auto-Submitted", "Content-Language",
    "MIME-Version", "Content-Type",
)  # fmt: skip
NEVER = ("Bcc", "Cc", "Sender", "Reply-To", "Resent-To")


def faults(octets: bytes) -> list[str]:
    """Everything wrong with one mail, in the order in which it is looked for."""
    mail = parsed(octets)
    found = [*_in_lines(octets), *_in_headers(mail)]
    if layout(mail) != LAYOUT:
        return [*found, "parts that mail clients do not look for"]
    return [*found, *_in_parts(mail), *_between(mail, unfolded(calendar(octets)))]


def layout(mail: EmailMessage) -> list[tuple[str, str | None, str | None]]:
    return [
        (part.get_content_type(), part.get_content_disposition(), part["Content-Transfer-Encoding"])
        for part in mail.walk()
    ]


def _in_lines(octets: bytes) -> Iterator[str]:
    if not octets.isascii() or b"\x00" in octets:
        yield "more than seven bits"
    if octets.count(b"\r\n") != octets.count(b"\n") or octets.count(b"\r\n") != octets.count(b"\r"):
        yield "a bare CR or LF"
    if any(len(line) > LONGEST_LINE for line in octets.split(b"\r\n")):
        yield "a line of more than 998 octets"


def _in_headers(mail: EmailMessage) -> Iterator[str]:
    yield from (f"not once: {name}" for name in ONCE if len(mail.get_all(name, [])) != 1)
    yield from (f"not wanted: {name}" for name in NEVER if name in mail)
    if mail["Auto-Submitted"] != "auto-generated":
        yield "a machine that does not say so"
    if any(part.defects for part in mail.walk()):
        yield "parts that do not hold together"


def _in_parts(mail: EmailMessage) -> Iterator[str]:
    *_, inline, attached = mail.walk()
    if inline.get_payload(decode=True) != attached.get_payload(decode=True):
        yield "an attachment that is another object"
    if attached.get_filename() != "invite.ics":
        yield "an attachment of another name"


def _between(mail: EmailMessage, lines: list[str]) -> Iterator[str]:
    """What the headers say agrees with the calendar."""
    *_, inline, _attached = mail.walk()
    organisers = {_address(line) for line in lines if line.startswith("ORGANIZER")}
    invited = {_address(line) for line in lines if line.startswith("ATTENDEE")}
    if dict(inline["Content-Type"].params) != {"charset": "utf-8", "method": _value(lines, "METHOD")}:
        yield "a method or letters other than the object's"
    if organisers != set(_addresses(mail, "From")):
        yield "a sender who is not the organiser"
    if len(_addresses(mail, "To")) != 1 or not set(_addresses(mail, "To")) <= invited:
        yield "a receiver who is not invited"
    if organisers & invited:
        yield "an organiser who is invited"


def _addresses(mail: EmailMessage, header: str) -> list[str]:
    return [address for _name, address in getaddresses([str(each) for each in mail.get_all(header, [])])]


def _address(line: str) -> str:
    return re.split("mailto:", line, flags=re.IGNORECASE)[-1]


def _value(lines: list[str], name: str) -> str:
    return next((line.partition(":")[2] for line in lines if line.startswith(f"{name}:")), "")
