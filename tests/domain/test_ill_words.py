"""Mails and evening answers that speak of illness: one question, one press, and everybody knows."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, ill_words
from domain.asks import asking
from invites.plain_words import speaks_of_illness
from models.asks import About, Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.offers import Availability
from models.rounds import Round
from models.states import ExchangeState
from tests.domain.lived import YES, a_confirmed_exchange, a_proposed_exchange, at, invited, lane, loaded, told

SUNDAY = at(date(2027, 3, 7), time(21, 40))
EVE = at(date(2027, 3, 5), time(14))


def the_ask(db: Session, about: About) -> Ask:
    return db.scalars(select(Ask).where(Ask.about == about)).one()


def writes(db: Session, words: str) -> Exchange:
    exchange = invited(db, a_confirmed_exchange(db))
    ill_words.ask(db, exchange, exchange.guest, words, now=SUNDAY)
    return exchange


@pytest.mark.parametrize(
    "words",
    ["Hei, sairastuin eilen.", "Olen kuumeessa enkä pääse", "Jag har feber", "I have the  flu", "I am ill."],
)
def test_illness_is_heard_in_three_languages(words: str) -> None:
    assert speaks_of_illness(words)


@pytest.mark.parametrize("words", ["Tulen mielelläni", "Jag kommer", "I will be there", "Hill House käy"])
def test_other_words_are_no_illness(words: str) -> None:
    assert not speaks_of_illness(words)


def test_who_writes_that_they_are_ill_is_asked_at_once_and_nothing_else_happens(lite: Session) -> None:
    exchange = writes(lite, "Sairastuin valitettavasti")

    assert told(lite, lane(exchange))[-1] == ("ask_ill", "Aino")
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED


def test_one_press_clears_the_days_until_the_day_they_named(lite: Session) -> None:
    exchange = writes(lite, "Sairastuin valitettavasti")
    reply = Reply(word="ill", filled=(Filled(name="until", value="2027-03-12"),))

    asking.answer(lite, the_ask(lite, About.IS_ILL), reply, now=SUNDAY + timedelta(minutes=2))

    row = lite.scalars(select(Availability)).one()
    assert loaded(lite, exchange).state is ExchangeState.BROKEN
    assert (row.first_day, row.last_day) == (date(2027, 3, 7), date(2027, 3, 12))


def test_who_meant_something_else_changes_nothing(lite: Session) -> None:
    exchange = writes(lite, "Lapsi on sairas, mutta tulen silti")

    asking.answer(lite, the_ask(lite, About.IS_ILL), Reply(word="not_ill"), now=SUNDAY)

    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED


def test_nobody_is_asked_about_other_words_or_about_a_mere_proposal(lite: Session) -> None:
    writes(lite, "Tulen mielelläni")
    proposed = a_proposed_exchange(lite)

    ill_words.ask(lite, proposed, proposed.guest, "Sairastuin", now=SUNDAY)

    assert lite.scalars(select(Ask)).all() == []


@pytest.mark.parametrize("word", ["ill", "other_days"])
def test_a_host_whose_evening_is_not_as_agreed_leads_on_in_the_same_answer(lite: Session, word: str) -> None:
    exchange = a_confirmed_exchange(lite)
    lite.get_one(Round, exchange.round_id).asks_evening_before = True
    for now in (YES, EVE):
        exchange_life.accompany(lite, loaded(lite, exchange), heard=1, now=now)

    asking.answer(lite, the_ask(lite, About.EVENING_BEFORE), Reply(word=word), now=EVE)

    exchange = loaded(lite, exchange)
    kinds = [kind for kind, _who in told(lite, lane(exchange))]
    assert (exchange.state, exchange.broken_by_id) == (ExchangeState.BROKEN, exchange.host_id)
    assert kinds[-5:] == [
        "invitation_cancel",
        "invitation_cancel",
        "ask_new_days",
        "ask_new_days",
        "days_wanted",
    ]
    assert the_ask(lite, About.EVENING_BEFORE).state is AskState.ANSWERED
