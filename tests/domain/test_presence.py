"""Whether they met: each side's word, a claim put to the other, and an ending of its own."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, presence
from domain.asks import asking
from domain.behalf import Behalf
from domain.refusals import Conflict
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.people import Person
from models.presences import Came
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Reason
from tests.domain.lived import a_confirmed_exchange, at, invited, lane, loaded, told

ENDS = at(date(2027, 3, 10), time(16))
NEXT_MORNING = at(date(2027, 3, 11), time(9))
DEADLINE = at(date(2027, 3, 15), time(16))


def a_held_visit(db: Session, *, asks: bool = False) -> Exchange:
    exchange = invited(db, a_confirmed_exchange(db))
    db.get_one(Round, exchange.round_id).asks_attendance = asks
    exchange_life.accompany(db, exchange, heard=1, now=ENDS)
    return loaded(db, exchange)


def follow_up(db: Session, exchange: Exchange, now: datetime) -> Standing:
    return exchange_life.follow_up(db, loaded(db, exchange), heard=1, now=now)


def asked(db: Session, occasion: str) -> Ask:
    return db.scalars(select(Ask).where(Ask.about == About.TOOK_PLACE, Ask.occasion == occasion)).one()


def test_both_are_asked_next_morning_and_notes_wait_for_it(lite: Session) -> None:
    exchange = a_held_visit(lite, asks=True)

    before = follow_up(lite, exchange, ENDS)
    standing = follow_up(lite, exchange, NEXT_MORNING)

    assert (before.waiting_for, before.until) == ("presence", NEXT_MORNING)
    assert (standing.waiting_for, standing.until) == ("presence", DEADLINE)
    assert told(lite, lane(exchange))[-2:] == [("ask_took_place", "Aino"), ("ask_took_place", "Onni")]


def test_silence_counts_as_having_taken_place(lite: Session) -> None:
    exchange = a_held_visit(lite, asks=True)
    follow_up(lite, exchange, NEXT_MORNING)

    standing = follow_up(lite, exchange, DEADLINE)

    assert (loaded(lite, exchange).state, standing.waiting_for) == (ExchangeState.HELD, "notes")
    assert told(lite, lane(exchange))[-2:] == [("ask_note", "Aino"), ("ask_note", "Onni")]


def test_a_round_that_does_not_ask_lets_people_be(lite: Session) -> None:
    exchange = a_held_visit(lite)

    follow_up(lite, exchange, NEXT_MORNING)

    assert told(lite, lane(exchange))[-2:] == [("ask_note", "Aino"), ("ask_note", "Onni")]


def test_who_is_said_not_to_have_come_is_asked_and_silence_makes_it_so(lite: Session) -> None:
    exchange = a_held_visit(lite)
    presence.say(lite, exchange, exchange.host_id, Came.OTHER_ABSENT, now=ENDS)
    follow_up(lite, exchange, ENDS)
    deadline = asked(lite, "guest:claim").deadline

    ended = follow_up(lite, exchange, deadline)

    exchange = loaded(lite, exchange)
    assert (exchange.state, exchange.released_reason, exchange.absent_id) == (
        ExchangeState.RELEASED,
        Reason.NO_SHOW,
        exchange.guest_id,
    )
    assert exchange.application.state is ApplicationState.WITHDRAWN
    assert ended.outcome is Outcome.DONE
    assert ("not_come", "Helmi") in told(lite, lane(exchange))
    assert "ask_note" not in [kind for kind, _who in told(lite, lane(exchange))]


def test_a_guest_whose_host_did_not_come_goes_back_to_the_waiting_list(lite: Session) -> None:
    exchange = a_held_visit(lite)

    presence.say(lite, exchange, exchange.host_id, Came.I_WAS_ABSENT, now=ENDS)

    exchange = loaded(lite, exchange)
    assert (exchange.released_reason, exchange.absent_id) == (Reason.NO_SHOW, exchange.host_id)
    assert exchange.application.state is ApplicationState.WAITING


def test_two_different_stories_are_told_to_the_coordinator_and_it_stands(lite: Session) -> None:
    exchange = a_held_visit(lite)
    presence.say(lite, exchange, exchange.host_id, Came.OTHER_ABSENT, now=ENDS)
    follow_up(lite, exchange, ENDS)

    asking.answer(lite, asked(lite, "guest:claim"), Reply(word=Came.AS_PLANNED), now=NEXT_MORNING)
    standing = follow_up(lite, exchange, NEXT_MORNING)

    assert (loaded(lite, exchange).state, standing.waiting_for) == (ExchangeState.HELD, "notes")
    assert ("not_come", "Helmi") in told(lite, lane(exchange))


def test_the_coordinator_decides_after_a_call(lite: Session) -> None:
    exchange = a_held_visit(lite)
    owner = lite.get_one(Person, lite.get_one(Round, exchange.round_id).owner_id)

    presence.decide(lite, exchange, exchange.guest, now=ENDS, behalf=Behalf(owner, "soitin molemmille"))

    rows = presence.told(lite, exchange)
    assert loaded(lite, exchange).absent_id == exchange.guest_id
    assert rows[exchange.guest_id].recorded_by_id == owner.id


def test_nothing_is_reported_before_it_has_begun(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(Conflict):
        presence.say(lite, exchange, exchange.host_id, Came.OTHER_ABSENT, now=at(date(2027, 3, 5)))


def test_a_host_who_waits_in_vain_on_the_first_morning_clears_the_other_days(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    morning = at(date(2027, 3, 8), time(11))
    presence.say(lite, exchange, exchange.host_id, Came.OTHER_ABSENT, now=morning)
    exchange_life.accompany(lite, loaded(lite, exchange), heard=1, now=morning)

    asking.answer(lite, asked(lite, "guest:claim"), Reply(word=Came.I_WAS_ABSENT), now=morning)

    assert loaded(lite, exchange).state is ExchangeState.RELEASED
    assert asked(lite, "guest:claim").state is AskState.ANSWERED
    assert [kind for kind, _who in told(lite, lane(exchange))].count("invitation_cancel") == 2
