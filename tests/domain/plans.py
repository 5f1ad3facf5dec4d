"""Plans that HR has approved, and their publishing."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, publishing, schedules
from models.exchanges import Exchange
from models.rounds import Round
from models.schedules import Schedule
from models.states import (
    RoundState,
    ScheduleState,
)
from tests.builders import (
    a_round,
    a_schedule,
)
from tests.domain.lived import (
    at,
)

NOW = at(date(2027, 1, 20))


def a_planned_round(db: Session) -> Round:
    return a_round(db, state=RoundState.PLANNED)


def an_approved_plan(db: Session, *, of: Round, **said: object) -> Schedule:
    return a_schedule(db, of=of, **{"state": ScheduleState.APPROVED, "made_at": NOW} | said)


def publish(db: Session, round_: Round, *, now: datetime = NOW) -> Schedule:
    """Publish the newest version, as the step does."""
    db.flush()
    db.expire_all()
    schedule = schedules.newest(db, round_)
    assert schedule is not None
    publishing.publish(db, round_, schedule, now=now)
    db.flush()
    return schedule


def begun(db: Session) -> list[Exchange]:
    found = db.scalars(select(Exchange.id).order_by(Exchange.id)).all()
    return [exchanges.load(db, each) for each in found]
