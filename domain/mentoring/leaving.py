"""A mentor leaves: no new mentees, sessions from then on are off, and every mentee comes first."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain import exchanges, meetings, offers, sessions
from domain.behalf import Behalf
from domain.events import record
from domain.mentoring import endings, succession
from models import streams
from models.applications import Application
from models.exchanges import Appointment, Exchange, SessionStart
from models.mentoring import EndCode, PairEnding
from models.mentoring_facts import PairEnded
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import AppointmentState, ExchangeState, Kind, OfferState, Reason, RoundState
from models.timeline import EVENING, local_day, moment

FOUND_WITHIN = timedelta(weeks=3)
LIVE = (ExchangeState.PROPOSED, ExchangeState.CONFIRMED)


def leave(
    db: Session, mentor: Person, of: Round, *, since: datetime, now: datetime, behalf: Behalf
) -> list[Exchange]:
    """Every pair of theirs in a round that would still meet then; saying it twice is saying it once."""
    offered = select(Offer).where(Offer.round_id == of.id, Offer.person_id == mentor.id)
    for offer in db.scalars(offered.where(Offer.kind == Kind.MENTORING, Offer.state == OfferState.OPEN)):
        offers.withdraw(offer)
    pairs = [exchanges.load(db, each) for each in pairs_of(db, mentor, of)]
    left = [each for each in pairs if each.state is ExchangeState.CONFIRMED and _later(each, since)]
    for exchange in pairs:
        if exchange.state is ExchangeState.PROPOSED:
            exchanges.release(db, exchange, reason=Reason.HOST_DECLINED, now=now)
    for exchange in left:
        _leave(db, exchange, since=max(since, now), now=now, behalf=behalf)
    return left


def pairs_of(db: Session, mentor: Person, of: Round) -> list[UUID]:
    """Those that are proposed or go on, in the order in which they are locked."""
    found = select(Exchange.id).where(Exchange.round_id == of.id, Exchange.host_id == mentor.id)
    mentored = found.where(Exchange.kind == Kind.MENTORING, Exchange.state.in_(LIVE))
    return sorted(db.scalars(mentored))


def rounds_of(db: Session, mentor: Person) -> list[Round]:
    """Where they mentor, or offer to."""
    offered = select(Offer.round_id).where(Offer.person_id == mentor.id, Offer.kind == Kind.MENTORING)
    over = (RoundState.ENDED, RoundState.CANCELLED)
    found = select(Round).where(Round.id.in_(offered), Round.state.not_in(over))
    return list(db.scalars(found.order_by(Round.reference)))


def part(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """After the last session before a mentor leaves, the place is free for a successor."""
    ending = endings.of(db, exchange)
    if ending is None or ending.code is not EndCode.MENTOR_LEFT:
        return
    if now >= meetings.last_moment(exchange):
        exchanges.release(db, exchange, reason=Reason.MENTOR_LEFT, now=now)


def _later(exchange: Exchange, since: datetime) -> list[Appointment]:
    return [each for each in meetings.planned(exchange) if meetings.begins(each) >= since]


def _leave(db: Session, exchange: Exchange, *, since: datetime, now: datetime, behalf: Behalf) -> None:
    later = _later(exchange, since)
    ending = _note(db, exchange, since, more=len(later))
    meets_before = any(since > meetings.begins(each) > now for each in meetings.planned(exchange))
    if meets_before:
        _drop(db, exchange, later, now=now, behalf=behalf)
    else:
        exchanges.release(db, exchange, reason=Reason.MENTOR_LEFT, now=now)
    succession.begin(db, exchange, ending, now=now)
    fact = PairEnded(ending_id=ending.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=behalf.by.id)


def _note(db: Session, exchange: Exchange, since: datetime, *, more: int) -> PairEnding:
    """What the successor is asked for is what remains; a second word adds to what the first has dropped."""
    application, before = db.get_one(Application, exchange.application_id), endings.of(db, exchange)
    dropped = application.sessions if before and before.code is EndCode.MENTOR_LEFT else 0
    ending = endings.note(db, exchange, EndCode.MENTOR_LEFT, takes_effect_at=since)
    ending.find_by = moment(local_day(since) + FOUND_WITHIN, EVENING)
    endings.comes_first(db, exchange)
    application.sessions = (dropped or 0) + more
    db.flush()
    return ending


def _drop(
    db: Session, exchange: Exchange, later: list[Appointment], *, now: datetime, behalf: Behalf
) -> None:
    starts = [each.starts_at for each in later]
    mine = SessionStart.exchange_id == exchange.id
    db.execute(delete(SessionStart).where(mine, SessionStart.starts_at.in_(starts)))
    for each in later:
        each.state = AppointmentState.CANCELLED
    sessions.follow(db, exchange, behalf, now=now)
