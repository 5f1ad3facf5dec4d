"""Who answers for a round or an organisation."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role


def coordinator(db: Session, of: Round) -> Person:
    """The named owner of a round: mails about it go to them, people ask them."""
    return db.get_one(Person, of.owner_id, options=[joinedload(Person.organisation)])


def with_role(db: Session, role: Role) -> list[Person]:
    found = select(Person).join(Appointee, Appointee.person_id == Person.id).where(Appointee.role == role)
    return list(db.scalars(found.order_by(Person.email)))
