"""Sessions at irregular dates are calendar entries of their own: a word about one is none about another."""

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import attendances
from domain.attendances import Word
from models.doubts import Doubt
from models.exchanges import Exchange
from models.invites import Invite
from models.states import Answer, Kind
from tests.builders_of_exchanges import some_sessions
from tests.domain.doubted import NO
from tests.domain.lived import a_confirmed_exchange, at, invited, loaded

IRREGULAR = (date(2027, 3, 2), date(2027, 3, 11), date(2027, 4, 7))


def lone_sessions(db: Session) -> Exchange:
    singles = some_sessions(*(at(day, time(13)) for day in IRREGULAR))
    for each in singles:
        each.original_starts_at = None
    return invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING, appointments=singles))


def says_of(db: Session, exchange: Exchange, covers: int, answer: Answer) -> None:
    found = select(Invite).where(Invite.exchange_id == exchange.id, Invite.covers == covers)
    invite = db.scalars(found.options(selectinload(Invite.attendees))).one()
    mine = next(each for each in invite.attendees if each.person_id == exchange.guest_id)
    word = Word(answer, sequence=0, stamp=NO + timedelta(minutes=covers), session_at=None)
    attendances.answered(db, loaded(db, exchange), invite, mine, word, now=NO)


def doubted(db: Session) -> list[int]:
    """The sessions that are asked about and not settled."""
    found = select(Invite.covers).join(Doubt, Doubt.invite_id == Invite.id).where(Doubt.settled_at.is_(None))
    return sorted(db.scalars(found))


def test_a_yes_to_one_session_settles_no_other(db: Session) -> None:
    exchange = lone_sessions(db)
    says_of(db, exchange, 1, Answer.DECLINED)

    says_of(db, exchange, 2, Answer.ACCEPTED)

    assert doubted(db) == [1]


def test_each_declined_session_is_asked_about(db: Session) -> None:
    exchange = lone_sessions(db)

    says_of(db, exchange, 1, Answer.DECLINED)
    says_of(db, exchange, 3, Answer.DECLINED)

    assert doubted(db) == [1, 3]
