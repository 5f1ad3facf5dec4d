"""Busy times of a calendar on a real CalDAV server, asked over https with a password."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from domain.busy_trouble import Trouble, Unread
from invites.busy import Asked
from models.timeline import moment
from tests.invites.test_busy import TEN, calendar, event
from tests.outside.calendar_server import HOST, PYTHON, START_SECONDS, wait_for
from tests.workers.calendar_server import CERTIFICATE, a_fetcher
from workers.caldav import report
from workers.expanding import expand
from workers.temporal_server import free_port

pytestmark = pytest.mark.outside("radicale")
ASKED = Asked(
    since=datetime(2027, 3, 1, tzinfo=UTC),
    until=datetime(2027, 4, 1, tzinfo=UTC),
    addresses=("aino@example.org",),
    is_multistatus=True,
)
EVENTS = {
    "whole days": event("DTSTART;VALUE=DATE:20270315", "DTEND;VALUE=DATE:20270318", uid="a"),
    "weekly": event(TEN, "RRULE:FREQ=WEEKLY;COUNT=3", "DESCRIPTION:<b>&amp; äiti</b>", uid="b"),
    "declined": event(
        TEN.replace("0308", "0324"), "ATTENDEE;PARTSTAT=DECLINED:mailto:aino@example.org", uid="c"
    ),
    "free": event(TEN.replace("0308", "0325"), "TRANSP:TRANSPARENT", uid="d"),
    "another month": event(TEN.replace("0308", "0508"), uid="e"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("caldav")
    (folder / "users").write_text("aino:salasana\n")
    fill(folder / "calendars" / "collection-root" / "aino" / "calendar")
    port = free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command(folder, port), stdout=log, stderr=log)
    try:
        wait_for(server, port)
        yield f"https://calendar.example.org:{port}/aino/calendar/"
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def fill(collection: Path) -> None:
    collection.mkdir(parents=True)
    (collection / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR"}))
    for name, text in EVENTS.items():
        (collection / f"{name}.ics").write_text(calendar(text), encoding="utf-8", newline="")


def command(folder: Path, port: int) -> list[str]:
    return [
        str(PYTHON),
        "-m",
        "radicale",
        "--config",
        "",
        f"--server-hosts={HOST}:{port}",
        "--server-ssl",
        f"--server-certificate={CERTIFICATE}",
        f"--server-key={CERTIFICATE}",
        f"--storage-filesystem-folder={folder / 'calendars'}",
        "--auth-type=htpasswd",
        f"--auth-htpasswd-filename={folder / 'users'}",
        "--auth-htpasswd-encryption=plain",
    ]


def test_a_calendar_on_a_server_tells_when_its_owner_is_busy(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALDAV_PASSWORD_AINO", "salasana")

    asked = report(address, ASKED, login="aino", password_in="CALDAV_PASSWORD_AINO")
    found = expand(a_fetcher().fetch(asked), ASKED)

    days = (date(2027, 3, 15), date(2027, 3, 18))
    assert found == (
        (moment(date(2027, 3, 8), time(10)), moment(date(2027, 3, 8), time(12, 30))),
        (moment(days[0], time()), moment(days[1], time())),  # from midnight to midnight in Finland
        (moment(date(2027, 3, 22), time(10)), moment(date(2027, 3, 22), time(12, 30))),
    )


def test_a_wrong_password_is_a_refusal(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALDAV_PASSWORD_AINO", "arvaus")
    asked = report(address, ASKED, login="aino", password_in="CALDAV_PASSWORD_AINO")

    with pytest.raises(Unread) as unread:
        a_fetcher().fetch(asked)

    assert unread.value.trouble is Trouble.REFUSED
