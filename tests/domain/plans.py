"""Plans that HR has approved, and their publishing."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, publishing, schedules
from domain.changes import Known
from models.exchanges import Exchange
from models.rounds import Round
from models.schedules import Schedule
from models.states import (
    ExchangeState,
    RoundState,
    ScheduleState,
)
from solver.problem import Previous
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
    usual = {"state": ScheduleState.APPROVED, "made_at": NOW, "problem": told_of_the_broken(db, of)}
    return a_schedule(db, of=of, **usual | said)


def told_of_the_broken(db: Session, round_: Round) -> str:
    """What the problem of a plan that is made now says of the exchanges that are broken."""
    db.flush()
    found = select(Exchange).where(Exchange.round_id == round_.id, Exchange.state == ExchangeState.BROKEN)
    previous = tuple(
        Previous(application=str(each.application_id), offer=str(each.offer_id)) for each in db.scalars(found)
    )
    return Known(previous=previous).model_dump_json()


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
