"""Reading calendars in a child that is ended when it takes too much."""

import time
from datetime import date
from datetime import time as clock

import pytest

from domain.busy_trouble import Trouble, Unread
from invites.busy import Asked
from models.timeline import moment
from tests.invites.test_busy import ASKED, TEN, calendar, event
from workers.expanding import MOST_OCTETS, environment, expand

DAV = """<?xml version="1.0"?>
<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/a.ics</d:href>
<d:propstat><d:prop><c:calendar-data>{}</c:calendar-data></d:prop></d:propstat></d:response></d:multistatus>"""
LAUGHS = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">{}]>
<d:multistatus xmlns:d="DAV:">&z9;</d:multistatus>"""


def trouble(octets: bytes, asked: Asked = ASKED, *, cpu_seconds: int = 2) -> Trouble:
    with pytest.raises(Unread) as unread:
        expand(octets, asked, cpu_seconds=cpu_seconds)
    return unread.value.trouble


def test_the_child_tells_the_times() -> None:
    found = expand(calendar(event(TEN)).encode(), ASKED)

    assert found == ((moment(date(2027, 3, 8), clock(10)), moment(date(2027, 3, 8), clock(12, 30))),)


def test_a_caldav_answer_is_read_from_its_envelope() -> None:
    asked = ASKED.model_copy(update={"is_multistatus": True})
    answer = DAV.format(calendar(event(TEN, "COMMENT:a &amp; b")).replace("\r\n", "&#13;\n"))

    assert len(expand(answer.encode(), asked)) == 1
    assert expand(DAV.format("").encode(), asked) == ()
    assert trouble(b"<html/>", asked) is Trouble.NOT_A_CALENDAR
    assert trouble(b"nothing", asked) is Trouble.NOT_A_CALENDAR


def test_a_page_in_the_place_of_a_calendar_is_told_as_such() -> None:
    assert trouble(b"<!doctype html><title>Sign in</title>") is Trouble.NOT_A_CALENDAR


def test_what_is_too_large_does_not_reach_the_child() -> None:
    assert trouble(b"x" * (MOST_OCTETS + 1)) is Trouble.TOO_LARGE


def test_a_calendar_that_keeps_the_child_busy_for_long_is_given_up() -> None:
    hours = "\r\n".join(f"DTSTART;X-{n}=1:19000101T000000Z" for n in range(2))
    rules = "RRULE:FREQ=DAILY;COUNT=40000\r\n" * 2000
    heavy = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{hours}\r\n{rules}END:VEVENT\r\nEND:VCALENDAR\r\n"
    began = time.monotonic()

    told = trouble(heavy.encode(), cpu_seconds=1)

    assert told is Trouble.TOO_MUCH
    assert time.monotonic() - began < 8


def test_xml_that_grows_is_given_up() -> None:
    entities = '<!ENTITY z0 "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
        f'<!ENTITY z{n + 1} "{f"&z{n};" * 10}">' for n in range(9)
    )
    asked = ASKED.model_copy(update={"is_multistatus": True})

    assert trouble(LAUGHS.format(entities).encode(), asked) in (Trouble.NOT_A_CALENDAR, Trouble.TOO_MUCH)


def test_five_megabytes_of_a_real_calendar_are_read_in_time() -> None:
    one = event(
        "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=Europe/Helsinki:20200106T100000",
        "DTEND;TZID=Europe/Helsinki:20200106T110000",
        "DESCRIPTION:" + "Kokous " * 60,
    )
    many = calendar(*[one] * (4_900_000 // (len(one) + 8))).encode()
    assert len(many) > 4_500_000

    assert expand(many, ASKED) == ()


def test_the_child_is_given_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAIHTO_SMTP_PASSWORD", "secret")

    told = environment()

    assert told.keys() <= {"PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONIOENCODING"}
