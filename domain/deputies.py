"""Those whom people name to answer invitations for them: an assistant, a deputy."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import Conflict, Invalid, NotFound
from invites.meetings import check_address
from models.languages import _
from models.people import Deputy, Person


def add(db: Session, person: Person, email: str, *, name: str, may_answer: bool) -> Deputy:
    """Let somebody answer for a person; to name them again changes their name, or what they may."""
    address = email.strip().lower()
    _check(person, address)
    deputy = _of(db, person, address)
    if deputy is None:
        deputy = Deputy(person_id=person.id, email=address)
        db.add(deputy)
    deputy.name, deputy.may_answer = name.strip() or address, may_answer
    db.flush()
    return deputy


def remove(db: Session, person: Person, email: str) -> None:
    """From now on they answer for themselves only; what was answered stands."""
    deputy = _of(db, person, email.strip().lower())
    if deputy is None:
        raise NotFound(_("{name} has named nobody with the address {email}.", name=person.name, email=email))
    db.delete(deputy)
    db.flush()


def of_person(db: Session, person: Person) -> list[Deputy]:
    return list(db.scalars(select(Deputy).where(Deputy.person_id == person.id).order_by(Deputy.email)))


def _check(person: Person, address: str) -> None:
    try:
        check_address(address)
    except ValueError:
        raise Invalid(_("{email} is not a mail address.", email=address)) from None
    if address == person.email:
        raise Conflict(_("Nobody is their own deputy."))


def _of(db: Session, person: Person, address: str) -> Deputy | None:
    return db.scalar(select(Deputy).where(Deputy.person_id == person.id, Deputy.email == address))
