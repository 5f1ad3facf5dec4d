"""Who has asked to be forgotten: said once, until somebody of HR has answered it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import Conflict
from models.forgetting import ForgettingWish
from models.languages import _
from models.people import Person


def ask(db: Session, person: Person, *, now: datetime) -> ForgettingWish:
    """Asking again while it waits changes nothing: the first day counts."""
    waiting = _open(db, person.id)
    if waiting is not None:
        return waiting
    wish = ForgettingWish(person_id=person.id, asked_at=now)
    db.add(wish)
    db.flush()
    return wish


def answer(db: Session, person: Person, *, by: Person, now: datetime) -> None:
    """Somebody has done what they could, and has written to them."""
    waiting = _open(db, person.id)
    if waiting is None:
        raise Conflict(_("Nobody waits for an answer about being forgotten any more."))
    waiting.answered_at, waiting.answered_by_id = now, by.id
    db.flush()


def is_open(db: Session, person_id: UUID) -> bool:
    return _open(db, person_id) is not None


def latest(db: Session, person_id: UUID) -> ForgettingWish | None:
    mine = select(ForgettingWish).where(ForgettingWish.person_id == person_id)
    return db.scalar(mine.order_by(ForgettingWish.asked_at.desc(), ForgettingWish.id).limit(1))


def _open(db: Session, person_id: UUID) -> ForgettingWish | None:
    """Locked together with the person, so that two presses are one."""
    db.scalar(select(Person.id).where(Person.id == person_id).with_for_update())
    mine = select(ForgettingWish).where(ForgettingWish.person_id == person_id)
    return db.scalar(mine.where(ForgettingWish.answered_at.is_(None)).limit(1))
