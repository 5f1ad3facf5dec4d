"""What is due between the sessions of a pair; its chapter asks again when a session or an answer has come."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.mentoring import agreements, circles, first_meeting, leaving, mid_term, succession
from models.exchanges import Exchange
from models.rounds import Round
from models.states import ExchangeState, Kind


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> bool:
    """Ask what is due; whether the exchange, of whichever kind, has not been released since.

    Questions are asked where the round wants them; successors and mentors who leave are seen to everywhere.
    """
    if exchange.kind is Kind.MENTORING and exchange.state is ExchangeState.CONFIRMED:
        _pursue(db, exchange, now=now)
    return exchange.state is not ExchangeState.RELEASED


def _pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    succession.take_over(db, exchange, now=now)
    circles.keep_together(db, exchange)
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
