"""Participants invite others by their addresses: within a limit, and never past the waiting list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.refusals import Conflict, Invalid
from domain.workshops import sign_ups
from invites.meetings import check_address
from models.languages import _
from models.people import Person
from models.workshops import SignUp, Workshop


def invite_all(db: Session, workshop: Workshop, addresses: list[str], *, by: Person, now: datetime) -> None:
    """Invite those behind these addresses in the name of a participant; all of them, or nobody."""
    wanted = list(dict.fromkeys(each.lower() for each in addresses))
    left = workshop.invites_each - _invited_by(db, workshop, by)
    if len(wanted) > left:
        raise Conflict(_("You may invite {number} people more.", number=max(0, left)))
    for address in wanted:
        sign_ups.invite(db, workshop, of_address(db, address, beside=by), now=now, by=by)


def of_address(db: Session, address: str, *, beside: Person) -> Person:
    """Whoever has this address; a stranger is known by it from now on.

    They belong where others with addresses of the same domain do, else where whoever names them does, and
    read that person's language until they say otherwise.
    """
    wanted = address.strip().lower()
    try:
        check_address(wanted)
    except ValueError:
        raise Invalid(_("{address} is not a mail address.", address=address)) from None
    if found := db.scalar(select(Person).where(Person.email == wanted)):
        return found
    person = Person(
        organisation_id=_organisation(db, wanted) or beside.organisation_id,
        name=_name(wanted),
        email=wanted,
        language=beside.language,
    )
    db.add(person)
    db.flush()
    return person


def _invited_by(db: Session, workshop: Workshop, by: Person) -> int:
    mine = (SignUp.workshop_id == workshop.id, SignUp.invited_by_id == by.id)
    return db.scalar(select(func.count()).where(*mine)) or 0


def _organisation(db: Session, address: str) -> UUID | None:
    domain = address.partition("@")[2]
    theirs = select(Person.organisation_id).where(Person.email.endswith(f"@{domain}", autoescape=True))
    found = db.scalars(theirs.distinct()).all()
    return found[0] if len(found) == 1 else None


def _name(address: str) -> str:
    """ "Aino Keksitty" of "aino.keksitty@", until somebody writes it down."""
    words = address.partition("@")[0].replace("_", ".").split(".")
    return " ".join(each.capitalize() for each in words if each)
