"""Busy times, brought in and looked at on the terminal."""

from pathlib import Path

import pytest
from sqlalchemy import select

from domain import busy_sources
from domain.busy_trouble import Trouble
from models.feeds import BusySource, BusyTime
from tests.builders import NOON, a_person, a_round, an_application
from tests.cli.terminal import OWNER, Terminal
from tests.invites.test_busy import calendar, event

AINO = "aino@example.org"
SECRET = "https://calendar.example.org/private-8f14e45f/basic.ics"
ONE = calendar(event("DTSTART:20270308T070000Z", "DTEND:20270308T100000Z"))
TWO = calendar(
    event("DTSTART:20270309T070000Z", "DTEND:20270309T100000Z", "RRULE:FREQ=WEEKLY;COUNT=2"), head="X-A:b\n"
)


@pytest.fixture(autouse=True)
def _round(terminal: Terminal) -> None:
    with terminal.change() as db:
        round_ = a_round(db, owner=a_person(db, email=OWNER), reference="kevat-2027")
        an_application(db, to=round_, person=a_person(db, email=AINO, name="Aino Keksitty"))
        a_person(db, email="onni@example.org", name="Onni Keksitty")


def a_file(folder: Path, text: str) -> str:
    file = folder / "oma.ics"
    file.write_text(text, encoding="utf-8", newline="")
    return str(file)


def number_of_times(terminal: Terminal) -> int:
    with terminal.change() as db:
        return len(db.scalars(select(BusyTime)).all())


def test_a_file_is_read_and_a_newer_one_takes_its_place(terminal: Terminal, tmp_path: Path) -> None:
    said = [terminal.says("busy", "import", AINO, a_file(tmp_path, text)) for text in (ONE, TWO)]

    assert said == [
        ["1 busy time is kept, without its words."],
        ["2 busy times are kept, without their words."],
    ]
    rows = [row[1:] for row in terminal.rows("busy", "list")]
    assert rows == [["Aino Keksitty", "A file", "Tue 1 December 2026 at 14:00", "2", ""]]


def test_a_file_that_is_no_calendar_is_refused_and_changes_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.says("busy", "import", AINO, a_file(tmp_path, ONE))

    said = terminal.refuses("busy", "import", AINO, a_file(tmp_path, "Hei!"))

    assert said == ["What is found there is not a calendar."]
    assert number_of_times(terminal) == 1


def test_who_takes_part_in_nothing_brings_nothing(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.refuses("busy", "import", "onni@example.org", a_file(tmp_path, ONE))

    assert said == ["Onni Keksitty takes part in no round that is to come."]


def test_an_address_is_listed_by_its_server_with_its_trouble_and_forgotten(terminal: Terminal) -> None:
    added = terminal.says("busy", "add", AINO, SECRET)
    with terminal.change() as db:
        busy_sources.fail(db, db.scalars(select(BusySource)).one(), Trouble.REFUSED, now=NOON)

    (row,) = terminal.rows("busy", "list", AINO)
    said = terminal.says("busy", "remove", row[0])

    assert added == ["The calendar of Aino Keksitty is read from now on, every day."]
    assert row[1:] == [
        "Aino Keksitty",
        "calendar.example.org",
        "",
        "0",
        "The server does not give the calendar: the address has ended or asks for a password.",
    ]
    assert said == ["The calendar is forgotten, and all that it said."]
    assert terminal.rows("busy", "list") == []
    assert terminal.refuses("busy", "remove", row[0]) == [
        f"There is no calendar whose number begins with {row[0]}."
    ]


def test_an_address_that_is_not_safe_is_refused(terminal: Terminal) -> None:
    assert terminal.refuses("busy", "add", AINO, SECRET.replace("https", "http")) == [
        "The address of a calendar begins with https:// and holds no user name or password."
    ]


def test_a_password_is_named_and_never_written(terminal: Terminal) -> None:
    dav = ("busy", "add", AINO, "https://dav.example.org/aino/", "--login", "aino")

    assert terminal.says(*dav, "--password-in", "CALDAV_PASSWORD_AINO")
    assert "go together" in terminal.fails(*dav)
    assert "begins with CALDAV_PASSWORD_" in terminal.fails(*dav, "--password-in", "VAIHTO_DATABASE_URL")


def test_hr_says_how_short_is_too_short(terminal: Terminal) -> None:
    said = terminal.says("busy", "rule", "kevat-2027", "--least", "60", "--by", OWNER)

    assert said == ["What lasts 60 minutes or more takes a half day."]
    assert terminal.refuses("busy", "rule", "kevat-2027", "--least", "60", "--by", AINO)
