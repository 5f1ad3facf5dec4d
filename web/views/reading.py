"""What every look at the database is given: the session, the reader's language, the moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.languages import Language
from models.rehearsals import Rehearsal


@dataclass(frozen=True)
class Reading:
    db: Session
    language: Language
    now: datetime
    is_rehearsal: bool


def reading(db: Session, language: Language, wall_now: datetime) -> Reading:
    """In a rehearsal the present is where its clock stands."""
    stands_at = db.scalar(select(Rehearsal.now))
    return Reading(db, language, stands_at or wall_now, is_rehearsal=stands_at is not None)
