"""Publishing a great plan page by page, so that nobody waits long for the one who writes.

Each page is whole: a worker that dies goes on with those who have no exchange yet.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import departing, publishing, schedules
from domain.foresight import Foresight
from domain.steering import pausing
from models.rounds import Round
from models.states import RoundState, ScheduleState

PAGE = 100


def begin_some(
    db: Session, round_: Round, *, tried: set[UUID], foreseen: Foresight | None, now: datetime
) -> bool:
    """Begin the next exchanges of the approved plan, if HR has seen what it sends; whether some are left.

    The last page is left to `publishing.publish`, which also tells those without a place.
    """
    pausing.hold(db, round_)
    schedule = schedules.newest(db, round_)
    if schedule is None or schedule.state is not ScheduleState.APPROVED or departing.waits(schedule, now=now):
        return False
    if round_.paused_at or round_.state not in (RoundState.PLANNED, RoundState.RUNNING):
        return False
    if not schedules.is_as_seen(db, round_, schedule, now=now, foreseen=foreseen):
        return False
    return publishing.begin_some(db, round_, schedule, most=PAGE, tried=tried, now=now)
