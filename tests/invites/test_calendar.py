from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from invites import calendar
from invites.issue import plan
from invites.meetings import Answer, Attendee, Meeting, Move, Session, Timed, When
from invites.zone import HELSINKI, VTIMEZONE
from models.languages import Language
from tests.invites.made import (
    AT_ONE,
    GUEST,
    HOST,
    NOW,
    STAY,
    a_meeting,
    a_move,
    a_series,
    events,
    values,
    wordings,
)

EVERY_WHEN: list[When] = [STAY, Timed(AT_ONE, AT_ONE + timedelta(hours=3)), Session(AT_ONE, 60), a_series()]
ODD_NAMES = [
    "Virtanen, Aino",
    "back\\slash; semicolon: colon",
    "😀 Åsa Öberg ÿ",
    "Ä" * 300,
    "=?utf-8?B?x?=",
]


def test_a_stay_ends_on_the_day_after_its_last_day() -> None:
    (event,) = events(calendar.request(a_meeting(STAY), to=GUEST, stamp=NOW))

    assert event["DTSTART"].to_ical() == b"20270315"
    assert event["DTEND"].to_ical() == b"20270318"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].params["VALUE"] == "DATE"


def test_a_stay_of_whole_days_needs_no_zone() -> None:
    assert VTIMEZONE not in calendar.request(a_meeting(STAY), to=GUEST, stamp=NOW)


@pytest.mark.parametrize("when", EVERY_WHEN[1:])
def test_hours_are_written_in_helsinki_time_with_the_zone(when: When) -> None:
    octets = calendar.request(a_meeting(when), to=GUEST, stamp=NOW)

    assert octets.count(VTIMEZONE) == 1
    assert b"DTSTART;TZID=Europe/Helsinki:20270301T130000\r\n" in octets


def test_a_fixed_offset_never_reaches_the_calendar() -> None:
    start = AT_ONE.astimezone(UTC)

    (event,) = events(calendar.request(a_meeting(Session(start, 60)), to=GUEST, stamp=NOW))

    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert event["DTEND"].dt == AT_ONE + timedelta(minutes=60)


