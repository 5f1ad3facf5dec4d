"""A round is paused over Christmas, in whatever chapter it is."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life, round_life
from domain.asks import asks
from domain.hosting import interest
from domain.refusals import Conflict, Invalid
from domain.steering import pausing, shifting
from models import streams
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import ApplicationState, DateMode, ExchangeState, RoundState, ScheduleState
from tests.builders import CLOSES, DECIDE_BY, LAST_DAY, STAY, a_pairing, a_person, a_schedule, an_application
from tests.domain.lived import at, calendar_of, facts, invited, lane, loaded, told
from tests.domain.steering.steered import (
    a_round_of_helmi,
    aino_to_onni,
    everybody_was_told,
    helmi_of,
)

PAUSED = at(date(2026, 12, 18))  # a Friday
RESUMED = at(date(2027, 1, 7))  # a Thursday: offices were closed for some of the days between
LOST = 10
Chapter = Callable[..., Standing]


def pause(db: Session, round_: Round, now: datetime = PAUSED) -> None:
    pausing.pause(db, round_, why="Joulutauko", by=helmi_of(db, round_), now=now)


def resume(db: Session, round_: Round, now: datetime = RESUMED) -> None:
    pausing.resume(db, round_, by=helmi_of(db, round_), now=now)


def test_only_working_days_count_as_lost() -> None:
    assert shifting.lost(PAUSED, RESUMED) == LOST
    assert shifting.lost(PAUSED, PAUSED + timedelta(hours=3)) == 0


def test_everybody_hears_of_the_pause_once_and_the_coordinator_who_made_it_does_not(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    an_application(lite, to=round_)

    pause(lite, round_)
    pause(lite, round_, PAUSED + timedelta(hours=1))

    assert everybody_was_told(lite) == [("Aino", "round_paused")]
    assert facts(lite, streams.of_round(round_.id)) == ["round_paused"]


@pytest.mark.parametrize(
    ("state", "chapter"),
    [
        (RoundState.OPEN, round_life.collect),
        (RoundState.PLANNED, round_life.decide),
        (RoundState.PLANNED, round_life.publish),
        (RoundState.CLOSED, round_life.watch),
        (RoundState.RUNNING, round_life.watch),
    ],
)
def test_every_chapter_stands_still_whatever_is_due(
    lite: Session, state: RoundState, chapter: Chapter
) -> None:
    round_ = a_round_of_helmi(lite, state)
    if state is RoundState.PLANNED:
        a_schedule(lite, of=round_)
    pause(lite, round_)
    before = everybody_was_told(lite)

    standing = chapter(lite, round_, heard=1, now=DECIDE_BY)

    assert standing == Standing(waiting_for="pause")
    assert (round_.state, everybody_was_told(lite)) == (state, before)


def test_a_question_that_is_open_is_not_due_while_it_is_paused(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    interest.ask(lite, round_, [a_person(lite)], now=PAUSED - timedelta(days=1))
    pause(lite, round_)

    standing = round_life.collect(lite, round_, heard=1, now=RESUMED)

    assert standing.until is None
    assert len(asks.open_on(lite, streams.of_round(round_.id))) == 1


def test_nothing_is_planned_meanwhile_and_all_is_planned_afterwards(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.CLOSED)
    pause(lite, round_)

    wanted = round_life.wants_plan(lite, round_, now=RESUMED)
    resume(lite, round_)

    assert not wanted
    assert round_life.watch(lite, round_, heard=1, now=RESUMED) == Standing(outcome=Outcome.REPAIR)
    assert round_life.wants_plan(lite, round_, now=RESUMED)


@pytest.mark.parametrize("state", [ExchangeState.PROPOSED, ExchangeState.CONFIRMED])
def test_exchanges_stand_still_and_calendars_stay(lite: Session, state: ExchangeState) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_, is_confirmed=state is ExchangeState.CONFIRMED)
    if state is ExchangeState.CONFIRMED:
        invited(lite, exchange)
    pause(lite, round_)
    before = calendar_of(lite, lane(exchange)), everybody_was_told(lite)
    chapter = exchange_life.confirm if state is ExchangeState.PROPOSED else exchange_life.accompany

    standing = chapter(lite, loaded(lite, exchange), heard=1, now=at(STAY.first_day))

    assert standing == Standing(waiting_for="pause")
    assert (calendar_of(lite, lane(exchange)), everybody_was_told(lite)) == before
    assert loaded(lite, exchange).state is state


def test_who_has_declined_meanwhile_has_declined(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)
    pause(lite, round_)
    loaded(lite, exchange).state = ExchangeState.RELEASED

    standing = exchange_life.confirm(lite, exchange, heard=1, now=RESUMED)

    assert standing.outcome is Outcome.RELEASED


def test_the_dates_of_the_round_move_by_the_working_days_of_the_pause(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    pause(lite, round_)

    resume(lite, round_)

    assert round_.closes_at == at(date(2027, 1, 29), time(16))
    assert round_.decide_by == at(date(2027, 2, 12), time(16))
    assert (round_.paused_at, round_.paused_why, round_.last_day) == (None, "", LAST_DAY)


def test_answers_are_wanted_later_and_the_silent_hear_until_when(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)
    exchange.confirm_by = at(date(2026, 12, 22), time(16))
    lite.flush()
    pause(lite, round_)

    resume(lite, round_)

    assert loaded(lite, exchange).confirm_by == at(date(2027, 1, 11), time(16))
    assert everybody_was_told(lite) == [
        ("Aino", "round_paused"),
        ("Aino", "round_resumed"),
        ("Onni", "round_paused"),
        ("Onni", "round_resumed"),
    ]
    assert facts(lite, lane(exchange)) == ["round_paused", "round_resumed"]


def test_reminders_and_passing_on_move_too_and_what_was_sent_stays_sent(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    interest.ask(lite, round_, [a_person(lite)], now=at(date(2026, 12, 14)))
    ask = asks.open_on(lite, streams.of_round(round_.id))[0]
    pause(lite, round_)

    resume(lite, round_)

    assert ask.reminders == (at(date(2027, 1, 8), time(9)),)  # was the 21st of December
    assert ask.deadline == at(date(2027, 1, 15), time(16))


def test_resuming_twice_moves_nothing_twice(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    pause(lite, round_)
    resume(lite, round_)
    closes_at = round_.closes_at

    resume(lite, round_, RESUMED + timedelta(days=5))

    assert round_.closes_at == closes_at
    assert facts(lite, streams.of_round(round_.id)) == ["round_paused", "round_resumed"]


def test_a_pause_that_eats_the_days_of_the_exchanges_asks_for_later_ones(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    pause(lite, round_)

    with pytest.raises(Invalid):
        resume(lite, round_, at(LAST_DAY))


def test_the_first_day_gives_way_to_the_decision(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.CLOSED)
    pause(lite, round_, CLOSES)

    resume(lite, round_, at(date(2027, 2, 24)))

    assert round_.decide_by == at(date(2027, 3, 10), time(16))
    assert round_.first_day == date(2027, 3, 11)


def test_the_time_to_agree_days_moves(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, date_mode=DateMode.AGREED, agree_by=date(2027, 2, 26))
    pause(lite, round_, at(date(2027, 2, 15)))

    resume(lite, round_, at(date(2027, 2, 17)))

    assert round_.agree_by == date(2027, 3, 2)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.ENDED, RoundState.CANCELLED])
def test_a_round_that_does_not_live_is_not_paused(lite: Session, state: RoundState) -> None:
    round_ = a_round_of_helmi(lite, state)

    with pytest.raises(Conflict):
        pause(lite, round_)


@pytest.mark.parametrize("why", [" ", "131052-308T sairastui"])
def test_the_reason_is_said_and_holds_no_identity_code(lite: Session, why: str) -> None:
    round_ = a_round_of_helmi(lite)

    with pytest.raises(Invalid):
        pausing.pause(lite, round_, why=why, by=helmi_of(lite, round_), now=PAUSED)


def test_an_approved_plan_is_published_after_the_pause(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.PLANNED)
    schedule = a_schedule(lite, of=round_, state=ScheduleState.APPROVED)
    a_pairing(lite, schedule=schedule)
    pause(lite, round_, CLOSES)
    round_life.publish(lite, round_, heard=1, now=DECIDE_BY)
    during = schedule.state
    lite.expire_all()

    resume(lite, round_, DECIDE_BY)
    round_life.publish(lite, round_, heard=1, now=DECIDE_BY)

    assert (during, schedule.state) == (ScheduleState.APPROVED, ScheduleState.PUBLISHED)


def test_those_on_the_waiting_list_hear_of_it_and_those_who_left_do_not(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    for name, state in (("Aino", ApplicationState.WAITING), ("Bertta", ApplicationState.WITHDRAWN)):
        an_application(lite, to=round_, person=a_person(lite, name=f"{name} Keksitty"), state=state)

    pause(lite, round_)

    assert told(lite, streams.of_round(round_.id)) == [("round_paused", "Aino")]
