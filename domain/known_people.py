"""People by the addresses that others know them by."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import Invalid
from models.languages import _
from models.people import Alias, Person


def by_address(db: Session, email: str) -> Person:
    """Their own address, or another that they write from."""
    address = email.strip().lower()
    aliased = select(Alias.person_id).where(Alias.email == address)
    found = db.scalar(select(Person).where((Person.email == address) | Person.id.in_(aliased)))
    if found is None:
        raise Invalid(_("Nobody here has this address yet. Check it, or ask the coordinator."))
    return found
