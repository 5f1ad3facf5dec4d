"""A no to one session of a series: it stays until it is answered."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain import declines, doubt_answers
from invites.meetings import Answer as Said
from models.exchanges import Exchange
from models.states import Answer, DoubtState, ExchangeState, Kind
from tests.builders import SESSIONS
from tests.domain.doubted import HELD_UNTIL, NO, says, the_doubt
from tests.domain.lived import a_confirmed_exchange, calendar_of, invited, lane, loaded, told

LATER = NO + timedelta(hours=2)


def a_session_in_doubt(db: Session) -> Exchange:
    """The mentee's calendar has declined the second of three sessions."""
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    says(db, exchange, exchange.guest, Said.DECLINED, session_at=SESSIONS[1])
    return loaded(db, exchange)


def test_one_declined_session_stays_until_it_is_answered(db: Session) -> None:
    exchange = a_session_in_doubt(db)

    declines.see_through(db, exchange, now=HELD_UNTIL + timedelta(days=5))

    assert told(db, lane(exchange))[2:] == [
        ("ask_meaning", "Aino"),
        ("session_doubted", "Onni"),
        ("session_doubted", "Helmi"),
    ]
    assert [each.state.value for each in exchange.appointments] == ["planned", "planned", "planned"]


def test_a_session_that_is_cancelled_leaves_the_others(lite: Session) -> None:
    exchange = a_session_in_doubt(lite)

    doubt_answers.cancel(lite, exchange, the_doubt(lite, exchange), now=LATER)

    assert [each.state.value for each in exchange.appointments] == ["planned", "cancelled", "planned"]
    assert calendar_of(lite, lane(exchange))[2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Onni")]
    assert exchange.state is ExchangeState.CONFIRMED


def test_a_session_moves_alone(lite: Session) -> None:
    exchange = a_session_in_doubt(lite)
    doubt = the_doubt(lite, exchange)
    days = doubt.possible[0]

    doubt_answers.choose(lite, exchange, doubt, days, keeps_else=True, now=LATER)
    doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=LATER)

    starts = [each.starts_at for each in loaded(lite, exchange).appointments]
    assert (starts[0], starts[2]) == (SESSIONS[0], SESSIONS[2])
    assert starts[1] == SESSIONS[1] - timedelta(weeks=1)
    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]


def test_a_session_that_is_over_ends_the_question(lite: Session) -> None:
    exchange = a_session_in_doubt(lite)
    doubt = the_doubt(lite, exchange)
    late = SESSIONS[1] - timedelta(hours=1)
    doubt_answers.choose(lite, exchange, doubt, doubt.possible[-1], keeps_else=False, now=late)

    declines.see_through(lite, loaded(lite, exchange), now=doubt.deadline)

    assert (doubt.state, loaded(lite, exchange).state) == (DoubtState.OVERTAKEN, ExchangeState.CONFIRMED)
