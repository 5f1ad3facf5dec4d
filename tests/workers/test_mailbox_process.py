"""The mailbox's process by itself, as `vaihto up` and containers start it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrations.upgrade import upgrade
from models.database import Database
from models.rehearsals import Rehearsal
from settings import Settings
from tests.workers.imap_server import PASSWORD, USER, ImapServer, Mailbox
from tests.workers.mailboxes import HELD, LIMIT_SECONDS, a_mail, eventually, outcomes, row
from workers.temporal_server import free_port


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Database]:
    database = Database(Settings(data=tmp_path).database)
    upgrade(database)
    yield database
    database.close()


@contextmanager
def running(folder: Path, server: ImapServer) -> Iterator["subprocess.Popen[bytes]"]:
    said = {
        "HOST": "127.0.0.1",
        "PORT": f"{server.port}",
        "SECURITY": "none",
        "USER": USER,
        "PASSWORD": PASSWORD,
    }
    environment = {**os.environ, **{f"VAIHTO_IMAP_{name}": value for name, value in said.items()}}
    nobody = f"127.0.0.1:{free_port()}"
    command = [
        sys.executable,
        "-m",
        "workers",
        "mailbox",
        "--data",
        str(folder),
        "--temporal",
        nobody,
        "--alone",
    ]
    with (folder / "said.txt").open("wb") as said_by_it:
        process = subprocess.Popen(command, env=environment, stderr=said_by_it)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_the_mailbox_is_read_although_temporal_is_away(
    tmp_path: Path, house: Database, server: ImapServer, box: Mailbox
) -> None:
    with running(tmp_path, server) as process:
        box.put(a_mail("first"))
        eventually(lambda: len(box.lying(HELD)) == 1)
        process.send_signal(signal.SIGTERM)
        status = process.wait(LIMIT_SECONDS)

    assert (status, outcomes(house)) == (0, {"first@example.org": "no_calendar"})
    assert row(house).reader_id is None


def test_a_reader_that_is_killed_at_any_moment_loses_nothing_and_reads_nothing_twice(
    tmp_path: Path, house: Database, server: ImapServer, box: Mailbox
) -> None:
    names = [f"number-{number}" for number in range(60)]
    box.put(*(a_mail(each) for each in names))

    for enough in (5, 20, 40):
        with running(tmp_path, server):
            eventually(lambda: len(box.lying(HELD)) >= enough)  # noqa: B023
    with running(tmp_path, server):
        eventually(lambda: not box.lying())

    assert sorted(outcomes(house)) == sorted(f"{each}@example.org" for each in names)
    assert sorted(box.lying(HELD)) == sorted(a_mail(each) for each in names)


def test_the_mailbox_stays_closed_in_a_rehearsal(
    tmp_path: Path, house: Database, server: ImapServer, box: Mailbox
) -> None:
    with house.change() as db:
        db.add(Rehearsal(id=1, seed=1, now=datetime(2027, 2, 1, tzinfo=UTC)))
    box.put(a_mail("first"))

    with running(tmp_path, server) as process:
        eventually(lambda: "stays closed" in (tmp_path / "said.txt").read_text())
        process.send_signal(signal.SIGTERM)
        status = process.wait(LIMIT_SECONDS)

    assert (status, box.asked, len(box.lying())) == (0, [], 1)
