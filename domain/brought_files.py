"""A spreadsheet between the look at it and the yes: kept for whoever brought it, a day at most."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, undefer

from domain.refusals import NotFound
from models.brought_files import BroughtFile
from models.languages import _
from models.people import Person

KEPT = timedelta(days=1)


def keep(db: Session, *, by: Person, name: str, octets: bytes, now: datetime) -> BroughtFile:
    """One a person; whatever anybody has left lying for a day goes too."""
    db.execute(delete(BroughtFile).where(or_(BroughtFile.person_id == by.id, BroughtFile.at < now - KEPT)))
    row = BroughtFile(person_id=by.id, name=name, octets=octets, at=now)
    db.add(row)
    db.flush()
    return row


def of(db: Session, person: Person, file_id: UUID, *, now: datetime) -> BroughtFile:
    found = select(BroughtFile).where(BroughtFile.id == file_id, BroughtFile.person_id == person.id)
    row = db.scalar(found.where(BroughtFile.at >= now - KEPT).options(undefer(BroughtFile.octets)))
    if row is None:
        raise NotFound(_("The spreadsheet is not here any more: bring it again."))
    return row


def forget(db: Session, row: BroughtFile) -> None:
    db.delete(row)
    db.flush()
