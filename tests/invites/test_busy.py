"""When somebody is busy, as their own calendar tells it in the ways of many programs."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from invites.busy import Asked, NotACalendar, TooManyTimes, busy, merged
from models.timeline import HELSINKI, moment

SINCE, UNTIL = moment(date(2027, 3, 1), time()), moment(date(2027, 6, 1), time())
ASKED = Asked(since=SINCE, until=UNTIL, addresses=("aino@example.org", "a.keksitty@example.org"))
TEN = "DTSTART;TZID=Europe/Helsinki:20270308T100000\nDTEND;TZID=Europe/Helsinki:20270308T123000"
FROM_TEN = [(8, "10:00", "12:30")]


def calendar(*components: str, head: str = "") -> str:
    body = "\n".join(components)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\n{head}{body}\nEND:VCALENDAR\n".replace(
        "\n", "\r\n"
    )


def event(*lines: str, uid: str = "1@example.org") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Lääkäri", *lines, "END:VEVENT"))


def times(*components: str, head: str = "", asked: Asked = ASKED) -> list[tuple[int, str, str]]:
    """The day of the month and the clock times in Helsinki."""
    return told(busy(calendar(*components, head=head), asked))


def told(spans: tuple[tuple[datetime, datetime], ...]) -> list[tuple[int, str, str]]:
    local = [(start.astimezone(HELSINKI), end.astimezone(HELSINKI)) for start, end in spans]
    return [(start.day, f"{start:%H:%M}", f"{end:%H:%M}") for start, end in local]


def test_an_event_takes_its_time_and_leaves_its_words() -> None:
    found = busy(calendar(event(TEN)), ASKED)

    assert found == ((moment(date(2027, 3, 8), time(10)), moment(date(2027, 3, 8), time(12, 30))),)


@pytest.mark.parametrize(
    "start_and_end",
    [
        "DTSTART:20270308T080000Z\nDTEND:20270308T103000Z",
        "DTSTART:20270308T100000\nDURATION:PT2H30M",
        "DTSTART;TZID=FLE Standard Time:20270308T100000\nDTEND;TZID=FLE Standard Time:20270308T123000",
        'DTSTART;TZID="Europe/Stockholm":20270308T090000\nDTEND;TZID=Europe/Helsinki:20270308T123000',
        "DTSTART;TZID=Our Own Zone:20270308T100000\nDTEND;TZID=Our Own Zone:20270308T123000",
    ],
    ids=["utc", "floating", "windows", "another zone", "unknown zone"],
)
def test_the_same_moment_is_read_in_every_way_of_writing_it(start_and_end: str) -> None:
    assert times(event(start_and_end)) == FROM_TEN


def test_a_floating_time_is_in_the_zone_of_its_calendar() -> None:
    floating = event("DTSTART:20270308T090000", "DTEND:20270308T113000")

    assert times(floating, head="X-WR-TIMEZONE:Europe/Stockholm\n") == FROM_TEN


@pytest.mark.parametrize(
    "line",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:Aino@example.org",
        "ATTENDEE;CN=Aino;PARTSTAT=declined:MAILTO:a.keksitty@example.org",
    ],
)
def test_what_leaves_its_owner_free_takes_no_time(line: str) -> None:
    assert times(event(TEN, line), event(TEN.replace("0308", "0309"), uid="2@example.org")) == [
        (9, "10:00", "12:30")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "TRANSP:OPAQUE",
        "STATUS:TENTATIVE",
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:somebody.else@example.org",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:aino@example.org",
        "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT9H\nDTSTART:20270308T000000Z\nEND:VALARM",
    ],
)
def test_everything_else_takes_its_time(line: str) -> None:
    assert times(event(TEN, line)) == FROM_TEN


def test_whole_days_go_from_midnight_to_midnight_in_finland_also_when_clocks_change() -> None:
    found = busy(
        calendar(event("DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270330")),
        ASKED,
    )

    midnights = moment(date(2027, 3, 27), time()), moment(date(2027, 3, 30), time())
    assert found == (midnights,)
    assert midnights[1] - midnights[0] == timedelta(hours=71)


@pytest.mark.parametrize("end", ["", "DTEND;VALUE=DATE:20270308", "DURATION:P1D"])
def test_a_whole_day_without_a_later_end_is_that_day(end: str) -> None:
    day = event("DTSTART;VALUE=DATE:20270308", *([end] if end else []))

    assert busy(calendar(day), ASKED) == (
        (moment(date(2027, 3, 8), time()), moment(date(2027, 3, 9), time())),
    )


def test_a_weekly_meeting_keeps_its_local_hour_and_its_exceptions() -> None:
    weekly = event(
        TEN.replace("0308", "0322"),
        "RRULE:FREQ=WEEKLY;UNTIL=20270420T000000Z",
        "EXDATE;TZID=Europe/Helsinki:20270405T100000",
    )
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Helsinki:20270412T100000",
        "DTSTART;TZID=Europe/Helsinki:20270413T140000",
        "DTEND;TZID=Europe/Helsinki:20270413T150000",
    )
    gone = event("RECURRENCE-ID:20270419T070000Z", TEN.replace("0308", "0419"), "STATUS:CANCELLED")

    assert times(weekly, moved, gone) == [
        (22, "10:00", "12:30"),
        (29, "10:00", "12:30"),
        (13, "14:00", "15:00"),
    ]


def test_a_repeated_whole_day_is_left_out_by_its_day() -> None:
    fridays = event("DTSTART;VALUE=DATE:20270305", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20270312")

    assert [day for day, _start, _end in times(fridays)] == [5, 19]


def test_an_event_that_begins_before_the_window_is_cut_at_its_edge() -> None:
    long_ = event("DTSTART;VALUE=DATE:20270201", "DTEND;VALUE=DATE:20270303")

    assert busy(calendar(long_), ASKED) == ((SINCE, moment(date(2027, 3, 3), time())),)


def test_nothing_outside_the_window_is_told() -> None:
    outside = [event(TEN.replace("20270308", day), uid=day) for day in ("20270226", "20270601", "19700101")]

    assert times(*outside, event(TEN)) == FROM_TEN


def test_a_rule_that_is_too_fast_counts_once() -> None:
    assert times(event(TEN, "RRULE:FREQ=SECONDLY")) == FROM_TEN


def test_extra_dates_and_periods_are_read() -> None:
    extra = event(
        TEN,
        "RDATE;TZID=Europe/Helsinki:20270309T100000,20270310T100000",
        "RDATE;VALUE=PERIOD:20270311T080000Z/PT1H,20270312T080000Z/20270312T100000Z",
    )

    assert times(extra) == [
        (8, "10:00", "12:30"),
        (9, "10:00", "12:30"),
        (10, "10:00", "12:30"),
        (11, "10:00", "11:00"),
        (12, "10:00", "12:00"),
    ]


def test_a_free_busy_object_tells_its_periods() -> None:
    freebusy = "\n".join(
        (
            "BEGIN:VFREEBUSY",
            "DTSTART:20270301T000000Z",
            "FREEBUSY:20270308T080000Z/PT1H,20270308T090000Z/20270308T100000Z",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270309T080000Z/PT1H",
            "FREEBUSY;FBTYPE=FREE:20270310T080000Z/PT8H",
            "FREEBUSY:nonsense,20270311T080000Z/PT1H",
            "END:VFREEBUSY",
        )
    )

    assert times(freebusy) == [(8, "10:00", "12:00"), (9, "10:00", "11:00"), (11, "10:00", "11:00")]


def test_an_event_that_cannot_be_read_does_not_hide_the_others() -> None:
    broken = [
        event("DTSTART:yesterday", "DTEND:20270309T100000Z", uid="a"),
        event("DTSTART:20270309T250000Z", uid="b"),
        event("SUMMARY:no start", uid="c"),
        event("DTSTART:20270310T080000Z", "DTEND:20270309T080000Z", uid="d"),
    ]

    assert times(*broken, event(TEN)) == FROM_TEN


def test_several_calendars_in_one_file_are_all_read() -> None:
    two = calendar(event(TEN)) + calendar(event(TEN.replace("0308", "0309")))

    assert told(busy("\ufeff" + two, ASKED)) == [*FROM_TEN, (9, "10:00", "12:30")]


@pytest.mark.parametrize(
    "text",
    ["", "<html>Sign in</html>", "PK\x03\x04", calendar(event(TEN))[:-20], "BEGIN:VCALENDAR\nEND:VEVENT\n"],
)
def test_what_is_no_whole_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotACalendar):
        busy(text, ASKED)


def test_an_empty_calendar_leaves_its_owner_free() -> None:
    assert busy(calendar(), ASKED) == ()


def test_more_times_than_anybody_has_are_refused() -> None:
    many = ",".join(f"20270308T{n // 3600:02}{n // 60 % 60:02}{n % 60:02}Z/PT1S" for n in range(20_001))
    freebusy = f"BEGIN:VFREEBUSY\nFREEBUSY:{many}\nEND:VFREEBUSY"

    with pytest.raises(TooManyTimes):
        busy(calendar(freebusy), ASKED)


def test_times_that_touch_become_one() -> None:
    nine = datetime(2027, 3, 8, 7, tzinfo=UTC)
    hour = timedelta(hours=1)

    found = merged([(nine + 2 * hour, nine + 3 * hour), (nine, nine + hour), (nine + hour, nine + 2 * hour)])

    assert found == ((nine, nine + 3 * hour),)
