"""What is waited for, and whose word it is."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.events import Wait
from models.people import Person
from models.questions import ask
from models.record import Record

WAITS = (
    select(Wait.stream_id, Wait.waiting_for, Person.name, Wait.until, Wait.deadline)
    .outerjoin(Person, Person.id == Wait.whose_id)
    .where(Wait.stream_id.in_(bindparam("streams")))
)


class Waiting(Record):
    """`until` is the next thing to do by the clock; `deadline` is when the wait itself ends."""

    what: str
    whose: str | None
    until: datetime | None
    deadline: datetime | None


class CommonWait(Record):
    """One thing that several exchanges wait for, and when the first of them has something to do."""

    what: str
    number: int
    next_at: datetime | None


def waits(db: Session, stream_ids: Collection[str]) -> dict[str, Waiting]:
    if not stream_ids:
        return {}
    return {
        stream_id: Waiting(what=what, whose=whose, until=until, deadline=deadline)
        for stream_id, what, whose, until, deadline in ask(db, WAITS, streams=stream_ids)
    }


def common_waits(db: Session, stream_ids: Collection[str]) -> tuple[CommonWait, ...]:
    """The soonest first; those without a time last."""
    next_at = func.min(Wait.until)
    found = select(Wait.waiting_for, func.count(), next_at).where(Wait.stream_id.in_(stream_ids))
    found = found.group_by(Wait.waiting_for).order_by(next_at.nulls_last(), Wait.waiting_for)
    return tuple(CommonWait(what=what, number=number, next_at=at) for what, number, at in db.execute(found))