def test_a_request_says_what_every_client_needs() -> None:
    octets = calendar.request(a_meeting(STAY), to=GUEST, stamp=NOW)
    (event,) = events(octets)
    first = event["ATTENDEE"][0]

    assert Calendar.from_ical(octets.decode())["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == "mailto:invites@example.org"
    assert first == "mailto:guest@example.org"
    assert dict(first.params) == {
        "CN": "Guest",
        "CUTYPE": "INDIVIDUAL",
        "LANGUAGE": "fi",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "TRUE",
    }
    assert values(event, "SEQUENCE", "STATUS", "TRANSP") == [0, "CONFIRMED", "OPAQUE"]
    assert event["DTSTAMP"].to_ical() == b"20270201T100000Z"
    assert [part.name for part in event.subcomponents] == []


def test_an_optional_colleague_who_accepted_is_shown_so() -> None:
    colleague = replace(HOST, optional=True, answer=Answer.ACCEPTED)

    (event,) = events(calendar.request(a_meeting(attendees=(GUEST, colleague)), to=GUEST, stamp=NOW))

    assert event["ATTENDEE"][1].params["ROLE"] == "OPT-PARTICIPANT"
    assert event["ATTENDEE"][1].params["PARTSTAT"] == "ACCEPTED"


@pytest.mark.parametrize(
    ("to", "summary"), [(GUEST, "Vierailu"), (HOST, "Besök"), (replace(HOST, language=Language.EN), "Visit")]
)
def test_everybody_reads_their_own_language(to: Attendee, summary: str) -> None:
    (event,) = events(calendar.request(a_meeting(), to=to, stamp=NOW))

    assert event["SUMMARY"] == summary


def test_a_hidden_roster_shows_each_only_themselves() -> None:
    meeting = replace(a_meeting(), hides_roster=True)

    (event,) = events(calendar.request(meeting, to=HOST, stamp=NOW))

    assert event["ATTENDEE"] == "mailto:host@example.org"


@pytest.mark.parametrize(
    ("when", "busy"), [(STAY, "OOF"), (a_series(), "BUSY"), (Session(AT_ONE, 60), "BUSY")]
)
def test_a_stay_is_out_of_office_and_a_session_is_busy(when: When, busy: str) -> None:
    event = events(calendar.request(a_meeting(when), to=GUEST, stamp=NOW))[0]

    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == busy


def test_a_series_carries_its_rule_its_moves_and_its_gaps() -> None:
    originals = a_series().originals
    series = a_series(moved=(a_move(2, by=timedelta(days=1)),), cancelled=(originals[1],))

    master, moved = events(calendar.request(a_meeting(series), to=GUEST, stamp=NOW))

    assert master["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=6;INTERVAL=2;BYDAY=MO"
    assert master["EXDATE"].to_ical() == b"20270315T130000"
    assert master["EXDATE"].params["TZID"] == "Europe/Helsinki"
    assert moved["RECURRENCE-ID"].dt == originals[2]
    assert moved["RECURRENCE-ID"].params["TZID"] == "Europe/Helsinki"
    assert moved["DTSTART"].dt == originals[2] + timedelta(days=1)
    assert moved["UID"] == master["UID"]
    assert "RRULE" not in moved


def test_a_moved_session_never_has_a_lower_sequence_than_it_was_sent_with() -> None:
    series = a_series(moved=(a_move(2, by=timedelta(days=1), sequence=4),))

    master, moved = events(calendar.request(a_meeting(series), to=GUEST, stamp=NOW))

    assert [*values(master, "SEQUENCE"), *values(moved, "SEQUENCE")] == [0, 4]


def test_a_session_moved_across_the_clock_change_moves_alone() -> None:
    before_change = datetime(2027, 3, 26, 13, 0, tzinfo=HELSINKI)
    original = a_series().originals[2]
    meeting = replace(a_meeting(a_series(moved=(Move(original, before_change, 1),))), sequence=1)

    (event,) = events(calendar.request_occurrence(meeting, to=GUEST, original=original, stamp=NOW))

    assert event["DTSTART"].dt.astimezone(UTC).hour == 11
    assert event["RECURRENCE-ID"].dt.astimezone(UTC).hour == 10
    assert event["SEQUENCE"] == 1
    assert "RRULE" not in event


def test_a_moved_session_is_cancelled_by_its_original_start() -> None:
    original = a_series().originals[2]
    meeting = replace(a_meeting(a_series(cancelled=(original,))), sequence=2)

    (event,) = events(calendar.cancel_occurrence(meeting, to=GUEST, original=original, stamp=NOW))

    assert event["RECURRENCE-ID"].dt == original
    assert values(event, "SEQUENCE", "STATUS") == [2, "CANCELLED"]


def test_only_a_series_has_sessions_to_name() -> None:
    with pytest.raises(TypeError):
        calendar.cancel_occurrence(a_meeting(STAY), to=GUEST, original=AT_ONE, stamp=NOW)


@pytest.mark.parametrize("when", EVERY_WHEN)
def test_a_cancelled_meeting_is_cancelled_for_everybody(when: When) -> None:
    octets = calendar.cancel(a_meeting(when), to=GUEST, stamp=NOW)
    (event,) = events(octets)

    assert Calendar.from_ical(octets.decode())["METHOD"] == "CANCEL"
    assert values(event, "SEQUENCE", "STATUS") == [1, "CANCELLED"]
    assert event["ATTENDEE"] == ["mailto:guest@example.org", "mailto:host@example.org"]
    assert "RECURRENCE-ID" not in event


def test_a_removed_person_is_not_told_that_the_meeting_is_cancelled() -> None:
    (event,) = events(calendar.remove(a_meeting(), to=GUEST, stamp=NOW))

    assert "STATUS" not in event
    assert event["ATTENDEE"] == "mailto:guest@example.org"
    assert event["SEQUENCE"] == 1


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_comes_back_as_it_was(name: str) -> None:
    octets = calendar.request(a_meeting(attendees=(replace(GUEST, name=name),)), to=GUEST, stamp=NOW)

    assert events(octets)[0]["ATTENDEE"].params["CN"] == name
    assert_octets(octets)


def test_quotes_and_line_ends_in_a_name_become_harmless() -> None:
    name = 'Aino "the boss"\r\nATTENDEE:mailto:evil@example.org\x00'

    octets = calendar.request(a_meeting(attendees=(replace(GUEST, name=name),)), to=GUEST, stamp=NOW)

    assert events(octets)[0]["ATTENDEE"].params["CN"] == "Aino the boss ATTENDEE:mailto:evil@example.org"
    assert octets.count(b"\r\nATTENDEE") == 1
    assert_octets(octets)


def test_texts_from_people_add_no_property() -> None:
    text = "Line; one, two\\\r\nURL:https://evil.example.org\x1b😀" + "ä" * 200
    meeting = replace(a_meeting(), wordings=wordings(description=text, summary=text, location=text))

    octets = calendar.request(meeting, to=GUEST, stamp=NOW)
    (event,) = events(octets)

    assert event["DESCRIPTION"] == text.replace("\r\n", "\n").replace("\x1b", "")
    assert event["SUMMARY"] == event["LOCATION"] == text.replace("\r\n", " ").replace("\x1b", "")
    assert "URL" not in event
    assert_octets(octets)


def test_the_same_input_gives_the_same_octets() -> None:
    series = a_series(moved=(a_move(2, by=timedelta(days=1)),))

    assert calendar.request(a_meeting(series), to=GUEST, stamp=NOW) == calendar.request(
        a_meeting(series), to=GUEST, stamp=NOW
    )


def test_every_planned_message_is_a_whole_object() -> None:
    old = a_meeting(STAY)
    new = replace(old, attendees=(GUEST,), when=replace(STAY, last=date(2027, 3, 18)))

    written = [calendar.write(message, stamp=NOW) for message in plan(old, new)]

    assert [Calendar.from_ical(octets.decode())["METHOD"] for octets in written] == ["CANCEL", "REQUEST"]


def test_a_link_is_written_as_it_is() -> None:
    meeting: Meeting = replace(a_meeting(), wordings=wordings(url="https://example.org/a?b=1;c,d"))

    (event,) = events(calendar.request(meeting, to=GUEST, stamp=NOW))

    assert event["URL"] == "https://example.org/a?b=1;c,d"


def assert_octets(octets: bytes) -> None:
    """RFC 5545 3.1: CRLF only, 75 octets a line, each line whole UTF-8 without control characters."""
    lines = octets.split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if len(line) > 75] == []
    assert [line for line in lines if any(letter < " " and letter != "\t" for letter in line.decode())] == []
