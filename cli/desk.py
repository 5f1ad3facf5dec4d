"""Where a coordinator sits: one transaction on the folder's database, at its clock's moment."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import options
from domain.access import policy, visibility
from domain.access.actors import actor_of
from domain.behalf import Behalf
from domain.refusals import NotAllowed, NotFound
from models.languages import _
from models.people import Person
from models.rounds import Round
from workers.office import clock_of


@dataclass(frozen=True)
class Desk:
    db: Session
    now: datetime

    def behalf(self, email: str, *, why: str, of: Round) -> Behalf:
        return Behalf(coordinator(self.db, email, of=of), why)


@contextmanager
def desk(data: Path | None) -> Iterator[Desk]:
    """What is written here is saved as a whole, or not at all."""
    with closing(options.open_database(options.settings_of(data))) as database:
        now = clock_of(database).now()
        with database.change() as db:
            yield Desk(db, now)


@contextmanager
def trial_desk(data: Path | None) -> Iterator[Desk]:
    """What is written here is gone at the end, and nobody waits for it."""
    with closing(options.open_database(options.settings_of(data))) as database:
        now = clock_of(database).now()
        with database.trial() as db:
            yield Desk(db, now)


@contextmanager
def looking(data: Path | None) -> Iterator[Session]:
    opened = options.open_database(options.settings_of(data))
    with closing(opened) as database, database.look() as db:
        yield db


def person(db: Session, email: str) -> Person:
    found = db.scalar(select(Person).where(Person.email == email.strip().lower()))
    if found is None:
        raise NotFound(_("There is nobody with the address {email}.", email=email))
    return found


def coordinator(db: Session, email: str, *, of: Round) -> Person:
    """Somebody who owns the round, or who steers it by a role held everywhere, in its house, or in it."""
    found = person(db, email)
    if not policy.may_steer(actor_of(db, found), of):
        raise NotAllowed(
            _(
                "{name} does not steer {round}: the owner of the round may, and coordinators, HR and "
                "administrators.",
                name=found.name,
                round=of.reference,
            )
        )
    return found


def steering(db: Session, email: str) -> Person:
    """Somebody who steers a round, whichever it is."""
    found = person(db, email)
    steered = visibility.steered_rounds(actor_of(db, found))
    if db.scalars(select(Round.id).where(steered).limit(1)).first() is None:
        raise NotAllowed(_("{name} steers no round.", name=found.name))
    return found
