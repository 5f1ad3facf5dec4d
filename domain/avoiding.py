"""Whom an applicant must not be sent to: known to them and to who steers the round, to nobody else."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import applying, known_people
from domain.refusals import Invalid
from models.applications import Application, Avoid
from models.languages import _
from models.organisations import Organisation

MOST = 10


def avoid_house(db: Session, application: Application, organisation_id: UUID, *, now: datetime) -> None:
    """One organisation more; avoiding it twice is avoiding it once."""
    if db.get(Organisation, organisation_id) is None:
        raise Invalid(_("Choose one of the organisations."))
    if organisation_id in {each.organisation_id for each in application.wishes}:
        raise Invalid(_("You wish to go there: take the wish away first."))
    if organisation_id not in {each.organisation_id for each in application.avoids}:
        _add(db, application, Avoid(organisation_id=organisation_id), now=now)


def avoid_person(db: Session, application: Application, email: str, *, now: datetime) -> None:
    """One person more, by their address."""
    person = known_people.by_address(db, email)
    if person.id == application.person_id:
        raise Invalid(_("This is your own address."))
    if person.id not in {each.person_id for each in application.avoids}:
        _add(db, application, Avoid(person_id=person.id), now=now)


def avoid_no_more(db: Session, application: Application, avoid_id: UUID, *, now: datetime) -> None:
    applying.refuse_closed(db, application, now=now)
    kept = [each for each in application.avoids if each.id != avoid_id]
    if len(kept) < len(application.avoids):
        application.avoids[:] = kept
        applying.follow(db, application, now=now)


def _add(db: Session, application: Application, avoid: Avoid, *, now: datetime) -> None:
    applying.refuse_closed(db, application, now=now)
    if len(application.avoids) >= MOST:
        raise Invalid(_("You can name at most {most} to be avoided.", most=MOST))
    application.avoids.append(avoid)
    applying.follow(db, application, now=now)
