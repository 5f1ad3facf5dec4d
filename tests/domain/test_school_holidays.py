from datetime import date

import pytest

from domain.school_holidays import SchoolHoliday, school_holiday, school_holidays


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2027, 2, 21), None),  # the Sunday before week 8
        (date(2027, 2, 22), SchoolHoliday.WINTER),
        (date(2027, 3, 14), SchoolHoliday.WINTER),
        (date(2027, 3, 15), None),
        (date(2027, 6, 5), None),  # the Saturday of week 22 is the last day of school
        (date(2027, 6, 6), SchoolHoliday.SUMMER),
        (date(2027, 8, 9), None),
        (date(2027, 10, 20), SchoolHoliday.AUTUMN),
        (date(2027, 12, 23), SchoolHoliday.CHRISTMAS),
        (date(2027, 1, 6), SchoolHoliday.CHRISTMAS),
    ],
)
def test_schools_are_closed_as_the_country_knows(day: date, holiday: SchoolHoliday | None) -> None:
    assert school_holiday(day) is holiday


def test_holidays_are_told_with_their_days_and_cut_at_the_ends() -> None:
    found = school_holidays(date(2027, 3, 1), date(2027, 6, 8))

    assert found == (
        (SchoolHoliday.WINTER, date(2027, 3, 1), date(2027, 3, 14)),
        (SchoolHoliday.SUMMER, date(2027, 6, 6), date(2027, 6, 8)),
    )
