"""What is due between the sessions of a pair; its chapter asks again when a session or an answer has come."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.events import record
from domain.mentoring import agreements, circles, first_meeting, leaving, mid_term, succession
from models import streams
from models.exchanges import Exchange
from models.mentoring_facts import PairsAccompanied
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Kind


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> bool:
    """Ask what is due; whether the exchange, of whichever kind, has not been released since.

    Questions are asked where the round wants them; successors and mentors who leave are seen to everywhere.
    """
    if exchange.kind is Kind.MENTORING and exchange.state is ExchangeState.CONFIRMED:
        _pursue(db, exchange, now=now)
    return exchange.state is not ExchangeState.RELEASED


def accompany(db: Session, round_: Round, *, asks: bool, by: Person, now: datetime) -> None:
    """HR says whether a round asks its pairs; those that go on hear of it at once."""
    round_.accompanies_pairs = asks
    db.flush()
    mentored = select(Exchange.id).where(Exchange.round_id == round_.id, Exchange.kind == Kind.MENTORING)
    for exchange_id in sorted(db.scalars(mentored.where(Exchange.state == ExchangeState.CONFIRMED))):
        fact = PairsAccompanied(round_id=round_.id)
        record(db, fact, on=streams.of_exchange(exchange_id), now=now, actor_id=by.id)


def _pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    succession.take_over(db, exchange, now=now)
    circles.keep_together(db, exchange, now=now)
    leaving.part(db, exchange, now=now)
    if _is_asked(db, exchange):
        first_meeting.pursue(db, exchange, now=now)
    if _is_asked(db, exchange):
        mid_term.pursue(db, exchange, now=now)
        if first_meeting.go_on(db, exchange):
            agreements.pursue(db, exchange, now=now)


def moments(db: Session, exchange: Exchange) -> list[datetime]:
    """When there is next something to ask."""
    if exchange.kind is not Kind.MENTORING or not _is_asked(db, exchange):
        return []
    half_time = mid_term.asks_at(exchange)
    return [first_meeting.asks_at(exchange), *([half_time] if half_time else [])]


def _is_asked(db: Session, exchange: Exchange) -> bool:
    confirmed = exchange.state is ExchangeState.CONFIRMED
    return confirmed and db.get_one(Round, exchange.round_id).accompanies_pairs
