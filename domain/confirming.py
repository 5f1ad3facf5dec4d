"""What is due while a proposal waits for yeses: whose turn it is, who is silent, when the place is free."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import exchanges, meetings
from domain.agreeing import dates_asked, open_dates, turns, unit_asked
from domain.answer_times import answer_by
from domain.asks import asking, asks
from domain.refusals import Conflict
from domain.waits import Waiting
from domain.working_days import subtract_working_days
from models import streams
from models.exchanges import Exchange
from models.rounds import Round
from models.states import ExchangeState, Reason
from models.timeline import MORNING, local_day, moment


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Ask whoever's turn it is, remind the silent, and release the place when the answer time is over."""
    asking.see_through(db, streams.of_exchange(exchange.id), now=now)
    if exchange.state is not ExchangeState.PROPOSED:
        return
    if not exchange.appointments:
        dates_asked.pursue(db, exchange, now=now)
    elif turns.all_agree(exchange):
        unit_asked.pursue(db, exchange, now=now)
    else:
        _ask_in_turn(db, exchange, now=now)


def _ask_in_turn(db: Session, exchange: Exchange, *, now: datetime) -> None:
    if people := turns.unasked(db, exchange):
        exchange.confirm_by, exchange.reminded_at = _answer_by(db, exchange, now=now), None
        exchanges.ask(db, exchange, people, now=now)
    if now >= exchange.confirm_by:
        exchanges.release(db, exchange, reason=Reason.NO_ANSWER, now=now)
    elif exchange.reminded_at is None and now >= _remind_at(exchange):
        exchanges.remind_silent(db, exchange, now=now)


def _answer_by(db: Session, exchange: Exchange, *, now: datetime) -> datetime:
    """People have their working days from when they are asked, also when nothing ran for a while."""
    try:
        first = local_day(meetings.first_moment(exchange))
        return max(exchange.confirm_by, answer_by(db.get_one(Round, exchange.round_id), first, now=now))
    except Conflict:
        return exchange.confirm_by


def _remind_at(exchange: Exchange) -> datetime:
    return moment(subtract_working_days(local_day(exchange.confirm_by), 2), MORNING)


def waits_for(db: Session, exchange: Exchange) -> Waiting:
    """For both sides' words, for their days, or for the supervisor's."""
    open_ = asks.open_on(db, streams.of_exchange(exchange.id))
    whose_id = open_[0].whose_id if open_ else None
    row = open_dates.of(db, exchange) if not exchange.appointments else None
    if row is not None:
        return Waiting("dates", None, row.agree_by, whose_id or db.get_one(Round, exchange.round_id).owner_id)
    if turns.all_agree(exchange):
        return Waiting("unit", None, open_[0].deadline if open_ else None, whose_id)
    until = exchange.confirm_by if exchange.reminded_at else _remind_at(exchange)
    whose = next(iter(exchanges.silent(exchange)), None)
    return Waiting("answers", until, exchange.confirm_by, whose.id if whose else None)
