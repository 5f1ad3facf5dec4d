"""Who meets together: one exchange leads and has the calendar entry, the others follow it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.exchanges import Exchange
from models.mentoring import CircleMember
from models.people import Person
from models.states import ExchangeState


def lead_of(db: Session, exchange: Exchange) -> UUID | None:
    """Whom it follows, if it follows another."""
    return db.scalar(select(CircleMember.lead_id).where(CircleMember.exchange_id == exchange.id))


def followers(db: Session, exchange: Exchange) -> list[UUID]:
    """Those that meet with it and go on, in their order."""
    found = select(CircleMember.exchange_id).join(Exchange, Exchange.id == CircleMember.exchange_id)
    live = found.where(CircleMember.lead_id == exchange.id, Exchange.state == ExchangeState.CONFIRMED)
    return sorted(db.scalars(live))


def mentees(db: Session, exchange: Exchange) -> list[Person]:
    """Those who come to its sessions beside its own mentee."""
    mine = Exchange.id.in_(followers(db, exchange))
    found = select(Person).join(Exchange, Exchange.guest_id == Person.id).where(mine)
    return list(db.scalars(found.options(joinedload(Person.organisation)).order_by(Person.email)))
