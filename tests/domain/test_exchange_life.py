"""The life of one exchange, chapter by chapter with its dates; every chapter may be asked twice."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.followups import FollowUp
from models.messages import Outcome, Standing
from models.schedules import Block
from models.states import Answer, ExchangeState, FollowUpState, Kind, Reason
from models.timeline import EVENING, MORNING
from tests.builders import CONFIRM_BY, STAY
from tests.builders_of_exchanges import a_stay, an_exchange
from tests.domain.lived import (
    ASKED,
    YES,
    a_confirmed_exchange,
    a_placed_application,
    a_proposed_exchange,
    a_running_round,
    at,
    calendar_of,
    everything,
    facts,
    lane,
    loaded,
    told,
)

A_MINUTE = timedelta(minutes=1)
REMIND = at(date(2027, 2, 3), MORNING)  # two working days before Friday, the fifth
WEEK_BEFORE, DAY_BEFORE = at(date(2027, 3, 1), MORNING), at(date(2027, 3, 5), MORNING)
ENDS = at(STAY.last_day, time(16))
FIRST_NOTE = at(date(2027, 3, 11), MORNING)

Chapter = Callable[..., Standing]


def ask(db: Session, chapter: Chapter, exchange: Exchange, now: datetime) -> Standing:
    """One turn of a chapter, in a transaction of its own."""
    return chapter(db, loaded(db, exchange), heard=1, now=now)


def a_new_exchange(db: Session, **said: object) -> Exchange:
    """Published this moment: nobody has been asked yet."""
    application = a_placed_application(db, to=a_running_round(db))
    return an_exchange(db, application=application, offer=None, schedule=None, **said)


def test_both_are_asked_at_once_and_the_reminder_is_waited_for(lite: Session) -> None:
    exchange = a_new_exchange(lite)

    standing = ask(lite, exchange_life.confirm, exchange, ASKED)

    wait = lite.get_one(Wait, lane(exchange))
    assert standing == Standing(waiting_for="answers", until=REMIND)
    assert (wait.deadline, wait.whose_id) == (CONFIRM_BY, exchange.guest_id)
    assert told(lite, lane(exchange)) == [("ask_guest", "Aino"), ("ask_host", "Onni")]


def test_only_the_silent_are_reminded_and_only_once(lite: Session) -> None:
    exchange = a_new_exchange(lite)
    ask(lite, exchange_life.confirm, exchange, ASKED)
    exchanges.answer(lite, loaded(lite, exchange), exchange.guest_id, Answer.ACCEPTED, now=YES)

    before = ask(lite, exchange_life.confirm, exchange, REMIND - A_MINUTE)
    for minutes in range(2):
        standing = ask(lite, exchange_life.confirm, exchange, REMIND + minutes * A_MINUTE)

    assert (before.until, standing.until) == (REMIND, CONFIRM_BY)
    assert told(lite, lane(exchange))[2:] == [("remind_answer", "Onni")]
    assert lite.get_one(Wait, lane(exchange)).whose_id == exchange.host_id


def test_the_place_is_released_on_the_minute_of_the_answer_time(lite: Session) -> None:
    exchange = a_new_exchange(lite)
    ask(lite, exchange_life.confirm, exchange, ASKED)
    ask(lite, exchange_life.confirm, exchange, REMIND)

    before = ask(lite, exchange_life.confirm, exchange, CONFIRM_BY - A_MINUTE)
    after = ask(lite, exchange_life.confirm, exchange, CONFIRM_BY)

    released = loaded(lite, exchange)
    assert (before.waiting_for, after) == ("answers", Standing(outcome=Outcome.RELEASED))
    assert (released.state, released.released_reason) == (ExchangeState.RELEASED, Reason.NO_ANSWER)


def test_two_yeses_end_the_chapter(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    assert ask(lite, exchange_life.confirm, exchange, YES) == Standing(outcome=Outcome.CONFIRMED)


def test_a_proposal_that_broke_waits_for_its_repair_and_is_then_asked_anew(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    exchanges.break_off(lite, exchange, exchange.host_id, first=STAY.first_day, last=STAY.last_day, now=YES)
    broken = ask(lite, exchange_life.confirm, exchange, CONFIRM_BY + A_MINUTE)
    moved = loaded(lite, exchange)
    moved.confirm_by = CONFIRM_BY + timedelta(days=7)

    exchanges.move(lite, moved, a_stay(), now=CONFIRM_BY + A_MINUTE)
    standing = ask(lite, exchange_life.confirm, exchange, CONFIRM_BY + 2 * A_MINUTE)

    assert broken == Standing(waiting_for="repair", until=ENDS)
    assert standing.waiting_for == "answers"
    assert told(lite, lane(exchange)) == [("ask_guest", "Aino"), ("ask_host", "Onni")]


def test_people_have_their_days_to_answer_also_when_they_are_asked_late(lite: Session) -> None:
    exchange = a_new_exchange(lite)
    late = CONFIRM_BY + timedelta(hours=2)  # a Friday evening; nothing ran for a week

    standing = ask(lite, exchange_life.confirm, exchange, late)

    assert standing.waiting_for == "answers"
    assert loaded(lite, exchange).confirm_by == at(date(2027, 2, 12), EVENING)


def test_invitations_go_out_at_once_and_the_week_before_is_waited_for(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    standing = ask(lite, exchange_life.accompany, exchange, YES)

    assert standing == Standing(waiting_for="days", until=WEEK_BEFORE)
    assert lite.get_one(Wait, lane(exchange)).deadline == ENDS
    assert calendar_of(lite, lane(exchange)) == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]


def test_each_reminder_comes_once_to_both_and_the_last_day_is_seen_through(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    ask(lite, exchange_life.accompany, exchange, YES)

    untils = [
        ask(lite, exchange_life.accompany, exchange, now).until
        for now in (WEEK_BEFORE, WEEK_BEFORE + A_MINUTE, DAY_BEFORE, DAY_BEFORE + A_MINUTE, ENDS - A_MINUTE)
    ]
    end = ask(lite, exchange_life.accompany, exchange, ENDS)

    assert untils == [DAY_BEFORE, DAY_BEFORE, ENDS, ENDS, ENDS]
    assert end == Standing(outcome=Outcome.HELD)
    assert told(lite, lane(exchange))[2:] == [
        ("reminder_week", "Aino"),
        ("reminder_week", "Onni"),
        ("reminder_day", "Aino"),
        ("reminder_day", "Onni"),
    ]
    assert loaded(lite, exchange).state is ExchangeState.HELD


def test_who_confirms_on_the_eve_gets_the_invitation_and_one_reminder(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    ask(lite, exchange_life.accompany, exchange, DAY_BEFORE + A_MINUTE)

    assert [kind for kind, _name in told(lite, lane(exchange))] == [
        "invitation",
        "invitation",
        "reminder_day",
        "reminder_day",
    ]


def test_nobody_is_reminded_of_what_has_begun(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    ask(lite, exchange_life.accompany, exchange, at(STAY.first_day, time(9)))

    assert [kind for kind, _name in told(lite, lane(exchange))] == ["invitation", "invitation"]


def test_a_stay_that_was_over_before_it_was_confirmed_is_held_silently(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    standing = ask(lite, exchange_life.accompany, exchange, ENDS + timedelta(days=2))

    assert (standing, told(lite, lane(exchange))) == (Standing(outcome=Outcome.HELD), [])


def test_what_broke_waits_for_its_repair_and_what_was_released_is_over(lite: Session) -> None:
    broken = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=YES)
    released = a_confirmed_exchange(lite, state=ExchangeState.RELEASED)

    standings = [ask(lite, exchange_life.accompany, each, ENDS - A_MINUTE) for each in (broken, released)]

    assert standings == [Standing(waiting_for="repair", until=ENDS), Standing(outcome=Outcome.RELEASED)]


def test_a_series_is_seen_through_to_its_last_session(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)
    last = at(date(2027, 3, 30), time(14))

    before = ask(lite, exchange_life.accompany, exchange, last - A_MINUTE)
    after = ask(lite, exchange_life.accompany, exchange, last)

    assert (before.until, after) == (last, Standing(outcome=Outcome.HELD))


def test_notes_are_asked_at_once_after_a_month_and_after_half_a_year(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.HELD)
    month, half_year = at(date(2027, 4, 9), MORNING), at(date(2027, 9, 6), MORNING)

    waiting = ask(lite, exchange_life.follow_up, exchange, ENDS)
    for now in (FIRST_NOTE, FIRST_NOTE + A_MINUTE, month, half_year):
        ask(lite, exchange_life.follow_up, exchange, now)

    assert waiting == Standing(waiting_for="notes", until=FIRST_NOTE)
    assert told(lite, lane(exchange)) == [
        ("ask_note", "Aino"),
        ("ask_note", "Onni"),
        ("ask_note", "Aino"),
        ("ask_note", "Aino"),
    ]


def test_unanswered_notes_lapse_on_their_day_and_none_is_waited_for_for_ever(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.HELD)
    half_year = at(date(2027, 9, 6), MORNING)
    due = at(date(2027, 9, 20), MORNING)
    for now in (FIRST_NOTE, half_year):
        ask(lite, exchange_life.follow_up, exchange, now)

    before = ask(lite, exchange_life.follow_up, exchange, due - A_MINUTE)
    after = ask(lite, exchange_life.follow_up, exchange, due)

    assert (before.until, after) == (due, Standing(outcome=Outcome.DONE))
    assert set(lite.scalars(select(FollowUp.state))) == {FollowUpState.LAPSED}


def test_closing_twice_closes_once(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.HELD)

    for minutes in range(2):
        exchange_life.close(lite, loaded(lite, exchange), now=ENDS + minutes * A_MINUTE)

    assert (loaded(lite, exchange).state, loaded(lite, exchange).closed_at) == (ExchangeState.CLOSED, ENDS)
    assert lite.get_one(Stream, lane(exchange)).closed_at == ENDS
    assert facts(lite, lane(exchange)) == ["exchange_closed"]


def test_closing_what_was_released_leaves_it_released(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.RELEASED)

    exchange_life.close(lite, exchange, now=ENDS)

    assert loaded(lite, exchange).state is ExchangeState.RELEASED


@pytest.mark.parametrize(
    ("chapter", "state", "now"),
    [
        (exchange_life.confirm, ExchangeState.PROPOSED, ASKED),
        (exchange_life.confirm, ExchangeState.PROPOSED, REMIND),
        (exchange_life.confirm, ExchangeState.PROPOSED, CONFIRM_BY),
        (exchange_life.confirm, ExchangeState.BROKEN, CONFIRM_BY),
        (exchange_life.accompany, ExchangeState.CONFIRMED, YES),
        (exchange_life.accompany, ExchangeState.CONFIRMED, WEEK_BEFORE),
        (exchange_life.accompany, ExchangeState.CONFIRMED, DAY_BEFORE),
        (exchange_life.accompany, ExchangeState.CONFIRMED, ENDS),
        (exchange_life.accompany, ExchangeState.BROKEN, ENDS),
        (exchange_life.follow_up, ExchangeState.HELD, FIRST_NOTE),
        (exchange_life.follow_up, ExchangeState.HELD, at(date(2028, 3, 1))),
    ],
)
def test_a_chapter_that_is_asked_again_changes_nothing(
    db: Session, chapter: Chapter, state: ExchangeState, now: datetime
) -> None:
    exchange = a_confirmed_exchange(db, state=state, broken_at=YES if state is ExchangeState.BROKEN else None)
    if state is ExchangeState.PROPOSED:
        for each in exchange.confirmations:
            each.answer = Answer.NEEDS_ACTION
    first = ask(db, chapter, exchange, now)
    before = everything(db)

    again = ask(db, chapter, exchange, now)

    assert (again, everything(db)) == (first, before)


def test_every_block_of_a_stay_has_its_reminder(lite: Session) -> None:
    later = Block(first_day=date(2027, 3, 17), last_day=date(2027, 3, 18))
    both = [*a_stay(), *a_stay(later)]
    both[1].number = 2
    exchange = a_confirmed_exchange(lite, appointments=both)
    ask(lite, exchange_life.accompany, exchange, DAY_BEFORE)

    standing = ask(lite, exchange_life.accompany, exchange, at(STAY.last_day))
    ask(lite, exchange_life.accompany, exchange, at(date(2027, 3, 16), MORNING))

    reminders = [
        kind for kind, name in told(lite, lane(exchange)) if kind.startswith("rem") and name == "Aino"
    ]
    assert standing.until == at(date(2027, 3, 16), MORNING)
    assert reminders == ["reminder_day", "reminder_week", "reminder_day"]
