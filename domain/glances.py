"""Who has opened a page about somebody: a person may ask who has looked at what is kept about them."""

from collections.abc import Iterable, Set
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.glances import Glance

KEPT = timedelta(days=365)


def unseen(db: Session, of: Set[UUID], *, by: UUID, on: date) -> frozenset[UUID]:
    """Those of them whom this one has not looked at on that day; nobody looks at themselves."""
    known = select(Glance.person_id).where(Glance.by_id == by, Glance.day == on, Glance.person_id.in_(of))
    return frozenset(of) - {by, *db.scalars(known)}


def note(db: Session, of: Iterable[UUID], *, by: UUID, on: date) -> None:
    """Once for each of them and each day."""
    for person_id in sorted(unseen(db, frozenset(of), by=by, on=on)):
        db.add(Glance(person_id=person_id, by_id=by, day=on))


def of_person(db: Session, person_id: UUID, *, most: int) -> list[Glance]:
    """The newest first."""
    found = select(Glance).where(Glance.person_id == person_id)
    return list(db.scalars(found.order_by(Glance.day.desc(), Glance.by_id).limit(most)))


def forget(db: Session, *, on: date) -> int:
    """Those of more than a year ago; returns how many."""
    gone = db.execute(delete(Glance).where(Glance.day < on - KEPT).returning(Glance.day))
    return len(gone.all())
