"""Which exchanges somebody may know of: nobody reads a name before it is their turn to answer."""

from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.exchanges import Confirmation, Exchange
from models.people import Person
from models.states import ExchangeState

AGREED = (ExchangeState.CONFIRMED, ExchangeState.HELD, ExchangeState.CLOSED)


def known_to(person_id: UUID | BindParameter[UUID]) -> ColumnElement[bool]:
    """Their own, once they have been asked or all is agreed: who is asked second waits."""
    asked = select(Confirmation.exchange_id).where(Confirmation.person_id == person_id)
    mine = or_(Exchange.guest_id == person_id, Exchange.host_id == person_id)
    return and_(mine, or_(Exchange.state.in_(AGREED), Exchange.id.in_(asked)))


def of_person(db: Session, person_id: UUID) -> list[Exchange]:
    """All that somebody takes part in, with both people and the days."""
    return list(db.scalars(THEIRS, {"person": person_id}))


THEIRS = (
    select(Exchange)
    .where(known_to(bindparam("person")))
    .options(
        joinedload(Exchange.guest).joinedload(Person.organisation),
        joinedload(Exchange.host).joinedload(Person.organisation),
        joinedload(Exchange.application),
        joinedload(Exchange.offer),
        selectinload(Exchange.appointments),
        selectinload(Exchange.confirmations),
    )
)


def is_known(db: Session, exchange_id: UUID, person_id: UUID) -> bool:
    found = select(Exchange.id).where(Exchange.id == exchange_id, known_to(person_id))
    return db.scalar(found) is not None
