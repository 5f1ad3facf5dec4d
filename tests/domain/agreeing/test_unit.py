"""Where the round says so, the supervisor says whether the days suit, before anything stands."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges
from domain.agreeing import open_dates, unit_asked
from domain.asks import asking
from domain.refusals import Invalid
from models.asks import About, Ask, AskState, Reply
from models.events import Event
from models.languages import Language
from models.messages import Outcome
from models.offers import Availability
from models.states import Answer, ExchangeState, Kind, Reason
from tests.builders import STAY, a_person
from tests.builders_of_exchanges import a_stay
from tests.domain.agreeing.pairs import (
    FIRST,
    PROPOSED,
    a_pair_without_days,
    an_agreeing_round,
    both_say_yes,
    days_of,
    live,
    names,
    open_questions,
)
from tests.domain.lived import YES, at, lane, loaded, taken, told

A_DAY = timedelta(days=1)


def question(db: Session) -> Ask:
    return db.scalars(select(Ask).where(Ask.about == About.DATES_SUIT_UNIT)).one()


def test_two_yeses_wait_for_the_supervisors(lite: Session) -> None:
    exchange = both_say_yes(lite)

    standing = live(lite, exchange, YES)
    before = loaded(lite, exchange).state
    asking.answer(lite, question(lite), Reply(word="suits"), now=YES + A_DAY)
    after = live(lite, exchange, YES + A_DAY)

    assert (standing.waiting_for, before) == ("unit", ExchangeState.PROPOSED)
    assert told(lite, lane(exchange)) == [("dates_suit_unit", "Eero")]
    assert after.outcome is Outcome.CONFIRMED


def test_the_silent_supervisor_is_reminded_then_their_own_is_asked_then_it_is_released(lite: Session) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)
    ask = question(lite)
    assert ask.passes_at is not None

    for now in (*ask.reminders, ask.passes_at, ask.deadline):
        live(lite, exchange, now)

    assert [ask.reminders, ask.passes_at, ask.deadline] == [
        (at(date(2027, 2, 5), time(9)),),
        at(date(2027, 2, 8), time(9)),
        at(date(2027, 2, 9), time(16)),
    ]
    assert told(lite, lane(exchange)) == [
        ("dates_suit_unit", "Eero"),
        ("dates_suit_unit", "Eero"),
        ("dates_suit_unit", "Saara"),
        ("released", "Aino"),
        ("released", "Onni"),
    ]
    assert loaded(lite, exchange).released_reason is Reason.NO_ANSWER


def test_a_no_releases_it_for_that_reason(lite: Session) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)

    asking.answer(lite, question(lite), Reply(word="no"), now=YES + A_DAY)

    assert loaded(lite, exchange).released_reason is Reason.UNIT_DECLINED
    assert taken(lite, exchange) == (0, 0)


def test_other_days_are_looked_for_by_a_repair_where_a_plan_has_fixed_them(lite: Session) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)

    asking.answer(lite, question(lite), Reply(word="other_days"), now=YES + A_DAY)

    assert loaded(lite, exchange).state is ExchangeState.BROKEN
    away = lite.scalars(
        select(Availability).where(Availability.application_id == exchange.application_id)
    ).one()
    assert (away.first_day, away.last_day, away.can) == (STAY.first_day, STAY.last_day, False)


def test_a_question_about_old_days_ends_with_them_and_the_same_days_are_asked_about_anew(
    lite: Session,
) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)
    old = question(lite)

    days = {"first": STAY.first_day, "last": STAY.last_day}
    exchanges.break_off(lite, loaded(lite, exchange), exchange.host_id, **days, now=YES)
    exchanges.move(lite, loaded(lite, exchange), a_stay(), now=YES)
    live(lite, exchange, YES)
    for person_id in (exchange.guest_id, exchange.host_id):
        exchanges.answer(lite, loaded(lite, exchange), person_id, Answer.ACCEPTED, now=YES + A_DAY)
    live(lite, exchange, YES + A_DAY)

    assert old.state is AskState.DROPPED
    assert [each for kind, each in told(lite, lane(exchange)) if kind == "dates_suit_unit"] == 2 * ["Eero"]
    assert open_questions(lite, exchange) == ["Eero"]


def test_a_question_about_old_days_that_lapses_leaves_the_new_days_alone(lite: Session) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)
    old = question(lite)
    old.occasion = "2027-05-03"

    live(lite, exchange, old.deadline)

    assert (old.state, loaded(lite, exchange).state) == (AskState.LAPSED, ExchangeState.PROPOSED)
    assert open_questions(lite, exchange) == ["Eero"]


def test_the_unit_is_offered_no_other_days_for_the_sessions_of_a_mentee(lite: Session) -> None:
    exchange = both_say_yes(lite, kind=Kind.MENTORING)
    live(lite, exchange, YES)

    page = unit_asked.QUESTION.look(lite, question(lite), Language.FI)
    with pytest.raises(Invalid), lite.begin_nested():
        asking.answer(lite, question(lite), Reply(word="other_days"), now=YES + A_DAY)

    assert [each.word for each in page.options] == ["suits", "no"]
    assert loaded(lite, exchange).state is ExchangeState.PROPOSED


def test_the_supervisors_own_word_after_it_has_passed_to_the_deputy_is_theirs(lite: Session) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)
    ask = question(lite)
    assert ask.passes_at is not None
    live(lite, exchange, ask.passes_at)
    passed_to = ask.whose_id

    asking.answer(lite, ask, Reply(word="suits"), now=ask.passes_at, by=ask.first_id)

    said = lite.scalars(select(Event.actor_id).where(Event.type.in_(("unit_answered", "ask_answered"))))
    assert passed_to != ask.first_id
    assert said.all() == 2 * [ask.first_id]


def test_after_a_standstill_the_deputy_is_asked_and_not_reminded_in_the_same_breath(lite: Session) -> None:
    exchange = both_say_yes(lite)
    live(lite, exchange, YES)
    ask = question(lite)
    assert ask.passes_at is not None

    live(lite, exchange, ask.passes_at)
    live(lite, exchange, ask.passes_at)

    assert told(lite, lane(exchange)) == [("dates_suit_unit", "Eero"), ("dates_suit_unit", "Saara")]


def test_where_the_two_agree_their_days_they_are_asked_anew(lite: Session) -> None:
    exchange = a_pair_without_days(lite, round_=an_agreeing_round(lite, supervisor_confirms_dates=True))
    exchange.guest.supervisor_id = a_person(lite, name="Eero Keksitty").id
    live(lite, exchange, PROPOSED)
    for side in ("guest", "host"):
        names(lite, exchange, side, FIRST, now=PROPOSED)
    live(lite, exchange, PROPOSED)

    asking.answer(lite, question(lite), Reply(word="other_days"), now=PROPOSED + A_DAY)
    standing = live(lite, exchange, PROPOSED + A_DAY)

    row = open_dates.of(lite, exchange)
    assert row is not None
    assert standing.waiting_for == "dates"
    assert (days_of(lite, exchange), taken(lite, exchange)) == ([], (0, 0))
    assert open_questions(lite, exchange) == ["Aino", "Onni"]
    assert all(days.blocks[0] != FIRST for days in row.possible)
