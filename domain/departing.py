"""Between HR's yes and publishing: for some minutes the yes can be taken back, and nothing has left."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import publishing
from domain.events import record
from domain.refusals import Conflict
from domain.steering import pausing
from models import streams
from models.deciding_facts import ApprovalTakenBack
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState


def leaves_at(round_: Round, *, now: datetime) -> datetime | None:
    """When a plan that is approved now is published; none where HR wants no time to think again."""
    return now + timedelta(minutes=round_.regret_minutes) if round_.regret_minutes else None


def waits(schedule: Schedule, *, now: datetime) -> bool:
    """Whether it is approved and may still be taken back."""
    is_approved = schedule.state is ScheduleState.APPROVED
    return is_approved and schedule.leaves_at is not None and now < schedule.leaves_at


def take_back(db: Session, round_: Round, schedule: Schedule, *, by: Person, now: datetime) -> None:
    """The approved plan waits for a decision again, with nobody told of it; twice is once."""
    pausing.hold(db, round_)  # nobody publishes meanwhile
    db.refresh(schedule, ["state", "leaves_at"], with_for_update=True)
    if schedule.state is ScheduleState.DRAFT:
        return
    if not waits(schedule, now=now) or publishing.has_begun(db, schedule):
        raise Conflict(_("It is too late: the plan has left. What is wrong in it is mended by a repair."))
    schedule.state, schedule.seen_plan = ScheduleState.DRAFT, None
    schedule.approved_by_id = schedule.approved_at = schedule.leaves_at = None
    fact = ApprovalTakenBack(schedule_id=schedule.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)
