"""When Finnish schools are closed, as nearly as a whole country can be told: municipalities decide."""

from datetime import date, timedelta
from enum import StrEnum

WINTER_WEEKS = (8, 9, 10)  # in turn from the south to the north
AUTUMN_WEEKS = (42,)  # most; some municipalities have week 43
LAST_WEEK_OF_SCHOOL = 22  # the law ends the school year on its Saturday
FIRST_DAY_OF_SCHOOL = (8, 9)  # about; each municipality has its own
SATURDAY = 6


class SchoolHoliday(StrEnum):
    WINTER = "winter"
    SUMMER = "summer"
    AUTUMN = "autumn"
    CHRISTMAS = "christmas"


def school_holiday(day: date) -> SchoolHoliday | None:
    """The holiday that schools somewhere in Finland have on this day."""
    week = day.isocalendar().week
    if week in WINTER_WEEKS:
        return SchoolHoliday.WINTER
    if week in AUTUMN_WEEKS:
        return SchoolHoliday.AUTUMN
    if _school_ends(day.year) < day < date(day.year, *FIRST_DAY_OF_SCHOOL):
        return SchoolHoliday.SUMMER
    if (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 6):
        return SchoolHoliday.CHRISTMAS
    return None


def school_holidays(first: date, last: date) -> tuple[tuple[SchoolHoliday, date, date], ...]:
    """Each holiday between two days with its own first and last day, cut at these."""
    found: list[tuple[SchoolHoliday, date, date]] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        holiday = school_holiday(day)
        if holiday is None:
            continue
        if found and found[-1][0] is holiday and found[-1][2] == day - timedelta(days=1):
            found[-1] = (holiday, found[-1][1], day)
        else:
            found.append((holiday, day, day))
    return tuple(found)


def _school_ends(year: int) -> date:
    return date.fromisocalendar(year, LAST_WEEK_OF_SCHOOL, SATURDAY)
