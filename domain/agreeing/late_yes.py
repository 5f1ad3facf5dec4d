"""A yes after the time to answer: where the place is free still, the exchange is taken up again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges, meetings, own_hosts, places
from domain.agreeing import turns, unit
from domain.answer_times import answer_by
from domain.behalf import Behalf, note
from domain.events import open_stream, record
from domain.refusals import Conflict, Refusal
from models import streams
from models.applications import Application
from models.date_facts import ExchangeTakenUp
from models.exchanges import Appointment, Confirmation, Exchange
from models.facts import ExchangeProposed, ProposalAnswered
from models.languages import Words, _
from models.offers import Offer
from models.rounds import Round
from models.schedules import Pairing, Schedule
from models.states import (
    Answer,
    ApplicationState,
    ExchangeState,
    OfferState,
    Reason,
    RoundState,
    ScheduleState,
)
from models.timeline import local_day

GONE: Words = _("Thank you, but the time to answer is over, and the place has gone meanwhile.")
KEPT = (
    *("round_id", "application_id", "offer_id", "schedule_id", "kind", "guest_id", "host_id"),
    *("fit", "reasons", "visit_pack", "online_link"),
)
DAYS = (
    *("number", "first_day", "last_day", "first_half", "last_half"),
    *("starts_at", "minutes", "original_starts_at"),
)
UNDECIDED = (ScheduleState.DRAFT, ScheduleState.APPROVED)


def answer(
    db: Session,
    exchange: Exchange,
    person_id: UUID,
    word: Answer,
    *,
    now: datetime,
    behalf: Behalf | None = None,
) -> Exchange:
    """One side's word on the proposal, in time or late; the exchange that lives on by it."""
    mine = _silent(exchange, person_id)
    if word is not Answer.ACCEPTED or mine is None:
        exchanges.answer(db, exchange, person_id, word, now=now, behalf=behalf)
        return exchange
    return _take_up(db, exchange, mine, now=now, behalf=behalf)


def counts(exchange: Exchange, person_id: UUID, *, now: datetime) -> bool:
    """Whether somebody may still say a late yes: they were silent, and the days are ahead."""
    silent = _silent(exchange, person_id) is not None
    return silent and min(map(meetings.begins, exchange.appointments)) > now


def _silent(exchange: Exchange, person_id: UUID) -> Confirmation | None:
    """Their word on what was released because it was missing."""
    if exchange.state is not ExchangeState.RELEASED or exchange.released_reason is not Reason.NO_ANSWER:
        return None
    if not exchange.appointments:
        return None
    mine = (each for each in exchange.confirmations if each.person_id == person_id)
    return next((each for each in mine if each.answer is Answer.NEEDS_ACTION), None)


def _take_up(
    db: Session, old: Exchange, mine: Confirmation, *, now: datetime, behalf: Behalf | None
) -> Exchange:
    """As a new exchange, since the old one has ended; whoever had said yes before has said it."""
    application = db.get_one(Application, old.application_id)
    db.refresh(application, ["state"], with_for_update=True)
    if application.state is ApplicationState.WITHDRAWN and old.guest_id in turns.accepted(old):
        raise Conflict(GONE)  # they have left since; whoever was only silent may return
    again = place_again(db, old, now=now)
    mine = next(each for each in old.confirmations if each.person_id == mine.person_id)
    mine.answer, mine.answered_at = Answer.ACCEPTED, now
    note(mine, behalf, now=now)
    begin_again(db, old, again, now=now, actor_id=behalf.by.id if behalf else mine.person_id)
    said = ProposalAnswered(exchange_id=again.id, person_id=mine.person_id, answer=Answer.ACCEPTED)
    record(db, said, on=streams.of_exchange(again.id), now=now, actor_id=mine.person_id)
    unit.stand(db, again, now=now)
    return again


def place_again(db: Session, old: Exchange, *, now: datetime) -> Exchange:
    """The same place on the same days as a new exchange, if it is free still."""
    round_ = db.get_one(Round, old.round_id)
    first = local_day(min(map(meetings.begins, old.appointments)))
    until = answer_by(round_, first, now=now)
    _check_free(db, round_, old)
    try:
        with db.begin_nested():
            return _copy(db, old, until=until)
    except (Refusal, IntegrityError):
        raise Conflict(GONE) from None


def _check_free(db: Session, round_: Round, old: Exchange) -> None:
    """Neither taken by others, nor promised to them in a plan that waits for HR."""
    offer, _organisation = places.lock(db, old)
    live = Exchange.state != ExchangeState.RELEASED
    taken = db.scalar(select(func.count(Exchange.id)).where(Exchange.offer_id == offer.id, live)) or 0
    placed = select(Exchange.id).where(Exchange.application_id == old.application_id, live)
    promised = (
        select(Pairing.id)
        .join(Schedule, Schedule.id == Pairing.schedule_id)
        .where(
            Schedule.round_id == round_.id,
            Schedule.state.in_(UNDECIDED),
            Pairing.offer_id == offer.id,
            Pairing.application_id != old.application_id,
            Pairing.application_id.not_in(select(Exchange.application_id).where(live)),
        )
    )
    has_room = _takes_guests(round_, offer, old) and taken < offer.most
    if not has_room or db.scalar(placed) or db.scalars(promised).first():
        raise Conflict(GONE)


def _takes_guests(round_: Round, offer: Offer, old: Exchange) -> bool:
    """The offer of a host whom the guest has brought is closed to everybody else, in any phase."""
    if old.reasons == own_hosts.BROUGHT:
        return round_.state not in own_hosts.OVER
    return offer.state is OfferState.OPEN and round_.state is RoundState.RUNNING


def _copy(db: Session, old: Exchange, *, until: datetime) -> Exchange:
    again = Exchange(
        **{name: getattr(old, name) for name in KEPT},
        confirm_by=until,
        appointments=[Appointment(**{name: getattr(row, name) for name in DAYS}) for row in old.appointments],
    )
    db.add(again)
    db.flush()
    places.take(db, again, again.appointments)
    return again


def begin_again(db: Session, old: Exchange, again: Exchange, *, now: datetime, actor_id: UUID) -> None:
    """Its own stream and workflow, with the yeses that were said; the round hears of it."""
    old.repaired = True
    db.get_one(Application, old.application_id).state = ApplicationState.PLACED
    open_stream(db, streams.of_exchange(again.id))
    for each in old.confirmations:
        if each.answer is Answer.ACCEPTED:
            row = Confirmation(exchange_id=again.id, person_id=each.person_id, answer=each.answer)
            row.answered_at = each.answered_at
            db.add(row)
    db.flush()
    loaded = exchanges.load(db, again.id)
    proposed = ExchangeProposed(exchange_id=loaded.id)
    record(db, proposed, on=streams.of_exchange(loaded.id), now=now, actor_id=actor_id)
    fact = ExchangeTakenUp(exchange_id=old.id, again_id=loaded.id)
    record(db, fact, on=streams.of_round(old.round_id), now=now, actor_id=actor_id)
