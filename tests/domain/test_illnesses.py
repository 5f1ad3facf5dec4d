"""Somebody cannot come: calendars are clear at once, near days are asked about, sessions are skipped."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, illnesses, round_life, troubles
from domain.asks import asking
from domain.refusals import Conflict, Invalid
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.messages import Standing
from models.new_days import NewDays
from models.offers import Availability
from models.presences import Came, Presence
from models.rounds import Round
from models.states import AppointmentState, ExchangeState, Kind, Reason
from tests.builders import STAY
from tests.domain.lived import (
    a_confirmed_exchange,
    a_proposed_exchange,
    ask_both,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    loaded,
    taken,
    told,
)

SUNDAY = at(date(2027, 3, 7), time(21, 40))  # the stay begins on Monday
ANSWERED_BY = at(date(2027, 3, 10), time(16))
MONDAY = at(date(2027, 3, 8), time(9))


def a_visit(db: Session) -> Exchange:
    """In both calendars, and free after the agreed days only from the 15th to the 17th of March."""
    exchange = invited(db, a_confirmed_exchange(db))
    for first, last in ((STAY.first_day, STAY.last_day), (date(2027, 3, 15), date(2027, 3, 17))):
        db.add(Availability(offer_id=exchange.offer_id, first_day=first, last_day=last, can=True))
    return loaded(db, exchange)


def falls_ill(db: Session, exchange: Exchange) -> Exchange:
    illnesses.report(db, exchange, exchange.guest_id, until=None, now=SUNDAY)
    return loaded(db, exchange)


def the_asks(db: Session) -> list[Ask]:
    found = select(Ask).where(Ask.about == About.NEW_DAYS)
    return list(db.scalars(found.order_by(Ask.occasion)))


def live(db: Session, exchange: Exchange, now: datetime) -> Standing:
    return exchange_life.accompany(db, loaded(db, exchange), heard=1, now=now)


def test_both_calendars_are_clear_at_once_and_both_are_asked_about_the_nearest_days(lite: Session) -> None:
    exchange = falls_ill(lite, a_visit(lite))

    assert exchange.state is ExchangeState.BROKEN
    assert calendar_of(lite, lane(exchange))[2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Onni")]
    assert told(lite, lane(exchange))[2:] == [
        ("invitation_cancel", "Aino"),
        ("invitation_cancel", "Onni"),
        ("ask_new_days", "Aino"),
        ("ask_new_days", "Onni"),
        ("days_wanted", "Helmi"),
    ]
    row = lite.scalars(select(NewDays)).one()
    assert [days.blocks[0].first_day for days in row.possible] == [date(2027, 3, 15)]
    assert row.answer_by == ANSWERED_BY


def test_while_they_are_asked_no_repair_is_looked_for(lite: Session) -> None:
    exchange = falls_ill(lite, a_visit(lite))

    standing = live(lite, exchange, MONDAY)
    watch = round_life.watch(lite, lite.get_one(Round, exchange.round_id), heard=1, now=MONDAY)

    assert (standing.waiting_for, standing.until) == ("new_days", at(date(2027, 3, 10), time(9)))
    assert (watch.outcome, watch.until) == (None, ANSWERED_BY)


def test_two_yeses_move_the_stay_and_its_invitation_is_a_new_one(lite: Session) -> None:
    exchange = falls_ill(lite, a_visit(lite))

    for ask in the_asks(lite):
        asking.answer(lite, ask, Reply(word="suits"), now=MONDAY)

    moved = loaded(lite, exchange)
    assert (moved.state, moved.rests_until, moved.appointments[0].first_day) == (
        ExchangeState.CONFIRMED,
        None,
        date(2027, 3, 15),
    )
    assert calendar_of(lite, lane(exchange))[4:] == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]


def test_one_no_ends_the_asking_and_a_repair_looks_for_another_place_at_once(lite: Session) -> None:
    exchange = falls_ill(lite, a_visit(lite))
    guest, host = the_asks(lite)

    asking.answer(lite, host, Reply(word="none"), now=MONDAY)
    watch = round_life.watch(lite, lite.get_one(Round, exchange.round_id), heard=1, now=MONDAY)

    lite.refresh(guest)
    assert (guest.state, loaded(lite, exchange).state) == (AskState.DROPPED, ExchangeState.BROKEN)
    assert watch.outcome is not None
    assert facts(lite, streams.of_round(exchange.round_id))[-1] == "new_days_ended"
    with pytest.raises(Conflict):
        asking.answer(lite, guest, Reply(word="suits"), now=MONDAY)


def test_silence_until_the_deadline_leads_to_a_repair(lite: Session) -> None:
    exchange = falls_ill(lite, a_visit(lite))

    live(lite, exchange, ANSWERED_BY)

    row = lite.scalars(select(NewDays)).one()
    assert (row.settled_at, loaded(lite, exchange).rests_until) == (ANSWERED_BY, None)


def test_days_that_went_to_somebody_else_meanwhile_are_not_agreed(lite: Session) -> None:
    exchange = falls_ill(lite, a_visit(lite))
    guest, host = the_asks(lite)
    asking.answer(lite, guest, Reply(word="suits"), now=MONDAY)
    days = {"first_day": date(2027, 3, 16), "last_day": date(2027, 3, 16), "can": False}
    lite.add(Availability(offer_id=exchange.offer_id, **days))
    lite.flush()

    asking.answer(lite, host, Reply(word="suits"), now=MONDAY + timedelta(minutes=1))

    assert loaded(lite, exchange).state is ExchangeState.BROKEN


def test_of_several_days_one_must_be_ticked(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    falls_ill(lite, exchange)
    guest, _host = the_asks(lite)
    first = lite.scalars(select(NewDays)).one().possible[0]

    with pytest.raises(Invalid), lite.begin_nested():
        asking.answer(lite, guest, Reply(word="suits"), now=MONDAY)
    ticked = Reply(word="suits", filled=(Filled(name=first.mark, value="yes"),))
    asking.answer(lite, guest, ticked, now=MONDAY)

    assert lite.scalars(select(NewDays)).one().guest_suits == (first,)


def test_the_other_side_of_a_mere_proposal_hears_that_the_days_do_not_hold(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    ask_both(lite, exchange, now=at(date(2027, 1, 29)))

    illnesses.report(lite, loaded(lite, exchange), exchange.guest_id, until=None, now=SUNDAY)

    assert told(lite, lane(exchange))[2:] == [("called_off", "Onni")]
    assert the_asks(lite) == []


def test_a_stay_that_has_begun_took_place_in_part_and_is_not_moved(lite: Session) -> None:
    exchange = a_visit(lite)
    second_day = at(date(2027, 3, 9), time(8))

    illnesses.report(lite, exchange, exchange.guest_id, until=None, now=second_day)

    exchange = loaded(lite, exchange)
    row = lite.scalars(select(Presence)).one()
    assert (exchange.state, row.came, row.person_id) == (
        ExchangeState.CONFIRMED,
        Came.PARTLY,
        exchange.guest_id,
    )
    assert told(lite, lane(exchange))[-1] == ("called_off", "Onni")


def test_of_a_mentoring_only_the_session_of_these_days_is_skipped(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    starts = [each.starts_at for each in exchange.appointments]

    illnesses.report(lite, exchange, exchange.host_id, until=None, now=at(date(2027, 3, 2), time(7)))

    exchange = loaded(lite, exchange)
    assert exchange.state is ExchangeState.CONFIRMED
    states = [each.state for each in exchange.appointments]
    assert states == [AppointmentState.CANCELLED, AppointmentState.PLANNED, AppointmentState.PLANNED]
    assert [each.starts_at for each in exchange.appointments] == starts
    assert taken(lite, exchange) == (0, 4)


def test_the_page_lets_somebody_cancel_for_a_reason_or_ask_for_other_days(lite: Session) -> None:
    exchange = a_visit(lite)

    words = [each.word for each in troubles.options(exchange, now=SUNDAY)]
    troubles.say(lite, exchange, exchange.host_id, "cancel:work", "", now=SUNDAY)

    exchange = loaded(lite, exchange)
    assert words[:3] == ["ill", "other_days", "cancel:work"]
    assert (exchange.state, exchange.released_reason, exchange.withdrawal) == (
        ExchangeState.RELEASED,
        Reason.HOST_DECLINED,
        "work",
    )
    with pytest.raises(Conflict):
        troubles.say(lite, exchange, exchange.host_id, "ill", "", now=SUNDAY)
