"""What people are being asked while a round is paused: their time, and the days that it eats."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life, illnesses, round_life
from domain.new_days import new_days
from domain.steering import pausing
from models.applications import Application
from models.exchanges import Exchange
from models.messages import Standing
from models.new_days import NewDays
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Reason
from tests.domain.lived import at, invited, loaded
from tests.domain.steering.steered import (
    a_round_of_helmi,
    aino_to_onni,
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


def test_who_is_asked_about_other_days_has_as_long_as_before_and_nobody_is_rehoused_meanwhile(
    lite: Session,
) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = invited(lite, aino_to_onni(lite, round_, is_confirmed=True))
    illnesses.report(lite, exchange, exchange.guest_id, until=None, now=at(date(2027, 3, 7)))
    pause(lite, round_, at(date(2027, 3, 8)))

    resume(lite, round_, at(date(2027, 3, 11)))

    later = at(date(2027, 3, 15), time(16))  # was the 10th
    assert (loaded(lite, exchange).rests_until, new_days_of(lite, exchange).answer_by) == (later, later)
    lived = exchange_life.accompany(lite, exchange, heard=9, now=at(date(2027, 3, 11)))
    assert (lived.waiting_for, lived.until) == ("new_days", at(date(2027, 3, 15), time(9)))
    assert round_life.watch(lite, round_, heard=9, now=at(date(2027, 3, 11))).until == later


def new_days_of(db: Session, exchange: Exchange) -> NewDays:
    found = new_days.open_of(db, exchange)
    assert found is not None
    return found


def test_answer_time_never_reaches_into_the_days_themselves(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)
    pause(lite, round_, at(date(2027, 2, 4)))

    resume(lite, round_, at(date(2027, 3, 5)))

    assert loaded(lite, exchange).confirm_by == at(date(2027, 3, 5), time(16))  # the stay begins on Monday


@pytest.mark.parametrize("resumed", [date(2027, 3, 6), date(2027, 3, 17)])
def test_whose_days_the_pause_has_eaten_goes_on_waiting_for_others(lite: Session, resumed: date) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)
    pause(lite, round_, at(date(2027, 2, 4)))

    resume(lite, round_, at(resumed))

    released = loaded(lite, exchange)
    assert (released.state, released.released_reason) == (ExchangeState.RELEASED, Reason.REARRANGED)
    assert lite.get_one(Application, exchange.application_id).state is ApplicationState.WAITING
