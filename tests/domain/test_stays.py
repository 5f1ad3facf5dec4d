"""Stays that a pair moves by phone: as long as before, on days that are free."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life, stays
from domain.behalf import Behalf
from domain.refusals import Conflict, Invalid, NotFound, Refusal
from models.exchanges import Appointment, Exchange
from models.states import ExchangeState
from tests.builders import a_person
from tests.domain.calendars import declines, sent
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    at,
    calendar_of,
    invited,
    lane,
    loaded,
    taken,
    two_guests_of_one_host,
)

NOW = at(date(2027, 2, 15))
EASTER_WEEK = date(2027, 3, 25)  # the Thursday before Good Friday


def moved(db: Session, exchange: Exchange, to: date, *, number: int = 1) -> Appointment:
    behalf = Behalf(a_person(db, name="Helmi Keksitty"), "soittivat")
    return stays.move(db, loaded(db, exchange), number, to=to, now=NOW, behalf=behalf)


def test_everybodys_calendar_follows_at_once_under_the_same_uid(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))

    block = moved(db, exchange, SECOND_STAY.first_day)

    found = sent(db, exchange)
    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]
    assert (found[2]["UID"], found[2]["DTSTART"].dt) == (found[0]["UID"], SECOND_STAY.first_day)
    assert (block.last_day, block.recorded_why) == (SECOND_STAY.last_day, "soittivat")
    assert taken(db, exchange) == (6, 0)


def test_a_stay_keeps_its_working_days_across_a_holiday(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    block = moved(lite, exchange, EASTER_WEEK)

    assert (block.first_day, block.last_day) == (EASTER_WEEK, date(2027, 3, 31))


def test_days_that_another_guest_has_are_refused_and_nothing_moves(db: Session) -> None:
    aino, bertta = two_guests_of_one_host(db)
    invited(db, aino)

    with pytest.raises(Conflict):
        moved(db, aino, SECOND_STAY.first_day)

    assert [each.first_day for each in loaded(db, aino).appointments] != [SECOND_STAY.first_day]
    assert taken(db, bertta) == (6, 0)


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda db, exchange: moved(db, exchange, date(2027, 3, 13)), Invalid),
        (lambda db, exchange: moved(db, exchange, date(2027, 2, 15)), Invalid),
        (lambda db, exchange: moved(db, exchange, SECOND_STAY.first_day, number=2), NotFound),
    ],
)
def test_a_stay_moves_only_to_a_working_day_ahead(
    lite: Session, attempt: Callable[[Session, Exchange], object], refusal: type[Refusal]
) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(refusal):
        attempt(lite, exchange)


def test_what_is_not_confirmed_is_not_moved_by_phone(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    exchange.state = ExchangeState.PROPOSED

    with pytest.raises(Conflict):
        moved(lite, exchange, SECOND_STAY.first_day)


def test_a_no_that_was_talked_over_by_phone_releases_nothing(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    declines(db, exchange, now=NOW)

    moved(db, exchange, SECOND_STAY.first_day)
    exchange_life.accompany(db, loaded(db, exchange), heard=1, now=NOW + timedelta(days=7))

    after = loaded(db, exchange)
    assert (after.state, after.appointments[0].first_day) == (
        ExchangeState.CONFIRMED,
        SECOND_STAY.first_day,
    )


def test_without_a_word_by_phone_the_same_no_releases_it(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    declines(db, exchange, now=NOW)

    exchange_life.accompany(db, loaded(db, exchange), heard=1, now=NOW + timedelta(days=7))

    assert loaded(db, exchange).state is ExchangeState.RELEASED
