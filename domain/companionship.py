"""Two colleagues who wish to travel together: it holds when each has named the other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import applying, known_people, together
from domain.refusals import Invalid
from models.applications import Application
from models.languages import _
from models.people import Person
from models.states import ApplicationState, Kind


@dataclass(frozen=True)
class Companionship:
    """With whom; whether it holds, and whether the two ask for the same length, as they must."""

    person: Person
    holds: bool
    is_alike: bool


def wish(db: Session, application: Application, email: str, *, now: datetime) -> None:
    """Name a colleague, or nobody; naming the same one again changes nothing."""
    companion = known_people.by_address(db, email) if email.strip() else None
    _check(application, companion)
    named = companion.id if companion else None
    standing = of(db, application)
    if named == (standing.person.id if standing else None):
        return
    applying.refuse_closed(db, application, now=now)
    _part(db, application, now=now)
    application.together_with_id = named
    other = _theirs(db, application, named) if named else None
    if other is not None and other.together_with_id == application.person_id:
        application.travels_with_id, other.travels_with_id = other.id, application.id
        applying.follow(db, other, now=now)
    applying.follow(db, application, now=now)


def of(db: Session, application: Application) -> Companionship | None:
    """As it stands; one that a coordinator has joined holds too."""
    other = _joined(db, application)
    if other is not None:
        return Companionship(other.person, holds=True, is_alike=together.are_alike(application, other))
    if application.together_with_id is None:
        return None
    return Companionship(db.get_one(Person, application.together_with_id), holds=False, is_alike=True)


def _check(application: Application, companion: Person | None) -> None:
    if companion is None:
        return
    if application.kind is not Kind.SHADOWING:
        raise Invalid(_("Only visits are made together."))
    if companion.id == application.person_id:
        raise Invalid(_("This is your own address."))


def _part(db: Session, application: Application, *, now: datetime) -> None:
    """What held does not any more, for both."""
    other = _joined(db, application)
    application.travels_with_id = None
    if other is not None and other.travels_with_id == application.id:
        other.travels_with_id = None
        applying.follow(db, other, now=now)


def _joined(db: Session, application: Application) -> Application | None:
    """The one that they travel with, whichever of the two rows says so."""
    mine = Application.id == application.travels_with_id
    if application.travels_with_id is None:
        mine = Application.travels_with_id == application.id
    found = select(Application).where(mine, Application.state != ApplicationState.WITHDRAWN)
    return db.scalars(found.options(joinedload(Application.person)).order_by(Application.id).limit(1)).first()


def _theirs(db: Session, application: Application, person_id: UUID) -> Application | None:
    same = (Application.round_id == application.round_id, Application.kind == application.kind)
    found = select(Application).where(*same, Application.person_id == person_id)
    return db.scalar(found.where(Application.state != ApplicationState.WITHDRAWN))
