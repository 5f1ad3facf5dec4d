"""Spreadsheets between the look at them and the yes: kept for whoever brought them, a day at most."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, undefer

from domain.refusals import NotFound
from models.brought_files import BroughtFile
from models.languages import _
from models.people import Person

KEPT = timedelta(days=1)


def keep(db: Session, files: Mapping[str, bytes], *, by: Person, now: datetime) -> BroughtFile:
    """Those of one look a person, by names; whatever anybody has left lying for a day goes too."""
    db.execute(delete(BroughtFile).where(or_(BroughtFile.person_id == by.id, BroughtFile.at < now - KEPT)))
    rows = [BroughtFile(person_id=by.id, name=name, octets=octets, at=now) for name, octets in files.items()]
    db.add_all(rows)
    db.flush()
    return rows[0]


def of(db: Session, person: Person, file_id: UUID, *, now: datetime) -> tuple[BroughtFile, ...]:
    """All that were looked at together with this one."""
    found = select(BroughtFile).where(BroughtFile.person_id == person.id, BroughtFile.at >= now - KEPT)
    rows = tuple(db.scalars(found.order_by(BroughtFile.name).options(undefer(BroughtFile.octets))))
    if all(each.id != file_id for each in rows):
        raise NotFound(_("The spreadsheet is not here any more: bring it again."))
    return rows


def forget_old(db: Session, *, now: datetime) -> int:
    """What nobody has saved within a day, also where no other file comes. Returns how many."""
    old = delete(BroughtFile).where(BroughtFile.at < now - KEPT)
    return len(db.scalars(old.returning(BroughtFile.id)).all())


def forget(db: Session, rows: Iterable[BroughtFile]) -> None:
    for each in rows:
        db.delete(each)
    db.flush()
