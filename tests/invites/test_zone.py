from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from invites.zone import VTIMEZONE, local


def test_the_zone_written_out_agrees_with_the_zone_database() -> None:
    text = b"BEGIN:VCALENDAR\r\n" + VTIMEZONE + b"END:VCALENDAR\r\n"
    written = Calendar.from_ical(text.decode()).timezones[0].to_tz()
    real = ZoneInfo("Europe/Helsinki")
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(12 * 8766)]

    wrong = [
        hour for hour in hours if hour.astimezone(written).utcoffset() != hour.astimezone(real).utcoffset()
    ]

    assert wrong == []


def test_the_zone_names_one_yearly_rule_each_way_and_no_list_of_dates() -> None:
    lines = VTIMEZONE.decode().split("\r\n")

    assert len(VTIMEZONE) == 346
    assert [line for line in lines if line.startswith(("RRULE", "RDATE", "COMMENT"))] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        local(datetime.fromisoformat("2027-03-01T13:00"))
