from datetime import UTC, date, datetime, time

import pytest

from domain.working_days import (
    add_working_days,
    in_working_days,
    is_holiday,
    is_working_day,
    next_working_day,
    on_or_after,
    subtract_working_days,
    working_days,
)
from models.timeline import EVENING


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 1),
        date(2027, 1, 6),  # Epiphany
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 5, 6),  # Ascension Day
        date(2027, 6, 25),  # Midsummer Eve
        date(2027, 12, 6),  # Independence Day
        date(2027, 12, 24),  # Christmas Eve
    ],
)
def test_offices_are_closed_on_holidays_and_their_eves(day: date) -> None:
    assert (is_holiday(day), is_working_day(day)) == (True, False)


@pytest.mark.parametrize("day", [date(2027, 3, 25), date(2027, 4, 30), date(2027, 12, 31)])
def test_offices_are_open_on_other_eves(day: date) -> None:
    assert is_working_day(day)


def test_the_easter_week_of_2027_has_its_days_without_good_friday_and_monday() -> None:
    days = working_days(date(2027, 3, 24), date(2027, 3, 31))

    assert days == (date(2027, 3, 24), date(2027, 3, 25), date(2027, 3, 30), date(2027, 3, 31))


def test_a_span_that_ends_before_it_begins_has_no_days() -> None:
    assert working_days(date(2027, 3, 10), date(2027, 3, 9)) == ()


def test_the_working_day_after_maundy_thursday_is_the_tuesday() -> None:
    assert next_working_day(date(2027, 3, 25)) == date(2027, 3, 30)


def test_working_days_are_counted_forward_and_back_over_a_holiday() -> None:
    thursday, tuesday_after = date(2027, 3, 25), date(2027, 3, 30)

    assert add_working_days(thursday, 1) == tuesday_after
    assert subtract_working_days(tuesday_after, 1) == thursday
    assert add_working_days(thursday, 0) == thursday


def test_a_saturday_gives_way_to_monday_and_a_working_day_stays() -> None:
    assert on_or_after(date(2027, 3, 6)) == date(2027, 3, 8)
    assert on_or_after(date(2027, 3, 8)) == date(2027, 3, 8)


def test_the_hour_stays_in_finland_when_the_clock_changes_in_between() -> None:
    friday = datetime(2027, 10, 29, 13, 0, tzinfo=UTC)  # the clock goes back on Sunday

    assert in_working_days(friday, 1) == datetime(2027, 11, 1, 7, 0, tzinfo=UTC)
    assert in_working_days(friday, 1, EVENING) == datetime(2027, 11, 1, 14, 0, tzinfo=UTC)


def test_the_day_is_that_of_finland_not_of_utc() -> None:
    late = datetime(2027, 3, 8, 22, 30, tzinfo=UTC)  # half past midnight on Tuesday in Finland

    assert in_working_days(late, 1, time(0, 0)) == datetime(2027, 3, 9, 22, 0, tzinfo=UTC)
