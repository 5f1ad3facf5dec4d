"""A no in a calendar is asked about; the place is held meanwhile."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import declines, doubt_answers, exchanges, invitations
from domain.refusals import Conflict
from invites.meetings import Answer as Said
from models.doubts import Days, Doubt
from models.exchanges import Exchange
from models.rounds import Round
from models.schedules import Block
from models.states import Answer, DoubtState, ExchangeState, Reason
from models.timeline import local, moment
from tests.builders import STAY
from tests.builders_of_exchanges import a_stay
from tests.domain.doubted import HELD_UNTIL, NEXT_WEEK, NO, says, the_doubt
from tests.domain.lived import (
    a_confirmed_exchange,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    loaded,
    taken,
    told,
)
from tests.domain.test_counters import event_in, newest

LATER = NO + timedelta(hours=2)


def in_doubt(db: Session) -> Exchange:
    """The guest's calendar has declined a stay of Monday to Wednesday."""
    exchange = invited(db, a_confirmed_exchange(db))
    says(db, exchange, exchange.guest, Said.DECLINED)
    return loaded(db, exchange)


def test_a_no_is_asked_about_and_releases_nothing(db: Session) -> None:
    exchange = in_doubt(db)

    doubt = the_doubt(db, exchange)
    assert (exchange.state, taken(db, exchange)) == (ExchangeState.CONFIRMED, (6, 0))
    assert (doubt.state, doubt.deadline, doubt.person_id) == (DoubtState.ASKED, HELD_UNTIL, exchange.guest_id)
    assert told(db, lane(exchange))[2:] == [("ask_meaning", "Aino")]
    assert facts(db, lane(exchange)) == ["invite_answered", "doubt_raised"]


def test_the_same_no_twice_is_asked_about_once(lite: Session) -> None:
    exchange = in_doubt(lite)

    says(lite, exchange, exchange.guest, Said.DECLINED, now=LATER)

    assert told(lite, lane(exchange))[2:] == [("ask_meaning", "Aino")]
    assert len(lite.scalars(select(Doubt)).all()) == 1


def test_without_an_answer_the_place_is_released_at_the_deadline(db: Session) -> None:
    exchange = in_doubt(db)

    assert declines.see_through(db, exchange, now=HELD_UNTIL - timedelta(minutes=1)) != []
    assert exchange.state is ExchangeState.CONFIRMED
    assert declines.see_through(db, exchange, now=HELD_UNTIL) == []

    assert (exchange.state, exchange.released_reason) == (ExchangeState.RELEASED, Reason.GUEST_DECLINED)
    assert [method for method, _number, _name in calendar_of(db, lane(exchange))[2:]] == ["CANCEL", "CANCEL"]
    assert taken(db, exchange) == (0, 0)


def test_a_step_that_runs_again_after_a_crash_releases_once(lite: Session) -> None:
    exchange = in_doubt(lite)

    for minutes in (0, 1):
        declines.see_through(lite, loaded(lite, exchange), now=HELD_UNTIL + timedelta(minutes=minutes))

    assert [method for method, _number, _name in calendar_of(lite, lane(exchange))[2:]] == [
        "CANCEL",
        "CANCEL",
    ]
    assert facts(lite, lane(exchange))[2:] == ["doubt_settled", "exchange_released"]


