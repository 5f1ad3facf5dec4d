"""A host or mentor hands an exchange over to a colleague; the guest keeps days, place and calendar entry."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from domain import invitations
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict, Invalid
from models import streams
from models.exchanges import Confirmation, Exchange, GuestDay, SessionStart
from models.facts import ExchangeHandedOver
from models.languages import _
from models.people import Person
from models.states import Answer, ExchangeState, Kind


def hand_over(db: Session, exchange: Exchange, *, to: Person, now: datetime, behalf: Behalf) -> None:
    """Who leaves gets a cancellation, the newcomer an invitation, the guest an update; one UID for all."""
    _check(exchange, to)
    leaving_id = exchange.host_id
    if leaving_id == to.id:
        return
    try:
        with db.begin_nested():
            _take_over(db, exchange, to)
    except IntegrityError:
        raise Conflict(_("{name} has another session at that time.", name=to.name)) from None
    found = select(Person).where(Person.id == to.id).options(joinedload(Person.organisation))
    exchange.host_id, exchange.host = to.id, db.scalars(found).one()
    exchange.colleagues[:] = [each for each in exchange.colleagues if each.email != to.email]
    _accept(exchange, to, behalf, now=now)
    db.flush()
    invitations.follow(db, exchange, now=now)
    fact = ExchangeHandedOver(exchange_id=exchange.id, from_id=leaving_id, to_id=to.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=behalf.by.id)


def _check(exchange: Exchange, to: Person) -> None:
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(_("Only a confirmed exchange is handed over."))
    if to.id == exchange.guest_id:
        raise Invalid(_("Nobody visits or mentors themselves."))
    if exchange.kind is Kind.SHADOWING and to.organisation_id != exchange.host.organisation_id:
        raise Invalid(_("A stay is handed over within the organisation: the guest keeps the place."))


def _take_over(db: Session, exchange: Exchange, to: Person) -> None:
    for day in db.scalars(select(GuestDay).where(GuestDay.exchange_id == exchange.id)):
        day.host_id = to.id
    mine = (SessionStart.exchange_id == exchange.id) & (SessionStart.person_id == exchange.host_id)
    for start in db.scalars(select(SessionStart).where(mine)):
        start.person_id = to.id
    db.flush()


def _accept(exchange: Exchange, to: Person, behalf: Behalf, *, now: datetime) -> None:
    """The newcomer's yes, as the coordinator has heard it; the earlier word stays on record."""
    known = next((each for each in exchange.confirmations if each.person_id == to.id), None)
    if known is None:
        known = Confirmation(exchange_id=exchange.id, person_id=to.id)
        exchange.confirmations.append(known)
    known.answer, known.answered_at = Answer.ACCEPTED, now
    note(known, behalf, now=now)
