"""What the workflows' benchmark plays is a real life, and its histories stay as short as we promise."""

from datetime import date, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks import smooth
from benchmarks.approved import approved
from domain import publishing, schedules
from models.exchanges import Appointment, Exchange
from models.rounds import Round
from models.timeline import moment

NOW = moment(date(2027, 1, 18), time(9, 0))
A_STAY, A_SESSION = 100, 25  # events, at most


def test_every_pairing_of_the_measured_round_can_live(db: Session) -> None:
    round_id = approved(db, exchanges=40, now=NOW)
    round_ = db.get_one(Round, round_id)
    plan = schedules.newest(db, round_)
    assert plan is not None

    publishing.publish(db, round_, plan, now=NOW)

    assert db.scalar(select(func.count(Exchange.id))) == 40


def test_a_measured_series_has_all_its_sessions(db: Session) -> None:
    round_ = db.get_one(Round, approved(db, exchanges=2, now=NOW, sessions=5))
    plan = schedules.newest(db, round_)
    assert plan is not None

    publishing.publish(db, round_, plan, now=NOW)

    assert db.scalar(select(func.count(Appointment.id))) == 2 * 5


async def test_a_stay_that_goes_smoothly_has_a_short_history() -> None:
    events = await smooth.events()

    assert events["timer_fired"] > 0
    assert events["workflow_execution_completed"] == 1
    assert events.total() <= A_STAY


async def test_a_session_more_adds_few_events() -> None:
    few, many = await smooth.events(sessions=2), await smooth.events(sessions=4)

    assert (many.total() - few.total()) / 2 <= A_SESSION
