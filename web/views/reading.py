"""What every look at the database is given: the session, the reader's language, the moment."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.actors import Actor
from models.languages import Language
from models.questions import ask
from models.rehearsals import Rehearsal

STANDS_AT = select(Rehearsal.now)


@dataclass(frozen=True)
class Reading:
    db: Session
    language: Language
    now: datetime
    is_rehearsal: bool
    visitor: Actor | None = None  # on open pages nobody has signed in
    opened: set[UUID] = field(default_factory=set)  # people whom a page is about: they may ask who looked

    @property
    def actor(self) -> Actor:
        """Whose rows these are to be: every query of a page behind the sign-in goes through it."""
        if self.visitor is None:
            raise LookupError("nobody is signed in on this page")
        return self.visitor


def reading(db: Session, language: Language, wall_now: datetime, *, visitor: Actor | None = None) -> Reading:
    """In a rehearsal the present is where its clock stands."""
    stands_at = ask(db, STANDS_AT).scalar()
    return Reading(db, language, stands_at or wall_now, is_rehearsal=stands_at is not None, visitor=visitor)
