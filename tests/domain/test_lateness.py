"""Days that have come while HR thought are offered to nobody, and nobody is asked until they have come."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, illnesses, meetings
from models.applications import Application
from models.events import Wait
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Kind, Reason
from tests.builders import STAY, a_pairing, an_application
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    a_proposed_exchange,
    at,
    invited,
    lane,
    loaded,
    told,
)
from tests.domain.plans import a_planned_round, an_approved_plan, begun, publish

A_MINUTE = timedelta(minutes=1)
EVE_OF_STAY = at(date(2027, 3, 5), time(16, 0))  # a Friday: the stay begins on Monday
EVE_OF_SECOND_STAY = at(date(2027, 3, 12), time(16, 0))
EVE_OF_SESSIONS = at(date(2027, 3, 1), time(16, 0))
ILL_ON = at(date(2027, 2, 8))
Chapter = Callable[..., Standing]


def an_approved_pairing(db: Session, *, kind: Kind = Kind.SHADOWING) -> Round:
    round_ = a_planned_round(db)
    application = an_application(db, to=round_, kind=kind)
    a_pairing(db, schedule=an_approved_plan(db, of=round_), application=application)
    return round_


@pytest.mark.parametrize(("kind", "eve"), [(Kind.SHADOWING, EVE_OF_STAY), (Kind.MENTORING, EVE_OF_SESSIONS)])
def test_days_are_proposed_until_the_last_working_evening_before_them(
    lite: Session, kind: Kind, eve: datetime
) -> None:
    round_ = an_approved_pairing(lite, kind=kind)

    publish(lite, round_, now=eve - A_MINUTE)

    assert [(each.state, each.confirm_by) for each in begun(lite)] == [(ExchangeState.PROPOSED, eve)]


@pytest.mark.parametrize("late", [EVE_OF_STAY, EVE_OF_STAY + A_MINUTE, at(STAY.first_day), at(STAY.last_day)])
def test_a_stay_that_has_come_is_proposed_to_nobody_and_its_guest_waits(
    lite: Session, late: datetime
) -> None:
    round_ = an_approved_pairing(lite)

    publish(lite, round_, now=late)

    assert begun(lite) == []
    assert lite.scalars(select(Application.state)).all() == [ApplicationState.WAITING]


def test_a_series_whose_first_session_has_come_is_proposed_to_nobody(lite: Session) -> None:
    round_ = an_approved_pairing(lite, kind=Kind.MENTORING)

    publish(lite, round_, now=EVE_OF_SESSIONS + A_MINUTE)

    assert begun(lite) == []


def a_broken_exchange(db: Session) -> Exchange:
    """Confirmed and in both calendars; its guest is ill on its days."""
    exchange = invited(db, a_confirmed_exchange(db))
    days = (STAY.first_day, STAY.last_day)
    illnesses.fall_ill(db, exchange.round_id, exchange.guest_id, first=days[0], last=days[1], now=ILL_ON)
    return loaded(db, exchange)


def moved_to_second_stay(db: Session, exchange: Exchange, *, now: datetime) -> Exchange:
    """The repair that HR approves so late is published."""
    round_ = db.get_one(Round, exchange.round_id)
    plan = an_approved_plan(db, of=round_, is_repair=True, made_at=ILL_ON + A_MINUTE)
    a_pairing(
        db, schedule=plan, application=exchange.application, offer=exchange.offer, blocks=(SECOND_STAY,)
    )
    publish(db, round_, now=now)
    return loaded(db, exchange)


def test_a_broken_exchange_is_moved_to_days_that_are_still_ahead(lite: Session) -> None:
    moved = moved_to_second_stay(lite, a_broken_exchange(lite), now=EVE_OF_SECOND_STAY - A_MINUTE)

    assert (moved.state, moved.appointments[0].first_day) == (ExchangeState.CONFIRMED, SECOND_STAY.first_day)


@pytest.mark.parametrize("late", [EVE_OF_SECOND_STAY + A_MINUTE, at(date(2027, 3, 19))])
def test_a_broken_exchange_is_released_instead_of_moved_to_days_that_have_come(
    lite: Session, late: datetime
) -> None:
    released = moved_to_second_stay(lite, a_broken_exchange(lite), now=late)

    assert (released.state, released.released_reason, released.released_at) == (
        ExchangeState.RELEASED,
        Reason.ILLNESS,
        late,
    )
    assert released.application.state is ApplicationState.WAITING
    assert "invitation_update" not in [kind for kind, _name in told(lite, lane(released))]
    assert exchange_life.accompany(lite, released, heard=9, now=late).outcome is Outcome.RELEASED


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        (at(date(2027, 2, 1)), at(date(2027, 2, 8), time(16, 0))),  # five working days
        (at(date(2027, 3, 2)), EVE_OF_STAY),  # five would end when the stay is being lived
        (at(date(2027, 3, 5), time(9, 0)), EVE_OF_STAY),
    ],
)
def test_who_is_asked_answers_before_the_days_come(lite: Session, asked: datetime, until: datetime) -> None:
    round_ = an_approved_pairing(lite)
    publish(lite, round_, now=asked)
    (exchange,) = begun(lite)

    exchange_life.confirm(lite, exchange, heard=1, now=asked)

    assert exchange.confirm_by == until
    assert lite.get_one(Wait, lane(exchange)).deadline == until


def test_who_is_asked_late_because_nothing_ran_answers_before_the_days_come(lite: Session) -> None:
    round_ = an_approved_pairing(lite)
    publish(lite, round_, now=at(date(2027, 2, 22)))
    (exchange,) = begun(lite)

    exchange_life.confirm(lite, exchange, heard=1, now=at(date(2027, 3, 3)))

    assert exchange.confirm_by == EVE_OF_STAY


def test_a_proposal_that_moved_is_asked_anew_until_its_new_days_come(lite: Session) -> None:
    proposed = a_proposed_exchange(lite)
    days = (STAY.first_day, STAY.last_day)
    illnesses.fall_ill(lite, proposed.round_id, proposed.guest_id, first=days[0], last=days[1], now=ILL_ON)
    late = at(date(2027, 3, 10))

    moved = moved_to_second_stay(lite, loaded(lite, proposed), now=late)
    exchange_life.confirm(lite, moved, heard=9, now=late)

    assert (moved.state, moved.confirm_by) == (ExchangeState.PROPOSED, EVE_OF_SECOND_STAY)


@pytest.mark.parametrize("chapter", [exchange_life.accompany, exchange_life.confirm])
def test_who_broke_and_finds_no_other_days_is_released_when_the_old_ones_have_passed(
    lite: Session, chapter: Chapter
) -> None:
    exchange = a_broken_exchange(lite)
    ends = meetings.last_moment(exchange)

    while_ahead = chapter(lite, exchange, heard=9, now=ends - A_MINUTE)
    waits_as = (exchange.state, lite.get_one(Wait, lane(exchange)).waiting_for)
    afterwards = chapter(lite, exchange, heard=9, now=ends)

    assert (while_ahead.until, waits_as) == (ends, (ExchangeState.BROKEN, "repair"))
    assert afterwards.outcome is Outcome.RELEASED
    assert (exchange.state, exchange.released_reason, exchange.released_at) == (
        ExchangeState.RELEASED,
        Reason.ILLNESS,
        ends,
    )
    assert exchange.application.state is ApplicationState.WAITING
