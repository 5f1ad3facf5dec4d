"""Answer links in letters: without a key, which `vaihto up` lays, letters go without."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from invites.links import Purpose, Ticket, seal, unseal
from models.links import LinkKey

KEY_OCTETS = 32
KEPT = timedelta(days=60)  # an old link still tells kindly what happened since


@dataclass(frozen=True)
class YesOrNo:
    """The two links of a question; both lead to one page, with another answer first."""

    accept_link: str | None
    decline_link: str | None


def lay(db: Session, *, address: str | None) -> None:
    """Say where people reach the pages now, if they do; without an address letters go without links.

    The key is drawn once and stays, so that links that were sent stay good.
    """
    row = db.get(LinkKey, 1)
    if row is None:
        row = LinkKey(id=1, key=secrets.token_bytes(KEY_OCTETS))
        db.add(row)
    row.address = (address or "").rstrip("/")
    db.flush()


def to(
    db: Session, purpose: Purpose, row_id: UUID, person_id: UUID, *, until: datetime, version: int = 0
) -> str | None:
    """Where one person answers one question, as long as it is open and a while after."""
    row = db.get(LinkKey, 1)
    if row is None or not row.address:
        return None
    ticket = Ticket(purpose, row_id, person_id, version, until + KEPT)
    return f"{row.address}/answer/{seal(ticket, row.key)}"


def saying(link: str | None, word: str) -> str | None:
    """The same page, with one answer put first; nothing is answered by opening it."""
    return None if link is None else f"{link}?say={word}"


def yes_or_no(link: str | None) -> YesOrNo:
    return YesOrNo(saying(link, "yes"), saying(link, "no"))


def opened(db: Session, token: str, *, now: datetime) -> Ticket | None:
    """The question behind a link that we have sent and that has not ended."""
    row = db.get(LinkKey, 1)
    ticket = unseal(token, row.key) if row else None
    return ticket if ticket and now < ticket.ends else None