def test_hr_may_hold_a_place_for_longer(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    lite.get_one(Round, exchange.round_id).hold_working_days = 3

    says(lite, exchange, exchange.guest, Said.DECLINED)

    doubt = the_doubt(lite, exchange)
    assert doubt.remind_at is not None
    assert [f"{local(at):%d.%m. %H}" for at in (doubt.deadline, doubt.remind_at)] == [
        "08.02. 16",
        "08.02. 09",
    ]


def test_who_does_not_answer_for_days_is_reminded_once(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    lite.get_one(Round, exchange.round_id).hold_working_days = 3
    says(lite, exchange, exchange.guest, Said.DECLINED)
    due = the_doubt(lite, exchange).remind_at
    assert due is not None

    for minutes in (0, 5):
        declines.see_through(lite, loaded(lite, exchange), now=due + timedelta(minutes=minutes))

    assert told(lite, lane(exchange))[2:] == [("ask_meaning", "Aino"), ("ask_meaning", "Aino")]


def test_on_the_eve_there_are_two_hours_to_answer(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    evening = moment(STAY.first_day - timedelta(days=3), local(NO).replace(hour=17, minute=0).time())

    says(lite, exchange, exchange.guest, Said.DECLINED, now=evening)

    assert the_doubt(lite, exchange).deadline == evening + timedelta(hours=2)


def test_a_yes_from_the_calendar_ends_the_asking(lite: Session) -> None:
    exchange = in_doubt(lite)

    says(lite, exchange, exchange.guest, Said.ACCEPTED, now=LATER)

    assert declines.see_through(lite, loaded(lite, exchange), now=HELD_UNTIL) == []
    assert the_doubt(lite, exchange).state is DoubtState.KEPT
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    assert told(lite, lane(exchange))[2:] == [("ask_meaning", "Aino")]


def test_who_keeps_it_by_link_gets_it_back_into_the_calendar(lite: Session) -> None:
    exchange = in_doubt(lite)

    doubt_answers.keep(lite, exchange, the_doubt(lite, exchange), now=LATER)

    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 0, "Aino")]
    assert the_doubt(lite, exchange).state is DoubtState.KEPT


def test_who_is_not_sure_after_all_is_not_released_for_silence(lite: Session) -> None:
    exchange = in_doubt(lite)

    says(lite, exchange, exchange.guest, Said.TENTATIVE, now=LATER)

    assert declines.see_through(lite, loaded(lite, exchange), now=HELD_UNTIL) == []
    assert the_doubt(lite, exchange).state is DoubtState.KEPT
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED


def test_who_keeps_what_was_updated_meanwhile_is_not_shown_the_old_no(lite: Session) -> None:
    exchange = in_doubt(lite)
    exchange.online_link = "https://meet.example.org/aino"
    invitations.follow(lite, exchange, now=NO)

    doubt_answers.keep(lite, exchange, the_doubt(lite, exchange), now=LATER)

    event = event_in(newest(lite, exchange.guest_id))[1]
    both = event["ATTENDEE"]
    assert isinstance(both, list)
    guest = next(each for each in both if exchange.guest.email in each)
    assert guest.params["PARTSTAT"] == "ACCEPTED"


def test_a_no_that_was_meant_releases_at_once(lite: Session) -> None:
    exchange = in_doubt(lite)

    doubt_answers.cancel(lite, exchange, the_doubt(lite, exchange), now=LATER)

    assert (exchange.state, exchange.released_reason) == (ExchangeState.RELEASED, Reason.GUEST_DECLINED)
    assert the_doubt(lite, exchange).state is DoubtState.CANCELLED


def chosen(db: Session, *, keeps_else: bool = False) -> Exchange:
    """The guest would rather come a week later."""
    exchange = in_doubt(db)
    days = Days(blocks=(NEXT_WEEK,))
    doubt_answers.choose(db, exchange, the_doubt(db, exchange), days, keeps_else=keeps_else, now=LATER)
    return loaded(db, exchange)


def test_other_days_are_asked_of_the_other_side_only(db: Session) -> None:
    exchange = chosen(db)

    assert told(db, lane(exchange))[3:] == [("ask_other_days", "Onni")]
    assert the_doubt(db, exchange).state is DoubtState.OFFERED
    assert exchange.appointments[0].first_day == STAY.first_day


def test_a_yes_of_the_other_side_moves_the_exchange_with_one_update(db: Session) -> None:
    exchange = chosen(db)

    doubt = the_doubt(db, exchange)
    doubt_answers.answer_offer(db, exchange, doubt, Answer.ACCEPTED, now=LATER + timedelta(hours=1))

    moved = loaded(db, exchange)
    assert (moved.state, moved.appointments[0].first_day) == (ExchangeState.CONFIRMED, NEXT_WEEK.first_day)
    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]
    assert the_doubt(db, exchange).state is DoubtState.MOVED
    assert taken(db, moved) == (6, 0)


