"""A no to one session at irregular dates, which has a calendar entry of its own: it ends only itself."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain import declines, doubt_answers, doubts
from invites.meetings import Answer as Said
from models.doubts import Doubt
from models.exchanges import Appointment, Exchange
from models.states import AppointmentState, DoubtState, ExchangeState, Kind
from tests.builders import SESSIONS
from tests.builders_of_exchanges import some_sessions
from tests.domain.doubted import HELD_UNTIL, NO, says, the_doubt
from tests.domain.lived import a_confirmed_exchange, calendar_of, invited, lane, loaded, told

IRREGULAR = (SESSIONS[0], SESSIONS[0] + timedelta(weeks=1), SESSIONS[0] + timedelta(weeks=4))


def a_lone_session_in_doubt(db: Session) -> Exchange:
    """The mentee's calendar has declined one of three sessions that follow no rule."""
    sessions = some_sessions(*IRREGULAR)
    for each in sessions:
        each.original_starts_at = None
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING, appointments=sessions))
    says(db, exchange, exchange.guest, Said.DECLINED)
    return loaded(db, exchange)


def meant(db: Session, exchange: Exchange) -> tuple[Doubt, Appointment]:
    doubt = the_doubt(db, exchange)
    part = doubts.part_in(db, exchange, doubt)
    assert part is not None
    return doubt, part


def test_it_stays_until_it_is_answered(db: Session) -> None:
    exchange = a_lone_session_in_doubt(db)

    declines.see_through(db, exchange, now=HELD_UNTIL + timedelta(days=5))

    doubt, part = meant(db, exchange)
    assert (exchange.state, doubt.deadline) == (ExchangeState.CONFIRMED, part.starts_at)
    assert told(db, lane(exchange))[6:] == [
        ("ask_meaning", "Aino"),
        ("session_doubted", "Onni"),
        ("session_doubted", "Helmi"),
    ]


def test_when_it_begins_without_an_answer_the_mentoring_goes_on(lite: Session) -> None:
    exchange = a_lone_session_in_doubt(lite)
    doubt, _part = meant(lite, exchange)

    declines.see_through(lite, exchange, now=doubt.deadline)

    assert (exchange.state, doubt.state) == (ExchangeState.CONFIRMED, DoubtState.OVERTAKEN)


def test_cancelling_it_leaves_the_others(lite: Session) -> None:
    exchange = a_lone_session_in_doubt(lite)
    doubt, part = meant(lite, exchange)

    doubt_answers.cancel(lite, exchange, doubt, now=NO + timedelta(hours=2))

    gone = [each for each in exchange.appointments if each.state is AppointmentState.CANCELLED]
    assert (exchange.state, gone) == (ExchangeState.CONFIRMED, [part])
    assert [method for method, _number, _name in calendar_of(lite, lane(exchange))[6:]] == [
        "CANCEL",
        "CANCEL",
    ]
