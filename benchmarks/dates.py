"""When the measured meetings take place: whole days, stays with hours and series in turn."""

from datetime import date, datetime, timedelta

from invites.meetings import AllDay, Series, Timed, When
from invites.zone import HELSINKI

FIRST_DAY = date(2027, 2, 1)


def when(number: int) -> When:
    """The time of the n-th meeting."""
    day = FIRST_DAY + timedelta(days=number % 90)
    nine = datetime(day.year, day.month, day.day, 9, tzinfo=HELSINKI)
    match number % 3:
        case 0:
            return AllDay(day, day + timedelta(days=2))
        case 1:
            return Timed(nine, nine + timedelta(days=1, hours=7))
        case _:
            return Series(nine, minutes=60, every_weeks=2, count=6)
