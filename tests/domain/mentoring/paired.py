"""Dull builders: a pair that has begun in a round that asks between sessions, and what it says."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life
from domain.asks import asking
from domain.behalf import Behalf
from domain.mentoring.letters import about
from models.asks import About, Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.messages import Standing
from models.people import Person
from models.rounds import Round
from models.states import Kind
from models.timeline import moment
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import YES, a_confirmed_exchange, at, loaded

FIRST = date(2027, 3, 2)  # a Tuesday
ASKED = at(FIRST + timedelta(days=1), time(9))
ENDS = ASKED + timedelta(days=7)
A_MINUTE = timedelta(minutes=1)


def a_pair(db: Session, *, sessions: int = 6, accompanied: bool = True) -> Exchange:
    """Aino and her mentor Onni, every other Tuesday at one."""
    starts = [moment(FIRST + timedelta(weeks=2 * n), time(13)) for n in range(sessions)]
    exchange = a_confirmed_exchange(db, kind=Kind.MENTORING, appointments=some_sessions(*starts))
    db.get_one(Round, exchange.round_id).accompanies_pairs = accompanied
    live(db, exchange, YES)
    return loaded(db, exchange)


def live(db: Session, exchange: Exchange, now: datetime) -> Standing:
    return exchange_life.accompany(db, loaded(db, exchange), heard=1, now=now)


def says(db: Session, which: About, who: Person, word: str, *, now: datetime, **fields: str) -> None:
    """Answer one's newest open question of a kind."""
    asked = list(db.scalars(select(Ask).where(Ask.about == which, Ask.whose_id == who.id)))
    open_ = [each for each in asked if each.state is AskState.OPEN]
    filled = tuple(Filled(name=name, value=value) for name, value in fields.items())
    asking.answer(db, open_[-1], Reply(word=word, filled=filled), now=now)


def states(db: Session, exchange: Exchange, which: About) -> list[AskState]:
    return [each.state for each in about(db, exchange, which)]


def by_phone(db: Session, exchange: Exchange) -> Behalf:
    owner = db.get_one(Person, db.get_one(Round, exchange.round_id).owner_id)
    return Behalf(owner, "by phone")
