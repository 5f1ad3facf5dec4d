"""No chapter rests on a moment that has passed: its workflow would ask again every second."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, illnesses, round_life
from domain.steering import pausing
from models.exchanges import Exchange
from models.messages import Standing
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Kind
from tests.domain.lived import a_confirmed_exchange, a_proposed_exchange, ask_both, at, invited, loaded

BEGINS = at(date(2027, 1, 29))
ON_SUNDAY = at(date(2027, 3, 7), time(21, 40))  # the stay begins on Monday
PAUSED_FOR = timedelta(days=10)
MOST_STEPS = 25
CHAPTERS = {
    ExchangeState.PROPOSED: exchange_life.confirm,
    ExchangeState.CONFIRMED: exchange_life.accompany,
    ExchangeState.BROKEN: exchange_life.accompany,
    ExchangeState.HELD: exchange_life.follow_up,
}
Life = Callable[[Session], tuple[Exchange, datetime]]


def a_proposal(db: Session) -> tuple[Exchange, datetime]:
    exchange = a_proposed_exchange(db)
    ask_both(db, exchange, now=BEGINS)
    return exchange, BEGINS


def a_visit(db: Session) -> tuple[Exchange, datetime]:
    return invited(db, a_confirmed_exchange(db)), BEGINS


def a_mentoring(db: Session) -> tuple[Exchange, datetime]:
    return invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING)), BEGINS


def an_illness(db: Session) -> tuple[Exchange, datetime]:
    """Both are asked about other days."""
    exchange, _now = a_visit(db)
    illnesses.report(db, exchange, exchange.guest_id, until=None, now=ON_SUNDAY)
    return exchange, ON_SUNDAY


def a_break(db: Session) -> tuple[Exchange, datetime]:
    exchange, _now = a_visit(db)
    days = {"first": date(2027, 3, 8), "last": date(2027, 3, 8)}
    exchanges.break_off(db, exchange, exchange.host_id, **days, now=ON_SUNDAY)
    return exchange, ON_SUNDAY


@pytest.mark.parametrize("life", [a_proposal, a_visit, a_mentoring, an_illness, a_break])
@pytest.mark.parametrize("pauses_at", [None, 0])
def test_whatever_is_waited_for_lies_ahead(lite: Session, life: Life, pauses_at: int | None) -> None:
    exchange, now = life(lite)

    for step in range(MOST_STEPS):
        if step == pauses_at:
            now = after_a_pause(lite, exchange, now)
        moments = [each.until for each in standings(lite, exchange, now) if each.until]
        assert [each for each in moments if each <= now] == []
        now = min(moments, default=now + timedelta(days=1))
        if loaded(lite, exchange).state.is_over:
            return


def after_a_pause(db: Session, exchange: Exchange, now: datetime) -> datetime:
    round_ = db.get_one(Round, exchange.round_id)
    owner = db.get_one(Person, round_.owner_id)
    pausing.pause(db, round_, why="Tauko", by=owner, now=now)
    pausing.resume(db, round_, by=owner, now=now + PAUSED_FOR)
    return now + PAUSED_FOR


def standings(db: Session, exchange: Exchange, now: datetime) -> list[Standing]:
    """What the exchange waits for, when all that is due is done, and then its round."""
    found = []
    while chapter := CHAPTERS.get(loaded(db, exchange).state):
        before = exchange.state
        found = [chapter(db, loaded(db, exchange), heard=0, now=now)]
        if exchange.state is before:
            break
    return [*found, round_life.watch(db, db.get_one(Round, exchange.round_id), heard=0, now=now)]
