"""Every running case as an administrator looks at it: what it waits for, whose it is, and what is stuck."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.asks import asks
from models import streams
from models.events import Event, Stream, Wait
from models.exchanges import Exchange
from models.people import Deputy, Person
from models.rounds import Round
from models.workshops import Workshop

STUCK_AFTER = timedelta(hours=6)  # a step that does not answer for so long needs a human


class Trouble(StrEnum):
    """Why a case needs somebody; all of it stands in the rows, whether Temporal is there or not."""

    OVERDUE = "overdue"  # the deadline has passed and nothing has ended
    AT_WORK = "at_work"  # a step should have answered long ago
    UNHEARD = "unheard"  # what has happened was not acted on


@dataclass(frozen=True)
class Running:
    """One case. `next_at` is the next thing by the clock: a reminder, or the ending itself."""

    stream_id: str
    round_id: UUID
    waiting_for: str  # empty: at work
    since: datetime
    next_at: datetime | None
    deadline: datetime | None
    whose: Person | None
    owner: Person
    deputy: str | None
    trouble: Trouble | None


def running(db: Session, *, now: datetime) -> list[Running]:
    """Those in trouble first, then by what comes next."""
    found = select(Stream, Wait).outerjoin(Wait, Wait.stream_id == Stream.id)
    rows = db.execute(found.where(Stream.bell_number > 0, Stream.closed_at.is_(None)).order_by(Stream.id))
    cases = [_running(db, stream, wait, now=now) for stream, wait in rows]
    return sorted(cases, key=_urgency)


def stuck(db: Session, *, now: datetime) -> list[Running]:
    return [each for each in running(db, now=now) if each.trouble]


def _urgency(case: Running) -> tuple[bool, bool, datetime, str]:
    return not case.trouble, case.next_at is None, case.next_at or case.since, case.stream_id


def _running(db: Session, stream: Stream, wait: Wait | None, *, now: datetime) -> Running:
    round_ = db.get_one(Round, round_of(db, stream.id))
    whose_id = wait.whose_id if wait else None
    sees_to_it = (wait.assigned_id if wait else None) or round_.owner_id
    return Running(
        stream_id=stream.id,
        round_id=round_.id,
        waiting_for=wait.waiting_for if wait else "",
        since=wait.since if wait else _last_heard(db, stream),
        next_at=wait.until if wait else None,
        deadline=wait.deadline if wait else None,
        whose=_person(db, whose_id) if whose_id else None,
        owner=_person(db, sees_to_it),
        deputy=_deputy(db, stream.id, whose_id or sees_to_it),
        trouble=_trouble(db, stream, wait, now=now),
    )


def _trouble(db: Session, stream: Stream, wait: Wait | None, *, now: datetime) -> Trouble | None:
    limit = now - STUCK_AFTER
    if wait is None:
        return Trouble.AT_WORK if _last_heard(db, stream) < limit else None
    if wait.heard_number < stream.bell_number and _last_heard(db, stream) < limit:
        return Trouble.UNHEARD
    if wait.until and wait.until < limit:
        return Trouble.AT_WORK
    return Trouble.OVERDUE if wait.deadline and wait.deadline < limit else None


def _last_heard(db: Session, stream: Stream) -> datetime:
    found = select(Event.at).where(Event.stream_id == stream.id, Event.number == stream.bell_number)
    return db.scalars(found).one()


def _deputy(db: Session, stream_id: str, person_id: UUID) -> str | None:
    """Whom a question passes to, or else who may answer for the person."""
    for ask in asks.open_on(db, stream_id):
        if ask.deputy_id:
            return _person(db, ask.deputy_id).name
    found = select(Deputy.name).where(Deputy.person_id == person_id, Deputy.may_answer).order_by(Deputy.email)
    return db.scalar(found.limit(1))


def _person(db: Session, person_id: UUID) -> Person:
    return db.get_one(Person, person_id, options=[joinedload(Person.organisation)])


def round_of(db: Session, stream_id: str) -> UUID:
    owner = streams.owner(stream_id)
    if stream_id.startswith(streams.ROUND):
        return owner
    if stream_id.startswith(streams.WORKSHOP):
        return db.get_one(Workshop, owner).round_id
    return db.get_one(Exchange, owner).round_id
