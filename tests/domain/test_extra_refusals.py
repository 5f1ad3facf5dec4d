"""When a pair gets no session more: what is planned, both calendars and the round stand in the way."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import busy_sources
from domain.refusals import Conflict, Invalid
from models.rounds import Round
from tests.builders import SESSIONS
from tests.domain.lived import a_confirmed_exchange, a_placed_application, at, calendar_of, invited, lane
from tests.domain.test_extra_sessions import THURSDAY, one_more, refused
from tests.domain.test_sessions import NOW, a_series, moved


def test_nobody_gets_an_extra_session_while_in_another_one(db: Session) -> None:
    exchange = a_series(db)

    assert "another session" in refused(lambda: one_more(db, exchange, SESSIONS[1] - timedelta(minutes=30)))

    assert calendar_of(db, lane(exchange))[2:] == []


def test_a_long_session_is_long_for_those_who_would_come_after_it(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange, minutes=180)

    assert "another session" in refused(lambda: moved(lite, exchange, 2, THURSDAY + timedelta(minutes=150)))


@pytest.mark.parametrize("is_host", [False, True])
def test_the_calendar_of_either_stands_in_the_way(lite: Session, *, is_host: bool) -> None:
    exchange = a_series(lite)
    whose = exchange.host if is_host else exchange.guest
    hour = timedelta(hours=1)
    busy_sources.bring(lite, whose, ((THURSDAY - hour, THURSDAY + hour),), now=NOW)

    assert ("host or mentor" if is_host else "guest or mentee") in refused(lambda: one_more(lite, exchange))


@pytest.mark.parametrize(
    ("to", "minutes", "refusal"),
    [
        (NOW - timedelta(hours=1), 60, Invalid),
        (at(date(2027, 3, 13), time(14)), 60, Conflict),
        (THURSDAY, 5, Invalid),
        (THURSDAY, 1000, Invalid),
    ],
)
def test_what_cannot_be_added_is_refused(
    lite: Session, to: datetime, minutes: int, refusal: type[Conflict | Invalid]
) -> None:
    exchange = a_series(lite)

    with pytest.raises(refusal):
        one_more(lite, exchange, to, minutes)


def test_a_stay_gets_no_sessions(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    assert refused(lambda: one_more(lite, exchange)) == "Only a mentoring has sessions."


def test_a_mentor_on_a_visit_cannot_be_asked_for_one_more(lite: Session) -> None:
    exchange = a_series(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    away = a_placed_application(lite, to=round_, person=exchange.host)
    a_confirmed_exchange(lite, application=away)

    assert "host or mentor" in refused(lambda: one_more(lite, exchange, at(date(2027, 3, 10), time(14))))
