"""The mail around an answer, laid out as each program does it."""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Callable
from email.utils import format_datetime
from hashlib import sha256

from invites.headers import encode_text
from invites.meetings import Answer
from invites.zone import local
from workers.answering import Answering, Asked, Client, Saying

SUBJECTS = {
    Answer.ACCEPTED: "Accepted",
    Answer.DECLINED: "Declined",
    Answer.TENTATIVE: "Tentative",
    Answer.DELEGATED: "Delegated",
    Answer.NEEDS_ACTION: "Seen",
}
BY_GOOGLE = (
    "Sender: Google Calendar <calendar-notification@google.example>",
    "Auto-Submitted: auto-generated",
)


def _thunderbird(asked: Asked, answering: Answering, calendar: bytes) -> bytes:
    """The object inline and attached, in the thread of the question."""
    thread = f"In-Reply-To: {asked.message_id}"
    parts = [_plain(answering), _inline(calendar, answering)]
    both = [_multipart(b"alternative", _mark(answering, "a"), parts), _attachment(calendar)]
    return _head(asked, answering, thread) + _multipart(b"mixed", _mark(answering), both)


def _outlook(asked: Asked, answering: Answering, calendar: bytes) -> bytes:
    """Inline only; whether it names the thread is not known, so nobody may count on it."""
    parts = [_plain(answering), _inline(calendar, answering)]
    return _head(asked, answering) + _multipart(b"alternative", _mark(answering), parts)


def _gmail(asked: Asked, answering: Answering, calendar: bytes) -> bytes:
    """Sent by a service in the person's name; a page beside the text."""
    page = b'<div dir="ltr">%s</div>' % _words(answering).encode()
    html = b'Content-Type: text/html; charset="UTF-8"\r\n' + _quoted(page)
    parts = [_plain(answering), html, _inline(calendar, answering)]
    both = [_multipart(b"alternative", _mark(answering, "a"), parts), _attachment(calendar)]
    return _head(asked, answering, *BY_GOOGLE) + _multipart(b"mixed", _mark(answering), both)


def _apple(asked: Asked, answering: Answering, calendar: bytes) -> bytes:
    """Quoted-printable throughout."""
    head = b"Content-Type: text/calendar;\r\n\tcharset=utf-8;\r\n\tmethod=%s\r\n" % answering.saying.encode()
    text = b"Content-Type: text/plain;\r\n\tcharset=utf-8\r\n" + _quoted(_words(answering).encode())
    return _head(asked, answering, "X-Mailer: iPhone Mail (22B83)") + _multipart(
        b"alternative", b"Apple-Mail-" + _mark(answering), [text, head + _quoted(calendar)]
    )


WRITERS: dict[Client, Callable[[Asked, Answering, bytes], bytes]] = {
    Client.THUNDERBIRD: _thunderbird,
    Client.OUTLOOK: _outlook,
    Client.GMAIL: _gmail,
    Client.APPLE: _apple,
}


def _subject(answering: Answering) -> str:
    if answering.saying is Saying.REPLY:
        return SUBJECTS[answering.answer]
    return {Saying.COUNTER: "New time proposed", Saying.CANCEL: "Cancelled"}.get(answering.saying, "Refresh")


def _words(answering: Answering) -> str:
    return answering.comment or _subject(answering)


def _mark(answering: Answering, level: str = "") -> bytes:
    return b"----=_" + sha256(answering.message_id.encode()).hexdigest()[:24].encode() + level.encode()


def _head(asked: Asked, answering: Answering, *rows: str) -> bytes:
    first = [
        f"From: {answering.attendee}",
        f"To: {asked.organiser}",
        f"Subject: {encode_text(_subject(answering))}",
        f"Date: {format_datetime(local(answering.stamp))}",
        f"Message-ID: <{answering.message_id}>",
    ]
    return "\r\n".join([*first, *rows, "MIME-Version: 1.0", ""]).encode("ascii")


def _multipart(kind: bytes, mark: bytes, parts: list[bytes]) -> bytes:
    head = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, mark)
    return head + b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts) + b"--%s--\r\n" % mark


def _plain(answering: Answering) -> bytes:
    return b"Content-Type: text/plain; charset=utf-8\r\n" + _base64(_words(answering).encode())


def _inline(calendar: bytes, answering: Answering) -> bytes:
    head = b'Content-Type: text/calendar; charset="utf-8"; method=%s\r\n' % answering.saying.encode()
    return head + _base64(calendar)


def _attachment(calendar: bytes) -> bytes:
    head = b'Content-Type: application/ics; name="invite.ics"\r\n'
    return head + b'Content-Disposition: attachment; filename="invite.ics"\r\n' + _base64(calendar)


def _base64(octets: bytes) -> bytes:
    return b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(octets).replace(b"\n", b"\r\n")


def _quoted(octets: bytes) -> bytes:
    text = octets.replace(b"\r\n", b"\n")
    encoded = b2a_qp(text, istext=True).replace(b"\n", b"\r\n")
    return b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + encoded
