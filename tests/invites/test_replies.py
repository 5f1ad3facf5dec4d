"""Mails as they come in, each with what is read from it."""

from datetime import UTC, date, datetime

import pytest

from invites.meetings import Answer
from invites.replies import Headers, Reply, Said, Unread, Unreadable, read
from tests.invites.mails import EVENT, HEADERS, SAID, WORDS, a_calendar, a_mail


def test_a_plain_reply_is_read_whole() -> None:
    assert read(a_mail(a_calendar())) == Reply(HEADERS, "REPLY", (SAID,), WORDS)


@pytest.mark.parametrize(
    ("partstat", "answer"),
    [
        ("DECLINED", Answer.DECLINED),
        ("tentative", Answer.TENTATIVE),
        ("DELEGATED", Answer.DELEGATED),
        ("NEEDS-ACTION", Answer.NEEDS_ACTION),
        ("X-MAYBE", Answer.NEEDS_ACTION),
    ],
)
def test_an_answer_is_what_partstat_says(partstat: str, answer: Answer) -> None:
    assert said(EVENT.replace("ACCEPTED", partstat)).answer is answer


@pytest.mark.parametrize(
    "attendee",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Guest@Example.org",
        'ATTENDEE;CN="Guest; of: all";PARTSTAT="ACCEPTED":mailto:guest@example.org',
        'ATTENDEE;MEMBER="mailto:a@x.org","mailto:b@x.org";PARTSTAT=ACCEPTED:mailto:guest@example.org',
        "attendee;partstat=accepted:mailto: guest@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:other@example.org\r\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@example.org",
        "ATTENDEE;PARTSTAT=ACC\r\n EPTED:mailto:guest@exam\r\n\tple.org",
    ],
)
def test_an_attendee_is_known_however_written(attendee: str) -> None:
    text = f"UID:u1\r\nSEQUENCE:2\r\nDTSTAMP:20270201T100000Z\r\n{attendee}\r\n"

    assert said(text) == SAID


@pytest.mark.parametrize(
    ("line", "recurrence_id"),
    [
        ("RECURRENCE-ID:20270329T100000Z", datetime(2027, 3, 29, 10, 0, tzinfo=UTC)),
        ("RECURRENCE-ID;TZID=Europe/Helsinki:20270329T130000", datetime(2027, 3, 29, 10, 0, tzinfo=UTC)),
        ("RECURRENCE-ID;TZID=FLE Standard Time:20270329T130000", datetime(2027, 3, 29, 10, 0, tzinfo=UTC)),
        (
            "RECURRENCE-ID;TZID=/freeassociation.sourceforge.net/Europe/Helsinki:20270329T130000",
            datetime(2027, 3, 29, 10, 0, tzinfo=UTC),
        ),
        ("RECURRENCE-ID;VALUE=DATE:20270329", date(2027, 3, 29)),
    ],
)
def test_a_session_is_known_in_any_zone(line: str, recurrence_id: date) -> None:
    assert said(f"{EVENT}{line}\r\n").recurrence_id == recurrence_id


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Europe", "Mars/Olympus", "Customized Time Zone"])
def test_a_time_in_a_zone_nobody_knows_is_not_guessed(zone: str) -> None:
    octets = a_mail(a_calendar(f"{EVENT}RECURRENCE-ID;TZID={zone}:20270329T130000\r\n"))

    assert read(octets) == Unreadable(Unread.UNKNOWN_ZONE, HEADERS, WORDS)


def test_a_floating_session_is_not_guessed() -> None:
    octets = a_mail(a_calendar(f"{EVENT}RECURRENCE-ID:20270329T130000\r\n"))

    assert read(octets) == Unreadable(Unread.UNKNOWN_ZONE, HEADERS, WORDS)