@pytest.mark.parametrize(
    ("keeps_else", "state", "ending"),
    [
        (False, ExchangeState.RELEASED, DoubtState.CANCELLED),
        (True, ExchangeState.CONFIRMED, DoubtState.KEPT),
    ],
)
@pytest.mark.parametrize("is_silent", [True, False])
def test_without_the_other_side_s_yes_it_ends_or_stays_as_was_said(
    lite: Session, *, keeps_else: bool, state: ExchangeState, ending: DoubtState, is_silent: bool
) -> None:
    exchange = chosen(lite, keeps_else=keeps_else)
    doubt = the_doubt(lite, exchange)

    if is_silent:
        declines.see_through(lite, exchange, now=doubt.deadline)
    else:
        doubt_answers.answer_offer(lite, exchange, doubt, Answer.DECLINED, now=LATER)

    assert (exchange.state, doubt.state) == (state, ending)
    assert exchange.appointments[0].first_day == STAY.first_day


def test_days_that_have_gone_meanwhile_are_asked_anew(lite: Session) -> None:
    exchange = chosen(lite)
    doubt = the_doubt(lite, exchange)
    taken_by = a_confirmed_exchange(lite, offer=exchange.offer, appointments=a_stay(NEXT_WEEK))

    doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=LATER)

    assert taken_by.state is ExchangeState.CONFIRMED
    assert the_doubt(lite, exchange).state is DoubtState.ASKED
    assert told(lite, lane(exchange))[4:] == [("ask_meaning", "Aino")]


def test_days_that_come_near_while_the_other_side_thinks_can_still_be_agreed(lite: Session) -> None:
    exchange = in_doubt(lite)
    monday = at(date(2027, 3, 1), time(10))
    near = Days(blocks=(Block(first_day=date(2027, 3, 3), last_day=date(2027, 3, 5)),))
    doubt = the_doubt(lite, exchange)
    doubt.deadline = monday + timedelta(days=2)
    doubt_answers.choose(lite, exchange, doubt, near, keeps_else=False, now=monday)

    tuesday = monday + timedelta(days=1)
    doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=tuesday)

    assert doubt.state is DoubtState.MOVED
    assert loaded(lite, exchange).appointments[0].first_day == date(2027, 3, 3)


def test_days_on_which_the_host_is_full_cannot_be_chosen(lite: Session) -> None:
    exchange = in_doubt(lite)
    a_confirmed_exchange(lite, offer=exchange.offer, appointments=a_stay(NEXT_WEEK))

    with pytest.raises(Conflict):
        doubt_answers.choose(
            lite,
            loaded(lite, exchange),
            the_doubt(lite, exchange),
            Days(blocks=(NEXT_WEEK,)),
            keeps_else=False,
            now=LATER,
        )


def test_an_illness_overtakes_the_question(lite: Session) -> None:
    exchange = in_doubt(lite)
    exchanges.break_off(lite, exchange, exchange.host_id, first=STAY.first_day, last=STAY.last_day, now=LATER)

    declines.see_through(lite, exchange, now=HELD_UNTIL)

    assert (exchange.state, the_doubt(lite, exchange).state) == (ExchangeState.BROKEN, DoubtState.OVERTAKEN)


def test_what_is_settled_is_not_settled_again(lite: Session) -> None:
    exchange = in_doubt(lite)
    doubt_answers.keep(lite, exchange, the_doubt(lite, exchange), now=LATER)

    with pytest.raises(Conflict):
        doubt_answers.cancel(lite, exchange, the_doubt(lite, exchange), now=LATER)

    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
