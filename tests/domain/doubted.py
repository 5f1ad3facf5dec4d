"""Dull builders of a no from a calendar, and of what people say to the question that follows."""

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import attendances
from domain.attendances import Word
from invites.meetings import Answer as Said
from models.doubts import Doubt
from models.exchanges import Exchange
from models.invites import Attendance, Invite
from models.people import Person
from models.schedules import Block
from models.states import Answer
from models.timeline import EVENING, moment
from tests.domain.lived import at, loaded

NO = at(date(2027, 2, 3), time(10, 0))  # a Wednesday; both said yes the day before
HELD_UNTIL = moment(date(2027, 2, 4), EVENING)
NEXT_WEEK = Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 17))


def says(
    db: Session,
    exchange: Exchange,
    who: Person,
    word: Said,
    *,
    session_at: datetime | None = None,
    now: datetime = NO,
) -> None:
    """Answer the calendar's question, as their mail program does."""
    attendance = db.scalars(select(Attendance).where(Attendance.person_id == who.id)).first()
    assert attendance is not None
    invite = db.scalars(
        select(Invite).where(Invite.id == attendance.invite_id).options(selectinload(Invite.attendees))
    ).one()
    said = Word(Answer(word.value), sequence=0, stamp=now, session_at=session_at)
    attendances.answered(db, loaded(db, exchange), invite, attendance, said, now=now)


def the_doubt(db: Session, exchange: Exchange) -> Doubt:
    return db.scalars(select(Doubt).where(Doubt.exchange_id == exchange.id)).one()
