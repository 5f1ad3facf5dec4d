"""A no to a whole series: what has taken place, and what has been moved meanwhile, is left as it is."""

from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from invites.meetings import Answer as Said
from models.states import Kind
from models.timeline import EVENING, moment
from tests.builders import SESSIONS
from tests.domain.doubted import says, the_doubt
from tests.domain.lived import a_confirmed_exchange, at, invited


def test_a_running_series_is_held_a_working_day_too(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    between = at(date(2027, 3, 8), time(10))

    says(db, exchange, exchange.guest, Said.DECLINED, now=between)

    assert SESSIONS[0] < between < SESSIONS[1]
    assert the_doubt(db, exchange).deadline == moment(date(2027, 3, 9), EVENING)


def test_while_the_last_session_runs_two_hours_are_enough(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    now = SESSIONS[-1] + timedelta(minutes=5)

    says(lite, exchange, exchange.guest, Said.DECLINED, now=now)

    assert the_doubt(lite, exchange).deadline == now + timedelta(hours=2)
