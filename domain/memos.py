"""Memos of those who steer: never mailed, told to whom they are about, and forgotten in time."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from domain.identity_codes import holds_identity_code
from domain.refusals import Invalid, NotFound
from models.applications import Application
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.steering_pages import Memo

LONGEST = 2_000
KEPT = timedelta(days=30)  # after what it is about has ended
PUT_BACK_WITHIN = timedelta(days=1)
Subject = Application | Exchange


def of(db: Session, subject: Subject) -> list[Memo]:
    """The newest first; those just removed too, so that they can be put back."""
    found = select(Memo).where(_about(subject))
    return list(db.scalars(found.order_by(Memo.written_at.desc(), Memo.id)))


def write(
    db: Session, subject: Subject, words: str, *, about: UUID | None, by: Person, now: datetime
) -> Memo:
    """`about` is the person whom the words concern; none: both of the exchange."""
    if not words.strip() or len(words) > LONGEST:
        raise Invalid(_("Write something, of at most {number} signs.", number=LONGEST))
    if holds_identity_code(words):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    row = Memo(
        exchange_id=subject.id if isinstance(subject, Exchange) else None,
        application_id=subject.id if isinstance(subject, Application) else None,
        person_id=about if isinstance(subject, Exchange) else subject.person_id,
        author_id=by.id,
        words=words.strip(),
        written_at=now,
    )
    db.add(row)
    db.flush()
    return row


def find(db: Session, subject: Subject, memo_id: UUID) -> Memo:
    row = db.scalar(select(Memo).where(_about(subject), Memo.id == memo_id))
    if row is None:
        raise NotFound(_("There is no such memo."))
    return row


def remove(row: Memo, *, now: datetime) -> None:
    """Its words go the night after; until then it can be put back."""
    row.removed_at = row.removed_at or now


def put_back(row: Memo) -> None:
    row.removed_at = None


def about_person(person_id: UUID) -> ColumnElement[bool]:
    """What somebody may read of themselves; of both of an exchange, either may."""
    lived = select(Exchange.id).where(or_(Exchange.guest_id == person_id, Exchange.host_id == person_id))
    return or_(Memo.person_id == person_id, Memo.person_id.is_(None) & Memo.exchange_id.in_(lived))


def forget(db: Session, *, now: datetime) -> int:
    """Those removed a day ago, and a month after the exchange or the round has ended; how many."""
    ended = func.coalesce(Exchange.closed_at, Exchange.released_at)
    lived = select(Exchange.id).where(ended <= now - KEPT)
    over = select(Round.id).where(Round.ended_at <= now - KEPT)
    asked = select(Application.id).where(Application.round_id.in_(over))
    old = or_(
        Memo.removed_at <= now - PUT_BACK_WITHIN,
        Memo.exchange_id.in_(lived),
        Memo.application_id.in_(asked),
    )
    return len(db.scalars(delete(Memo).where(old).returning(Memo.id)).all())


def _about(subject: Subject) -> ColumnElement[bool]:
    if isinstance(subject, Exchange):
        return Memo.exchange_id == subject.id
    return Memo.application_id == subject.id
