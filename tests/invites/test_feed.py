"""The octets that subscribers get, read back by icalendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from invites.feed import Entry, Subscription, write
from invites.meetings import AllDay, Session, Timed
from tests.invites.made import AT_ONE, STAY, a_move, a_series, events, values

CHANGED = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
VISIT = Entry(
    "visit", 2, CHANGED, STAY, "Vierailu", "Kysy Bota.\nAulassa.", "Kuopio", "https://example.org/a"
)
HARD_NAMES = 'Ääkkö, \\Väinö; "Sanni" 🎈 ' + "pitkä " * 60


def shown(
    *entries: Entry,
    name: str = "Vaihto: vierailut",
    takes_time: bool = True,
    alarm_minutes: int | None = None,
) -> Subscription:
    return Subscription(
        uid="feed",
        name=name,
        colour="seagreen",
        source="https://vaihto.example.org/feeds/x.ics",
        changed_at=CHANGED,
        entries=entries,
        takes_time=takes_time,
        alarm_minutes=alarm_minutes,
    )


def lines(octets: bytes) -> list[str]:
    return octets.decode().replace("\r\n ", "").split("\r\n")


def test_a_feed_says_whose_it_is_and_when_to_ask_again() -> None:
    assert lines(write(shown()))[:14] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vaihto//Vaihto//EN",
        "CALSCALE:GREGORIAN",
        "UID:feed",
        "NAME:Vaihto: vierailut",
        "X-WR-CALNAME:Vaihto: vierailut",
        "X-WR-TIMEZONE:Europe/Helsinki",
        "LAST-MODIFIED:20270201T100000Z",
        "SOURCE;VALUE=URI:https://vaihto.example.org/feeds/x.ics",
        "COLOR:seagreen",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
    ]


def test_a_stay_of_whole_days_is_told_whole() -> None:
    octets = write(shown(VISIT))

    assert lines(octets)[13:-2] == [
        "BEGIN:VEVENT",
        "UID:visit",
        "DTSTAMP:20270201T100000Z",
        "LAST-MODIFIED:20270201T100000Z",
        "SEQUENCE:2",
        "DTSTART;VALUE=DATE:20270315",
        "DTEND;VALUE=DATE:20270318",
        "SUMMARY:Vierailu",
        "DESCRIPTION:Kysy Bota.\\nAulassa.",
        "LOCATION:Kuopio",
        "URL:https://example.org/a",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def test_nobody_is_asked_to_answer_a_feed() -> None:
    whole = write(shown(VISIT, replace(VISIT, uid="b", when=a_series()), alarm_minutes=15)).decode()

    assert [
        word for word in ("METHOD", "ATTENDEE", "ORGANIZER", "RSVP", "ACTION:EMAIL") if word in whole
    ] == []


def test_a_series_is_told_with_what_was_moved_and_without_what_was_cancelled() -> None:
    series = a_series(
        moved=(a_move(3, by=timedelta(days=1, hours=2), sequence=4),), cancelled=(a_series().originals[1],)
    )

    whole, moved = events(write(shown(replace(VISIT, when=series))))

    assert values(whole, "UID", "SEQUENCE", "DTSTART", "DTEND") == [
        "visit",
        2,
        AT_ONE,
        AT_ONE + timedelta(hours=1),
    ]
    told = lines(write(shown(replace(VISIT, when=series))))
    assert [line for line in told if line.startswith(("RRULE:FREQ=WEEKLY", "EXDATE"))] == [
        "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=6;BYDAY=MO",
        "EXDATE;TZID=Europe/Helsinki:20270315T130000",
    ]
    original = series.originals[3]
    assert values(moved, "UID", "SEQUENCE", "RECURRENCE-ID", "DTSTART") == [
        "visit",
        4,
        original,
        original + timedelta(days=1, hours=2),
    ]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (Session(AT_ONE, 90), AT_ONE, AT_ONE + timedelta(minutes=90)),
        (Timed(AT_ONE, AT_ONE + timedelta(days=2)), AT_ONE, AT_ONE + timedelta(days=2)),
    ],
)
def test_hours_are_on_helsinkis_clock(when: Session | Timed, start: datetime, end: datetime) -> None:
    (found,) = events(write(shown(replace(VISIT, when=when))))

    assert [found["DTSTART"].dt, found["DTEND"].dt] == [start, end]
    assert found["DTSTART"].params["TZID"] == "Europe/Helsinki"


def test_the_order_of_entries_changes_no_octet() -> None:
    entries = [
        replace(VISIT, uid=uid, when=when)
        for uid, when in (("c", STAY), ("a", STAY), ("b", Session(AT_ONE, 60)), ("d", a_series()))
    ]

    assert write(shown(*entries)) == write(shown(*reversed(entries)))
    assert [str(each["UID"]) for each in events(write(shown(*entries)))] == ["b", "d", "a", "c"]


def test_the_zone_is_there_when_it_is_needed_or_nothing_else_is() -> None:
    days, hours = VISIT, replace(VISIT, when=Session(AT_ONE, 60))

    told = [
        b"BEGIN:VTIMEZONE" in write(shown(*entries)) for entries in ((), (days,), (hours,), (days, hours))
    ]

    assert told == [True, False, True, True]


def test_an_alarm_rings_before_hours_and_on_the_eve_of_days() -> None:
    entries = (VISIT, replace(VISIT, uid="b", when=Session(AT_ONE, 60)))

    alarms = [line for line in lines(write(shown(*entries, alarm_minutes=30))) if "TRIGGER" in line]

    assert alarms == ["TRIGGER:-PT30M", "TRIGGER:-PT15H"]


def test_a_subscriber_who_only_looks_on_is_not_busy() -> None:
    assert "TRANSP:TRANSPARENT" in lines(write(shown(VISIT, takes_time=False)))


def test_hard_names_come_through_in_lines_of_75_octets() -> None:
    hard = replace(VISIT, summary=HARD_NAMES, description="a\r\nBEGIN:VEVENT\r\nUID:x", location=HARD_NAMES)

    octets = write(shown(hard, name=HARD_NAMES))

    (found,) = events(octets)
    assert str(found["SUMMARY"]) == str(found["LOCATION"]) == " ".join(HARD_NAMES.split())
    assert str(found["DESCRIPTION"]) == "a\nBEGIN:VEVENT\nUID:x"
    physical = octets.split(b"\r\n")
    assert max(len(line) for line in physical) == 75
    assert [line for line in physical if b"\n" in line or b"\r" in line] == []
    assert [line.decode() for line in physical]  # no character is cut in two


def test_a_feed_of_days_far_apart_is_read_by_icalendar() -> None:
    entries = tuple(
        replace(
            VISIT,
            uid=str(n),
            when=AllDay(date(2026, 1, 1) + timedelta(days=n), date(2026, 1, 2) + timedelta(days=n)),
        )
        for n in range(500)
    )

    found = Calendar.from_ical(write(shown(*entries)))

    assert len(found.events) == 500
