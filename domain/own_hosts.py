"""Bringing one's own host: both are named, so it begins past the matching, but within the same limits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import endorsements, places
from domain.answer_times import answer_by
from domain.behalf import Behalf, note
from domain.events import open_stream, record
from domain.identity_codes import holds_identity_code
from domain.meetings import last_moment
from domain.refusals import Conflict, Invalid
from domain.working_days import is_working_day
from models import streams
from models.applications import Application, Endorsement
from models.exchanges import Appointment, Confirmation, Exchange
from models.facts import ExchangeProposed
from models.languages import _
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.schedules import Block, FitReason
from models.states import (
    Answer,
    ApplicationState,
    AppointmentState,
    EndorsementState,
    ExchangeState,
    Kind,
    OfferState,
    RoundState,
)
from models.timeline import days as every_day
from models.timeline import iso_week, local_day

OVER = (RoundState.DRAFT, RoundState.ENDED, RoundState.CANCELLED)
BROUGHT = (FitReason(code="own_host"),)


@dataclass(frozen=True)
class Agreed:
    """Whom a guest has found, and the days that the two have in mind."""

    host: Person
    blocks: tuple[Block, ...]


def bring(
    db: Session, application: Application, agreed: Agreed, *, now: datetime, behalf: Behalf | None = None
) -> Exchange:
    """Propose it to the host; the guest has said yes by naming them. Room is taken as for everybody."""
    round_ = _check(db, application, agreed)
    first = agreed.blocks[0].first_day
    if first <= local_day(now):
        raise Invalid(_("The days lie in the past: record a visit that has taken place instead."))
    exchange = _booked(db, application, agreed, confirm_by=answer_by(round_, first, now=now))
    said = Confirmation(person_id=application.person_id, answer=Answer.ACCEPTED, answered_at=now)
    note(said, behalf, now=now)
    exchange.confirmations.append(said)
    _begin(db, application, exchange, now=now, behalf=behalf)
    return exchange


def arranged_outside(
    db: Session, application: Application, agreed: Agreed, *, now: datetime, behalf: Behalf
) -> Exchange:
    """Write down a visit that the two arranged themselves and that has taken place; notes are asked."""
    _check(db, application, agreed)
    exchange = _exchange(db, application, agreed, confirm_by=now)
    if last_moment(exchange) > now:
        raise Invalid(_("The visit has not taken place yet: propose it instead."))
    exchange.state, exchange.confirmed_at, exchange.held_at = ExchangeState.HELD, now, last_moment(exchange)
    for appointment in exchange.appointments:
        appointment.state = AppointmentState.HELD
        note(appointment, behalf, now=now)
    db.flush()
    _begin(db, application, exchange, now=now, behalf=behalf)
    return exchange


def _check(db: Session, application: Application, agreed: Agreed) -> Round:
    round_, guest = db.get_one(Round, application.round_id), db.get_one(Person, application.person_id)
    db.refresh(application, ["state"], with_for_update=True)
    if round_.state in OVER:
        raise Conflict(_("The round does not run now."))
    if application.kind is not Kind.SHADOWING:
        raise Invalid(_("Only visits are arranged with a host of one's own."))
    if not application.state.may_become(ApplicationState.PLACED):
        raise Conflict(_("This application has a place already, or has not been sent."))
    row = endorsements.of_application(db, application)
    if row is not None and row.state is not EndorsementState.GIVEN:
        raise Conflict(_("The supervisor's endorsement is missing."))
    if agreed.host.organisation_id == guest.organisation_id:
        raise Invalid(_("The host works in the guest's own organisation."))
    if holds_identity_code(application.aims):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    _check_days(agreed.blocks)
    _check_limits(db, round_, row, agreed)
    return round_


def _check_limits(db: Session, round_: Round, row: Endorsement | None, agreed: Agreed) -> None:
    """Past the round's days, the supervisor's weeks or the host's number only by setting them aside."""
    edges = [day for block in agreed.blocks for day in (block.first_day, block.last_day)]
    if not round_.first_day <= min(edges) <= max(edges) <= round_.last_day:
        raise Conflict(_("The days lie outside the round: move its days first."))
    weeks = row.conditions.weeks if row and row.conditions else ()
    if any(iso_week(day) in weeks for block in agreed.blocks for day in _days(block)):
        raise Conflict(_("The supervisor has said that one of these weeks does not suit."))
    offer = _standing_offer(db, round_, agreed.host)
    if offer is not None and _served(db, offer) >= offer.most:
        raise Conflict(_("The host has as many guests as they take: set the limit aside first."))


def _days(block: Block) -> tuple[date, ...]:
    return every_day(block.first_day, block.last_day)


def _standing_offer(db: Session, round_: Round, host: Person) -> Offer | None:
    mine = (Offer.round_id == round_.id, Offer.person_id == host.id, Offer.kind == Kind.SHADOWING)
    return db.scalar(select(Offer).where(*mine))


def _served(db: Session, offer: Offer) -> int:
    living = (Exchange.offer_id == offer.id, Exchange.state != ExchangeState.RELEASED)
    return db.scalar(select(func.count(Exchange.id)).where(*living)) or 0


def _check_days(blocks: tuple[Block, ...]) -> None:
    every = [day for block in blocks for day in every_day(block.first_day, block.last_day)]
    edges = {day for block in blocks for day in (block.first_day, block.last_day)}
    if not every or len(set(every)) < len(every):
        raise Invalid(_("Name each day of the visit once."))
    if closed := [day for day in sorted(edges) if not is_working_day(day)]:
        raise Invalid(_("{day} is no working day.", day=_written(closed[0])))


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _exchange(db: Session, application: Application, agreed: Agreed, *, confirm_by: datetime) -> Exchange:
    offer = _offer(db, application, agreed.host)
    exchange = Exchange(
        round_id=application.round_id,
        application_id=application.id,
        offer_id=offer.id,
        kind=application.kind,
        guest_id=application.person_id,
        host_id=agreed.host.id,
        fit=0,
        reasons=BROUGHT,
        confirm_by=confirm_by,
        appointments=[
            Appointment(number=number, **block.model_dump())
            for number, block in enumerate(agreed.blocks, start=1)
        ],
        confirmations=[],
    )
    db.add(exchange)
    db.flush()
    return exchange


def _offer(db: Session, application: Application, host: Person) -> Offer:
    """The host's own offer if there is one; else a closed one for this guest alone."""
    if offer := _standing_offer(db, db.get_one(Round, application.round_id), host):
        return offer
    offer = Offer(
        round_id=application.round_id,
        person_id=host.id,
        organisation_id=host.organisation_id,
        kind=application.kind,
        languages=application.languages,
        state=OfferState.WITHDRAWN,
    )
    db.add(offer)
    db.flush()
    return offer


def _booked(db: Session, application: Application, agreed: Agreed, *, confirm_by: datetime) -> Exchange:
    try:
        with db.begin_nested():
            exchange = _exchange(db, application, agreed, confirm_by=confirm_by)
            places.take(db, exchange, exchange.appointments)
    except IntegrityError:
        raise Conflict(_("The guest has another visit on these days already.")) from None
    return exchange


def _begin(
    db: Session, application: Application, exchange: Exchange, *, now: datetime, behalf: Behalf | None
) -> None:
    application.state = ApplicationState.PLACED
    stream = streams.of_exchange(exchange.id)
    open_stream(db, stream)
    actor = behalf.by.id if behalf else application.person_id
    record(db, ExchangeProposed(exchange_id=exchange.id), on=stream, now=now, actor_id=actor)
