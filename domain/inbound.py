"""Mails that came in and are not read: their heads alone are looked at."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from invites import heads, intake
from invites.intake import Unread
from models.invites import InboundMail

END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
LONGEST_HEAD = 64_000


def set_aside(db: Session, head: bytes, *, place: str, why: Unread, now: datetime) -> str:
    """Record a mail that is not read; its head alone is kept. The same one twice is once.

    `place` is where it lies, which names it if its head does not. Returns the recorded outcome.
    """
    message_id = _message_id(head) or place
    known = _outcome(db, message_id)
    if known is None:
        db.add(InboundMail(message_id=message_id, received_at=now, octets=head, outcome=why.value))
    return known or why.value


def head_of(octets: bytes) -> bytes:
    """What stands before the first empty line, as far as we look."""
    return END_OF_HEAD.split(octets[:LONGEST_HEAD], maxsplit=1)[0] + b"\r\n\r\n"


def _outcome(db: Session, message_id: str) -> str | None:
    return db.scalar(select(InboundMail.outcome).where(InboundMail.message_id == message_id))


def _message_id(octets: bytes) -> str:
    """Empty if it has none, or none that we can read without risk."""
    head = head_of(octets)
    mail = None if intake.refuse(head) else intake.parse(head)
    return heads.headers(mail).message_id if mail else ""
