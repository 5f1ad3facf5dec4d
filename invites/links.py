"""Signed links by which a mail is answered without a calendar and without signing in.

Whoever has the link may give the one answer it asks for, in the name of the one person it was sent to.
It is unguessable (HMAC-SHA256, RFC 2104) and ends with its time; it holds no name and no address.
"""

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

LAYOUT = struct.Struct(">c16s16sHI")
SEAL = 16  # octets of the signature: 128 bits
LONGEST = 200


class Purpose(StrEnum):
    """What is asked; the letter stands in the link."""

    PROPOSAL = "p"  # whether a proposal suits
    ENDORSEMENT = "e"  # whether a supervisor endorses
    INVITATION = "i"  # whether somebody comes
    DOUBT = "d"  # what a no in the calendar meant
    OTHER_DAYS = "o"  # whether other days suit too
    NOTE = "n"  # what was learnt
    TROUBLE = "t"  # something has come up: illness, other days, the end, an absence
    ASK = "a"  # any question with a deadline (models/asks.py)
    SEAT = "s"  # whether somebody comes to a workshop after all
    FEEDBACK = "f"  # what anybody says of a workshop; it names no person


@dataclass(frozen=True)
class Ticket:
    """One question to one person; `version` is the SEQUENCE that they are asked about, where there is one."""

    purpose: Purpose
    row_id: UUID
    person_id: UUID
    version: int
    ends: datetime


def seal(ticket: Ticket, key: bytes) -> str:
    """The ticket as it stands in a web address."""
    body = LAYOUT.pack(
        ticket.purpose.encode(),
        ticket.row_id.bytes,
        ticket.person_id.bytes,
        ticket.version,
        int(ticket.ends.timestamp()),
    )
    return _text(body + _signature(body, key))


def unseal(token: str, key: bytes) -> Ticket | None:
    """The ticket that we once sealed, also when its time is over; None for everything else."""
    sealed = _octets(token)
    body, signature = sealed[:-SEAL], sealed[-SEAL:]
    if len(body) != LAYOUT.size or not hmac.compare_digest(signature, _signature(body, key)):
        return None
    purpose, row, person, version, ends = LAYOUT.unpack(body)
    until = datetime.fromtimestamp(ends, UTC)
    return Ticket(Purpose(purpose.decode()), UUID(bytes=row), UUID(bytes=person), version, until)


def _octets(token: str) -> bytes:
    """The octets of a token as we write it; other spellings of the same octets are nobody's."""
    if len(token) > LONGEST or not token.isascii():
        return b""
    try:
        octets = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except Error:
        return b""
    return octets if _text(octets) == token else b""


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode().rstrip("=")


def _signature(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:SEAL]
