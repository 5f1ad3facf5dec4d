"""The newest schedule of a round, and how good it is proved to be."""

import math
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.record import Record
from models.schedules import Pairing, Schedule, Unplaced
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
    schedule = db.scalar(
        select(Schedule).where(Schedule.round_id == round_id).order_by(Schedule.version.desc()).limit(1)
    )
    if schedule is None:
        return None
    return ScheduleView(
        version=schedule.version,
        state=schedule.state,
        is_repair=schedule.is_repair,
        made_at=schedule.made_at,
        published_at=schedule.published_at,
        value=schedule.value,
        bound=schedule.bound,
        gap=gap(schedule),
        placed=_rows(db, Pairing, schedule),
        unplaced=_rows(db, Unplaced, schedule),
    )


def gap(schedule: Schedule) -> float | None:
    return math.ceil(schedule.gap * 1000) / 1000 if schedule.gap else None


def _rows(db: Session, kind: type[Pairing] | type[Unplaced], schedule: Schedule) -> int:
    return db.scalar(select(func.count()).where(kind.schedule_id == schedule.id)) or 0
