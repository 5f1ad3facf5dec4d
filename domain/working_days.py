"""Working days in Finland: no weekends, no public holidays, no eves on which offices are closed."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from models.timeline import MORNING, local_day, moment

ONE_DAY = timedelta(days=1)


@cache
def _closed(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FI", years=year, language="fi"))


def is_holiday(day: date) -> bool:
    """A public holiday, or an eve (Midsummer, Christmas) on which offices are closed."""
    return day in _closed(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from the first to the last, both counted."""
    every = (first + ONE_DAY * n for n in range((last - first).days + 1))
    return tuple(day for day in every if is_working_day(day))


def next_working_day(day: date) -> date:
    """The first working day after this one."""
    return add_working_days(day, 1)


def add_working_days(day: date, count: int) -> date:
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def subtract_working_days(day: date, count: int) -> date:
    while count:
        day -= ONE_DAY
        count -= is_working_day(day)
    return day


def on_or_after(day: date) -> date:
    """This day, or the next one on which people work."""
    return day if is_working_day(day) else next_working_day(day)


def in_working_days(now: datetime, count: int, at: time = MORNING) -> datetime:
    """A local clock time so many working days from now."""
    return moment(add_working_days(local_day(now), count), at)