def test_a_counter_names_its_time() -> None:
    event = (
        f"{EVENT}DTSTART;TZID=FLE Standard Time:20270329T130000\r\n"
        "DTEND;TZID=FLE Standard Time:20270329T140000\r\n"
    )

    got = read(a_mail(a_calendar(event, method="COUNTER"), method="COUNTER"))

    assert isinstance(got, Reply)
    assert got.method == "COUNTER"
    assert (got.said[0].starts, got.said[0].ends) == (
        datetime(2027, 3, 29, 10, 0, tzinfo=UTC),
        datetime(2027, 3, 29, 11, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "extra",
    [
        "ORGANIZER:mailto:invites@example.org",
        "RRULE:FREQ=SECONDLY;INTERVAL=0",
        "DTSTART;TZID=Nowhere/AtAll:20270329T130000",
        "ATTACH:file:///etc/passwd\r\nURL:http://169.254.169.254/",
        "BEGIN:VALARM\r\nACTION:AUDIO\r\nATTENDEE:mailto:evil@example.org\r\nUID:u2\r\nEND:VALARM",
        "REQUEST-STATUS:2.0;Success",
        "a line that is no property",
        "X-ODD\x00:\x1bvalue",
    ],
)
def test_what_a_reply_need_not_have_is_passed_over(extra: str) -> None:
    assert said(f"{EVENT}{extra}\r\n") == SAID


def test_a_comment_is_read_without_control_characters() -> None:
    assert said(f"{EVENT}COMMENT:Käy\\, \x1b[31mhyvin\\nkiitos\x00\r\n").comment == "Käy, [31mhyvin\nkiitos"


def test_octets_that_are_not_what_they_claim_lose_only_their_text() -> None:
    text = a_calendar(f"{EVENT}COMMENT:Käy hyvin\r\n")

    got = read(a_mail(text, charset="latin-1"))

    assert got == Reply(HEADERS, "REPLY", (SAID,), WORDS)


def test_a_missing_sequence_is_zero_and_a_missing_stamp_is_none() -> None:
    got = said("UID:u1\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@example.org\r\n")

    assert (got.sequence, got.dtstamp) == (0, None)


def test_several_events_in_one_reply_are_several_answers() -> None:
    second = f"END:VEVENT\r\nBEGIN:VEVENT\r\n{EVENT}RECURRENCE-ID:20270329T100000Z\r\n"

    got = read(a_mail(a_calendar(EVENT + second)))

    assert isinstance(got, Reply)
    assert [each.recurrence_id for each in got.said] == [None, datetime(2027, 3, 29, 10, 0, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (EVENT.replace("UID:u1\r\n", ""), Unread.NO_UID),
        (EVENT.replace("UID:u1", "UID:"), Unread.NO_UID),
        (EVENT + "UID:u2\r\n", Unread.BROKEN_CALENDAR),
        ("UID:u1\r\n", Unread.NO_ATTENDEE),
        (
            "UID:u1\r\nATTENDEE:mailto:a@example.org\r\nATTENDEE:mailto:b@example.org\r\n",
            Unread.NO_ATTENDEE,
        ),
        (EVENT.replace("SEQUENCE:2", "SEQUENCE:-1"), Unread.BROKEN_CALENDAR),
        (EVENT.replace("SEQUENCE:2", "SEQUENCE:" + "9" * 5000), Unread.BROKEN_CALENDAR),
        (EVENT + "RECURRENCE-ID:20279999T100000Z\r\n", Unread.BROKEN_CALENDAR),
        (EVENT + "END:VCALENDAR\r\n", Unread.BROKEN_CALENDAR),
        (EVENT + "X-A:b\r\n" * 2000, Unread.TOO_MANY_LINES),
    ],
)
def test_a_broken_answer_is_not_read(event: str, reason: Unread) -> None:
    assert read(a_mail(a_calendar(event))) == Unreadable(reason, HEADERS, WORDS)


def test_a_method_that_contradicts_its_object_is_not_believed() -> None:
    assert read(a_mail(a_calendar(), method="REQUEST")) == Unreadable(Unread.METHOD_DIFFERS, HEADERS, WORDS)


def test_a_mail_without_calendar_is_no_answer() -> None:
    octets = b"From: guest@example.org\r\nSubject: Moi\r\n\r\nKyll\xc3\xa4 sopii.\r\n"

    got = read(octets)

    outside = Headers("guest@example.org", "", "", "Moi", "", "", is_bounce=False)
    assert got == Unreadable(Unread.NO_CALENDAR, outside, "Kyllä sopii.")


def test_a_calendar_inside_a_forwarded_mail_is_somebody_elses() -> None:
    inner = a_mail(a_calendar())
    octets = b"From: other@example.org\r\nContent-Type: message/rfc822\r\n\r\n" + inner

    got = read(octets)

    assert isinstance(got, Unreadable)
    assert got.reason is Unread.NO_CALENDAR


def test_an_attached_calendar_will_do() -> None:
    octets = a_mail(a_calendar()).replace(b"text/calendar; method=REPLY;", b"application/ics;")

    assert read(octets) == Reply(HEADERS, "REPLY", (SAID,), WORDS)


@pytest.mark.parametrize(
    ("header", "is_automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-replied; owner-email=x", True),
        ("Precedence: bulk", True),
        ("Return-Path: <>", True),
        ("Return-Path: <MAILER-DAEMON>", True),
        ("Return-Path: <guest@example.org>", False),
        ("Auto-Submitted: no", False),
        ("Auto-Submitted: auto-generated", False),
    ],
)
def test_what_no_person_wrote_is_marked(header: str, *, is_automatic: bool) -> None:
    got = read(header.encode() + b"\r\n" + a_mail(a_calendar()))

    assert isinstance(got, Reply)
    assert got.headers.is_automatic is is_automatic


def test_a_bounce_is_marked() -> None:
    octets = b'From: postmaster@example.org\r\nContent-Type: multipart/report; boundary="b"\r\n\r\n--b--\r\n'

    got = read(octets)

    assert isinstance(got, Unreadable)
    assert got.headers is not None
    assert got.headers.is_bounce


def test_a_mail_from_two_people_is_from_nobody() -> None:
    octets = a_mail(a_calendar()).replace(
        b"From: guest@example.org", b"From: guest@example.org, b@example.org"
    )

    got = read(octets)

    assert isinstance(got, Reply)
    assert got.headers.from_address == ""


def test_header_words_in_any_encoding_are_one_clean_line() -> None:
    octets = a_mail(a_calendar()).replace(
        b"Subject: Accepted", b"Subject: =?utf-8?B?SHl2w6Q=?= =?nope?B?!!?=\r\n\t=?utf-8?Q?=0D=0AX:_y?="
    )

    got = read(octets)

    assert isinstance(got, Reply)
    assert "\r" not in got.headers.subject
    assert "\n" not in got.headers.subject


def said(event: str) -> Said:
    got = read(a_mail(a_calendar(event)))
    assert isinstance(got, Reply)
    (one,) = got.said
    return one
