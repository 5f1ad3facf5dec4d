"""Where the round says so, the supervisor says whether the days suit, before anything stands."""

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges
from domain.agreeing import open_dates
from domain.asks import asking
from models.asks import About, Ask, Reply
from models.exchanges import Exchange
from models.messages import Outcome
from models.offers import Availability
from models.rounds import Round
from models.states import Answer, ExchangeState, Reason
from tests.builders import STAY, a_person
from tests.domain.agreeing.pairs import (
    FIRST,
    PROPOSED,
    a_pair_without_days,
    an_agreeing_round,
    days_of,
    live,
    names,
    open_questions,
)
from tests.domain.lived import YES, a_proposed_exchange, at, lane, loaded, taken, told

A_DAY = timedelta(days=1)


def both_say_yes(db: Session) -> Exchange:
    """In a round whose supervisors confirm the days: Eero leads Aino, Saara leads Eero."""
    exchange = a_proposed_exchange(db)
    db.get_one(Round, exchange.round_id).supervisor_confirms_dates = True
    saara = a_person(db, name="Saara Keksitty")
    exchange.guest.supervisor_id = a_person(db, name="Eero Keksitty", supervisor_id=saara.id).id
    for person_id in (exchange.guest_id, exchange.host_id):
        exchanges.answer(db, loaded(db, exchange), person_id, Answer.ACCEPTED, now=YES)
    return loaded(db, exchange)


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
