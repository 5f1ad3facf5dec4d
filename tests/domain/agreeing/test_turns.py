"""Who is asked before whom: a mentee sees no name before the mentor's yes."""

from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from domain import exchanges
from models.applications import Application
from models.exchanges import Exchange
from models.messages import Outcome
from models.states import Answer, ApplicationState, AsksFirst, ExchangeState, Kind
from tests.builders_of_exchanges import an_exchange
from tests.domain.agreeing.pairs import (
    FIRST,
    PROPOSED,
    a_pair_without_days,
    an_agreeing_round,
    days_of,
    live,
    names,
)
from tests.domain.lived import ASKED, a_placed_application, a_running_round, at, lane, loaded, told

HOST_SAYS = at(date(2027, 2, 4), time(10))


def a_proposal(db: Session, first: AsksFirst, kind: Kind = Kind.MENTORING) -> Exchange:
    round_ = a_running_round(db, asks_first=first)
    application = a_placed_application(db, to=round_, kind=kind)
    return loaded(db, an_exchange(db, application=application, schedule=None))


def test_the_mentee_is_asked_only_after_the_mentors_yes_and_has_the_full_time(lite: Session) -> None:
    exchange = a_proposal(lite, AsksFirst.HOST)

    live(lite, exchange, ASKED)
    first = told(lite, lane(exchange))
    exchanges.answer(lite, loaded(lite, exchange), exchange.host_id, Answer.ACCEPTED, now=HOST_SAYS)
    state = loaded(lite, exchange).state
    standing = live(lite, exchange, HOST_SAYS)

    assert first == [("ask_host", "Onni")]
    assert state is ExchangeState.PROPOSED
    assert told(lite, lane(exchange)) == [("ask_host", "Onni"), ("ask_guest", "Aino")]
    assert loaded(lite, exchange).confirm_by == at(date(2027, 2, 11), time(16))
    assert standing.until == at(date(2027, 2, 9), time(9))
    exchanges.answer(lite, loaded(lite, exchange), exchange.guest_id, Answer.ACCEPTED, now=HOST_SAYS)
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED


def test_a_no_before_the_other_was_asked_tells_the_other_nothing(lite: Session) -> None:
    exchange = a_proposal(lite, AsksFirst.HOST)
    live(lite, exchange, ASKED)

    exchanges.answer(lite, loaded(lite, exchange), exchange.host_id, Answer.DECLINED, now=HOST_SAYS)
    standing = live(lite, exchange, HOST_SAYS)

    assert standing.outcome is Outcome.RELEASED
    assert told(lite, lane(exchange)) == [("ask_host", "Onni"), ("released", "Onni")]
    assert lite.get_one(Application, exchange.application_id).state is ApplicationState.SUBMITTED


def test_silence_before_the_other_was_asked_tells_the_other_nothing(lite: Session) -> None:
    exchange = a_proposal(lite, AsksFirst.HOST)
    live(lite, exchange, ASKED)

    live(lite, exchange, loaded(lite, exchange).confirm_by)

    assert told(lite, lane(exchange)) == [("ask_host", "Onni"), ("released", "Onni")]


def test_a_guest_may_be_asked_first_too(lite: Session) -> None:
    exchange = a_proposal(lite, AsksFirst.GUEST, Kind.SHADOWING)

    live(lite, exchange, ASKED)

    assert told(lite, lane(exchange)) == [("ask_guest", "Aino")]


def test_a_host_names_days_before_the_guest_hears_of_them(lite: Session) -> None:
    exchange = a_pair_without_days(lite, round_=an_agreeing_round(lite, asks_first=AsksFirst.HOST))
    live(lite, exchange, PROPOSED)
    before = told(lite, lane(exchange))

    names(lite, exchange, "host", FIRST, now=PROPOSED + timedelta(days=1))
    live(lite, exchange, PROPOSED + timedelta(days=1))
    names(lite, exchange, "guest", FIRST, now=PROPOSED + timedelta(days=2))

    assert before == [("ask_dates", "Onni")]
    assert told(lite, lane(exchange)) == [("ask_dates", "Onni"), ("ask_dates", "Aino")]
    assert days_of(lite, exchange) == [(FIRST.first_day, FIRST.last_day)]
