"""Whatever somebody's calendar holds, it is read or refused, and what is read is sound."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from invites.busy import NotACalendar, busy
from tests.invites.test_busy import ASKED

MOMENTS = (
    "20270308",
    "20270308T100000",
    "20270308T100000Z",
    "00010101T000000Z",
    "99991231T235959Z",
    "20270230T256199",
    "20270328T033000",
    "20270308T080000Z/PT1H",
    "20270308T080000Z/99991231T000000Z",
    "",
    "x",
)
VALUES = (
    *MOMENTS,
    "PT2H",
    "-PT2H",
    "P99999999W",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=0;COUNT=0",
    "FREQ=YEARLY;INTERVAL=999999999",
    "FREQ=MONTHLY;BYDAY=99MO,-99SU;BYSETPOS=-366,0,9",
    "FREQ=WEEKLY;UNTIL=99991231T235959Z;WKST=XX",
    "FREQ=DAILY;UNTIL=00010101",
    "FREQ=MONTHLY;BYMONTHDAY=0,32,-40;BYMONTH=0,13",
    "FREQ=SECONDLY;COUNT=99999999999999999999",
)
NAMES = (
    "DTSTART",
    "DTSTART;VALUE=DATE",
    "DTSTART;TZID=Europe/Helsinki",
    "DTSTART;TZID=FLE Standard Time",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXDATE",
    "RDATE",
    "RDATE;VALUE=PERIOD",
    "RECURRENCE-ID",
    "FREEBUSY",
    "UID",
    "X-WR-TIMEZONE",
    "BEGIN",
    "END",
    "ATTENDEE;PARTSTAT=DECLINED",
)
lines = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=12)).map(":".join)
kinds = st.sampled_from(("VEVENT", "VFREEBUSY", "VTIMEZONE", "VALARM"))
components = st.tuples(kinds, st.lists(lines, max_size=8)).map(
    lambda each: "\r\n".join((f"BEGIN:{each[0]}", *each[1], f"END:{each[0]}"))
)
calendars = st.lists(components, max_size=4).map(
    lambda each: "\r\n".join(("BEGIN:VCALENDAR", *each, "END:VCALENDAR"))
)


@settings(max_examples=400, deadline=timedelta(seconds=3))
@given(calendars)
def test_odd_calendars_are_read_or_refused(text: str) -> None:
    try:
        found = busy(text, ASKED)
    except NotACalendar:
        return

    assert all(ASKED.since <= start < end <= ASKED.until for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
