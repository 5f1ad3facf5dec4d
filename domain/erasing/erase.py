"""Forgetting a person: what happened stays, and nothing says any more who it was."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from domain import forgetting_wishes
from domain.erasing import mails, plans, rows
from domain.refusals import Conflict
from models.applications import Application
from models.asks import Ask, AskState
from models.exchanges import Exchange
from models.languages import Words, _
from models.offers import Offer
from models.people import Appointee, Person
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, OfferState, RoundState

NOBODY = "N.N."  # nomen nescio: known in Finnish, Swedish and English
OVER = (RoundState.ENDED, RoundState.CANCELLED)
ASKING = (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.WAITING)


def erase(db: Session, person: Person, *, by: Person, now: datetime) -> None:
    """Name, addresses, words and mails go; that there was an exchange, its days and its costs stay.

    Refused while something is still ahead of them: others count on it. What they wish is answered with it.
    """
    db.scalar(select(Person.id).where(Person.id == person.id).with_for_update())
    if person.forgotten_at is not None:
        return
    if stands := in_the_way(db, person):
        raise Conflict(stands)
    stands_for = f"{person.id}@forgotten.invalid"
    mails.erase(db, person)
    plans.erase(db, person, stands_for=stands_for)
    rows.erase(db, person.id, stands_for=stands_for)
    if forgetting_wishes.is_open(db, person.id):
        forgetting_wishes.answer(db, person, by=by, now=now)
    person.name, person.email, person.title = NOBODY, stands_for, ""
    person.supervisor_id, person.forgotten_at = None, now
    db.flush()
    db.expire_all()


def in_the_way(db: Session, person: Person) -> Words | None:
    """What must be ended first, or nothing."""
    return next((words for rows, words in _ahead(person) if db.scalar(rows.limit(1)) is not None), None)


def _ahead(person: Person) -> Iterator[tuple[Select[UUID], Words]]:
    name, me = person.name, person.id
    alive = select(Round.id).where(Round.state.not_in(OVER))
    roles = select(Appointee.id).where(Appointee.person_id == me)
    yield roles, _("{name} has a role: take it away first.", name=name)
    steers = alive.where(or_(Round.owner_id == me, Round.deputy_id == me))
    yield steers, _("{name} steers a living round: give it to somebody else first.", name=name)
    lived = Exchange.state.in_([each for each in ExchangeState if each.is_live])
    exchanges = select(Exchange.id).where(lived, or_(Exchange.guest_id == me, Exchange.host_id == me))
    yield exchanges, _("{name} has an exchange ahead: cancel it first.", name=name)
    asks = Application.round_id.in_(alive) & Application.state.in_(ASKING)
    applications = select(Application.id).where(Application.person_id == me, asks)
    yield applications, _("{name} has an application in a living round: withdraw it first.", name=name)
    gives = Offer.round_id.in_(alive) & (Offer.state == OfferState.OPEN)
    offers = select(Offer.id).where(Offer.person_id == me, gives)
    yield offers, _("{name} has an offer in a living round: take it back first.", name=name)
    questions = select(Ask.id).where(Ask.whose_id == me, Ask.state == AskState.OPEN)
    yield questions, _("{name} is asked something: write their answer down first.", name=name)
