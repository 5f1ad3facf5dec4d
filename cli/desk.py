"""Where a coordinator sits: one transaction on the folder's database, at its clock's moment."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cli import options
from domain.behalf import Behalf
from domain.refusals import NotAllowed, NotFound
from models.languages import _
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role
from workers.office import clock_of

STEERING = (Role.COORDINATOR, Role.HR, Role.ADMINISTRATOR)


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
    if found.id != of.owner_id and not _steers(db, found, of):
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
    if not any(found.id == each.owner_id or _steers(db, found, each) for each in db.scalars(select(Round))):
        raise NotAllowed(_("{name} steers no round.", name=found.name))
    return found


def _steers(db: Session, who: Person, round_: Round) -> bool:
    roles = select(Appointee.id).where(Appointee.person_id == who.id, Appointee.role.in_(STEERING))
    roles = roles.where(
        or_(Appointee.round_id.is_(None), Appointee.round_id == round_.id),
        or_(Appointee.organisation_id.is_(None), Appointee.organisation_id == round_.organisation_id),
    )
    return db.scalars(roles.limit(1)).first() is not None
