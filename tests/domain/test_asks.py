"""One question to one person, from asking to its ending: told by the evening before a stay."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life
from domain.asks import asking, asks
from domain.refusals import Conflict, Invalid
from models import streams
from models.asks import Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import ExchangeState
from tests.builders import STAY, a_person
from tests.domain.lived import YES, a_confirmed_exchange, at, facts, lane, loaded, told

EVE = date(2027, 3, 5)  # Friday; the stay begins on Monday
ASKED, REMINDED, ENDS = (at(EVE, clock) for clock in (time(14), time(17), time(19)))
A_MINUTE = timedelta(minutes=1)


def an_exchange_of_a_careful_round(db: Session) -> Exchange:
    exchange = a_confirmed_exchange(db)
    db.get_one(Round, exchange.round_id).asks_evening_before = True
    live(db, exchange, YES)
    live(db, exchange, at(EVE, time(9)))
    return exchange


def live(db: Session, exchange: Exchange, now: datetime) -> Standing:
    return exchange_life.accompany(db, loaded(db, exchange), heard=1, now=now)


def the_ask(db: Session) -> Ask:
    return db.scalars(select(Ask)).one()


def test_the_host_is_asked_on_the_last_working_afternoon_and_the_deadline_is_waited_for(
    lite: Session,
) -> None:
    exchange = an_exchange_of_a_careful_round(lite)

    standing = live(lite, exchange, ASKED)

    assert standing == Standing(waiting_for="days", until=REMINDED)
    assert told(lite, lane(exchange))[-1] == ("evening_before", "Onni")
    assert (the_ask(lite).state, the_ask(lite).deadline) == (AskState.OPEN, ENDS)


def test_the_silent_host_is_reminded_once_and_then_the_coordinator_hears(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)

    untils = [live(lite, exchange, now).until for now in (ASKED, REMINDED, REMINDED + A_MINUTE, ENDS)]

    assert untils == [REMINDED, ENDS, ENDS, at(STAY.last_day, time(16))]
    assert [kind for kind, _who in told(lite, lane(exchange))][-3:] == [
        "evening_before",
        "evening_before",
        "no_word_from_host",
    ]
    assert the_ask(lite).state is AskState.LAPSED
    assert facts(lite, lane(exchange))[-1] == "ask_lapsed"


def test_a_word_ends_the_waiting_and_nobody_is_reminded(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    live(lite, exchange, ASKED)

    asking.answer(lite, the_ask(lite), Reply(word="stands"), now=ASKED + A_MINUTE)
    asking.answer(lite, the_ask(lite), Reply(word="stands"), now=ASKED + 2 * A_MINUTE)
    standing = live(lite, exchange, REMINDED)

    assert standing.until == at(STAY.last_day, time(16))
    assert told(lite, lane(exchange))[-1] == ("evening_before", "Onni")
    assert facts(lite, lane(exchange)) == ["ask_answered"]


def test_trouble_is_told_to_the_coordinator_at_once(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    live(lite, exchange, ASKED)

    asking.answer(lite, the_ask(lite), Reply(word="trouble"), now=ASKED + A_MINUTE)

    assert told(lite, lane(exchange))[-1][0] == "no_word_from_host"


def test_a_strange_word_is_refused(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    live(lite, exchange, ASKED)

    with pytest.raises(Invalid):
        asking.answer(lite, the_ask(lite), Reply(word="perhaps"), now=ASKED + A_MINUTE)


def test_a_word_after_the_deadline_is_refused(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    for now in (ASKED, ENDS):
        live(lite, exchange, now)

    with pytest.raises(Conflict):
        asking.answer(lite, the_ask(lite), Reply(word="stands"), now=ENDS + A_MINUTE)


def test_an_identity_code_beside_an_answer_is_refused(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    live(lite, exchange, ASKED)
    reply = Reply(word="trouble", filled=(Filled(name="words", value="131052-308T sairastui"),))

    with pytest.raises(Invalid):
        asking.answer(lite, the_ask(lite), reply, now=ASKED + A_MINUTE)


def test_the_deputy_is_asked_when_the_time_to_pass_comes(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    deputy = a_person(lite, name="Saara Sijainen")
    live(lite, exchange, ASKED)
    plan = asks.Plan(ENDS, deputy_id=deputy.id, passes_at=ASKED + timedelta(hours=1))
    asks.replan(lite, the_ask(lite), plan, now=ASKED + A_MINUTE)

    until = live(lite, exchange, ASKED + A_MINUTE).until
    live(lite, exchange, ASKED + timedelta(hours=1))

    assert until == ASKED + timedelta(hours=1)
    assert told(lite, lane(exchange))[-1] == ("evening_before", "Saara")
    assert the_ask(lite).whose_id == deputy.id
    assert facts(lite, lane(exchange)) == ["ask_moved", "ask_passed"]


def test_a_question_dies_with_its_case(lite: Session) -> None:
    exchange = an_exchange_of_a_careful_round(lite)
    live(lite, exchange, ASKED)
    loaded(lite, exchange).state = ExchangeState.RELEASED

    standing = live(lite, exchange, REMINDED)
    exchange_life.close(lite, loaded(lite, exchange), now=REMINDED)

    assert standing.outcome is Outcome.RELEASED
    assert the_ask(lite).state is AskState.DROPPED
    with pytest.raises(Conflict):
        asking.answer(lite, the_ask(lite), Reply(word="stands"), now=ENDS)


def test_a_round_that_does_not_ask_lets_hosts_be(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    live(lite, exchange, YES)

    live(lite, exchange, ASKED)

    assert asks.open_on(lite, streams.of_exchange(exchange.id)) == []
