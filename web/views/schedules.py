"""The newest schedule of a round, and how good it is proved to be."""

import math
from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from models.questions import ask
from models.record import Record
from models.schedules import Pairing, Schedule, Unplaced, share
from models.states import ScheduleState


class ScheduleView(Record):
    """`gap` is None when nothing better exists, else the most that is missing, rounded up to a per mille."""

    version: int
    state: ScheduleState
    is_repair: bool
    made_at: datetime
    published_at: datetime | None
    value: int
    bound: int
    gap: float | None
    placed: int
    unplaced: int


def newest(db: Session, round_id: UUID) -> ScheduleView | None:
    found = ask(db, NEWEST, round=round_id).first()
    if found is None:
        return None
    return ScheduleView(**found._mapping, gap=_rounded_up(share(found.value, found.bound)))


def gap(schedule: Schedule) -> float | None:
    return _rounded_up(schedule.gap)


def _rounded_up(missing: float) -> float | None:
    return math.ceil(missing * 1000) / 1000 if missing else None


def _rows(kind: type[Pairing] | type[Unplaced]) -> ScalarSelect[int]:
    return select(func.count()).where(kind.schedule_id == Schedule.id).scalar_subquery()


NEWEST = (
    select(
        Schedule.version,
        Schedule.state,
        Schedule.is_repair,
        Schedule.made_at,
        Schedule.published_at,
        Schedule.value,
        Schedule.bound,
        _rows(Pairing).label("placed"),
        _rows(Unplaced).label("unplaced"),
    )
    .where(Schedule.round_id == bindparam("round"))
    .order_by(Schedule.version.desc())
    .limit(1)
)
