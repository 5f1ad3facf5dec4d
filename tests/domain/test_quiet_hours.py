from datetime import date, datetime, time

import pytest

from domain.quiet_hours import QuietHours
from models.timeline import moment

TUESDAY, FRIDAY, MONDAY = date(2027, 3, 9), date(2027, 3, 12), date(2027, 3, 15)
MAUNDY_THURSDAY, AFTER_EASTER = date(2027, 3, 25), date(2027, 3, 30)
SEVEN = time(7)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return moment(day, time(hour, minute))


@pytest.mark.parametrize("now", [at(TUESDAY, 7), at(TUESDAY, 12), at(TUESDAY, 19, 59), at(FRIDAY, 19, 59)])
def test_by_day_nothing_waits(now: datetime) -> None:
    assert QuietHours().over(now) == now


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(TUESDAY, 6, 59), moment(TUESDAY, SEVEN)),
        (at(TUESDAY, 20), moment(date(2027, 3, 10), SEVEN)),
        (at(TUESDAY, 0), moment(TUESDAY, SEVEN)),
        (at(FRIDAY, 20), moment(MONDAY, SEVEN)),
        (at(date(2027, 3, 13), 12), moment(MONDAY, SEVEN)),
        (at(MAUNDY_THURSDAY, 21), moment(AFTER_EASTER, SEVEN)),
    ],
)
def test_by_night_at_weekends_and_on_holidays_the_next_working_morning_is_waited_for(
    now: datetime, until: datetime
) -> None:
    assert QuietHours().over(now) == until


def test_quiet_hours_may_lie_within_a_day() -> None:
    siesta = QuietHours(time(12), time(13))

    assert [siesta.over(at(TUESDAY, hour)) for hour in (11, 12, 13)] == [
        at(TUESDAY, 11),
        at(TUESDAY, 13),
        at(TUESDAY, 13),
    ]


def test_the_same_time_twice_means_no_quiet_hours_at_all() -> None:
    sunday_night = at(date(2027, 3, 14), 3)

    assert QuietHours(SEVEN, SEVEN).over(sunday_night) == sunday_night


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (at(TUESDAY, 6), moment(TUESDAY, SEVEN)),
        (at(TUESDAY, 7), moment(date(2027, 3, 10), SEVEN)),
        (at(FRIDAY, 12), moment(MONDAY, SEVEN)),
    ],
)
def test_the_next_morning_is_always_ahead(now: datetime, morning: datetime) -> None:
    assert QuietHours().next_morning(now) == morning
