"""Other addresses that people write from: an answer that comes from one of them counts as theirs."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.refusals import Conflict, Invalid, NotFound
from invites.meetings import check_address
from models.languages import _
from models.people import Alias, Person


def add(db: Session, person: Person, email: str) -> Alias:
    """Refused where the address is known as somebody's already."""
    address = _address(email)
    if _owner(db, address) is not None:
        raise Conflict(_("{email} is known already.", email=address))
    alias = Alias(person_id=person.id, email=address)
    db.add(alias)
    db.flush()
    return alias


def correct(db: Session, person: Person, email: str) -> None:
    """Mails go there from now on; what is written from the old address counts as theirs as before."""
    address = _address(email)
    if address == person.email:
        raise Conflict(_("{email} is their address already.", email=address))
    if _owner(db, address) not in (None, person.id):
        raise Conflict(_("{email} is known already.", email=address))
    db.execute(delete(Alias).where(Alias.person_id == person.id, Alias.email == address))
    db.add(Alias(person_id=person.id, email=person.email))
    person.email = address
    db.flush()


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        check_address(address)
    except ValueError:
        raise Invalid(_("{email} is not a mail address.", email=address)) from None
    return address


def _owner(db: Session, address: str) -> UUID | None:
    alias = select(Alias.person_id).where(Alias.email == address)
    return db.scalar(select(Person.id).where(Person.email == address)) or db.scalar(alias)


def remove(db: Session, person: Person, email: str) -> None:
    """What came from there before stands."""
    mine = (Alias.person_id == person.id, Alias.email == email.strip().lower())
    alias = db.scalar(select(Alias).where(*mine))
    if alias is None:
        raise NotFound(_("{name} does not write from {email}.", name=person.name, email=email))
    db.delete(alias)
    db.flush()


def of_person(db: Session, person: Person) -> list[Alias]:
    return list(db.scalars(select(Alias).where(Alias.person_id == person.id).order_by(Alias.email)))
