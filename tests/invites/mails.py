"""Dull builders: the mail in which Guest accepts."""

from datetime import UTC, datetime

from invites.meetings import Answer
from invites.replies import Headers, Said

STAMP = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
EVENT = (
    "UID:u1\r\nSEQUENCE:2\r\nDTSTAMP:20270201T100000Z\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Guest:mailto:guest@example.org\r\n"
)
SAID = Said("u1", None, "guest@example.org", Answer.ACCEPTED, 2, STAMP, "", None, None)
HEADERS = Headers(
    "guest@example.org",
    "r1@example.org",
    "m1@example.org",
    "Accepted",
    "",
    "",
    is_bounce=False,
    references=("m1@example.org",),
    recipients=("invites@example.org",),
)
WORDS = "ok"


def a_calendar(event: str = EVENT, *, method: str = "REPLY") -> str:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n"
        f"METHOD:{method}\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def a_mail(calendar: str, *, method: str = "REPLY", charset: str = "utf-8") -> bytes:
    head = (
        "From: guest@example.org\r\nTo: invites@example.org\r\nSubject: Accepted\r\n"
        "Message-ID: <r1@example.org>\r\nIn-Reply-To: <m1@example.org>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
        "--b1\r\nContent-Type: text/plain\r\n\r\nok\r\n"
        f"--b1\r\nContent-Type: text/calendar; method={method}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + calendar.encode(charset) + b"\r\n--b1--\r\n"
