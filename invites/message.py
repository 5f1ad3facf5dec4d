"""One mail as octets: the same input always gives the same octets.

Laid out as mail clients expect (RFC 6047): the calendar is the last alternative, and again an attachment.
Written by hand, since the standard library needs nine milliseconds per mail and draws random boundaries.
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from invites.headers import encode_mailbox, encode_text
from invites.issue import Method
from invites.letters import Letter
from invites.meetings import Mailbox
from invites.zone import local
from models.languages import Language

MESSAGE_ID = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
LIST_ID = re.compile(r"[A-Za-z0-9.-]+")
INLINE = b"Content-Type: text/calendar; charset=utf-8; method=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
ATTACHMENT = (
    b'Content-Type: application/ics; name="invite.ics"\r\n'
    b'Content-Disposition: attachment; filename="invite.ics"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n"
)


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Who writes to whom, and where the mail stands in its thread.

    Message ids are bare, without brackets; `in_reply_to` is the first mail of the thread; `list_id` looks
    like a domain.
    """

    message_id: str
    sender: Mailbox
    to: Mailbox
    date: datetime
    language: Language
    list_id: str
    in_reply_to: str | None = None
    reply_to: Mailbox | None = None  # a human, where no calendar answer is expected

    def __post_init__(self) -> None:
        ids = (self.message_id,) if self.in_reply_to is None else (self.message_id, self.in_reply_to)
        if not all(MESSAGE_ID.fullmatch(each) for each in ids) or not LIST_ID.fullmatch(self.list_id):
            raise ValueError("not an id that can stand in a header")


def compose(
    envelope: Envelope, letter: Letter, *, calendar: bytes | None = None, method: Method | None = None
) -> bytes:
    """The whole mail with CRLF line ends; `calendar` goes with its `method`, or both are absent."""
    if (calendar is None) != (method is None):
        raise ValueError("a calendar object and its method go together")
    mark = sha256(envelope.message_id.encode()).hexdigest()[:32]
    parts = [_text(b"plain", letter.text), _text(b"html", letter.html)]
    if calendar is None or method is None:
        return _headers(envelope, letter) + _multipart(b"alternative", mark, parts)
    encoded = encodebytes(calendar).replace(b"\n", b"\r\n")
    parts.append(INLINE % method.encode() + encoded)
    both = [_multipart(b"alternative", f"{mark}.1", parts), ATTACHMENT + encoded]
    return _headers(envelope, letter) + _multipart(b"mixed", mark, both)


def _headers(envelope: Envelope, letter: Letter) -> bytes:
    rows = [
        f"Date: {format_datetime(local(envelope.date))}",
        f"From: {encode_mailbox(envelope.sender)}",
        f"To: {encode_mailbox(envelope.to)}",
        *([f"Reply-To: {encode_mailbox(envelope.reply_to)}"] if envelope.reply_to else []),
        f"Subject: {encode_text(letter.subject)}",
        f"Message-ID: <{envelope.message_id}>",
        *_thread(envelope),
        f"List-Id: <{envelope.list_id}>",
        "Auto-Submitted: auto-generated",
        f"Content-Language: {envelope.language}",
        "MIME-Version: 1.0",
        "",
    ]
    return "\r\n".join(rows).encode("ascii")


def _thread(envelope: Envelope) -> list[str]:
    first = envelope.in_reply_to
    return [] if first is None else [f"In-Reply-To: <{first}>", f"References: <{first}>"]


def _multipart(kind: bytes, mark: str, parts: list[bytes]) -> bytes:
    """`=_` can stand in neither base64 nor quoted-printable, so no text can forge the boundary."""
    boundary = b"=_" + mark.encode()
    head = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, boundary)
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts)
    return b"%s%s--%s--\r\n" % (head, body, boundary)


def _text(kind: bytes, text: str) -> bytes:
    encoded = b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")
    head = b"Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head % kind + encoded
