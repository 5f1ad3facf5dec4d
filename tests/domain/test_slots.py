from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain.slots import parse_slot, slot_of, slots
from models.states import Kind
from models.timeline import HELSINKI
from tests.builders import FIRST_DAY, a_mentor_offer, a_round, an_application
from tests.domain.lived import a_confirmed_exchange

EASTER_MONDAY = date(2027, 3, 29)


@pytest.mark.parametrize(
    ("slot", "weekday", "clock"),
    [("mon 08:00", 1, time(8)), ("tue 13:00", 2, time(13)), ("fri 15:30", 5, time(15, 30))],
)
def test_a_slot_is_a_weekday_and_a_local_time(slot: str, weekday: int, clock: time) -> None:
    assert parse_slot(slot) == (weekday, clock)


@pytest.mark.parametrize("day", [date(2027, 3, 23), date(2027, 3, 30), date(2027, 11, 2)])
def test_a_start_falls_into_the_same_slot_on_both_sides_of_a_clock_change(day: date) -> None:
    assert slot_of(datetime.combine(day, time(13), HELSINKI)) == "tue 13:00"


def test_a_slot_has_its_working_weekdays_for_half_a_year_but_not_in_july(lite: Session) -> None:
    round_ = a_round(lite)
    asks = an_application(lite, to=round_, kind=Kind.MENTORING, slots=("mon 09:00",))

    (slot,) = slots([asks], [], round_, earliest=FIRST_DAY, exchanges=())

    every = [FIRST_DAY + timedelta(weeks=week) for week in range(27)]
    assert (slot.id, slot.weekday, slot.start, slot.minutes) == ("mon 09:00", 1, time(9), 60)
    assert slot.dates == tuple(day for day in every if day != EASTER_MONDAY and day.month != 7)


def test_slots_of_both_sides_are_named_once_each_in_order(lite: Session) -> None:
    round_ = a_round(lite)
    asks = an_application(lite, to=round_, kind=Kind.MENTORING, slots=("tue 13:00", "fri 09:00"))
    gives = a_mentor_offer(lite, to=round_, slots=("tue 13:00", "mon 10:00"))

    found = slots([asks], [gives], round_, earliest=FIRST_DAY, exchanges=())

    assert [each.id for each in found] == ["fri 09:00", "mon 10:00", "tue 13:00"]


def test_a_running_series_keeps_its_dates_that_are_past(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)  # on 2.3., 16.3. and 30.3.
    round_ = a_round(lite)
    earliest = date(2027, 3, 23)

    (slot,) = slots([exchange.application], [], round_, earliest=earliest, exchanges=[exchange])

    assert slot.dates[:4] == (date(2027, 3, 2), date(2027, 3, 16), date(2027, 3, 23), date(2027, 3, 30))
