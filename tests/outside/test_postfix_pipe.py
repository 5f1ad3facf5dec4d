"""The lines for Postfix of docs/mail.md, run by a Postfix: a mail comes in and its outcome is recorded."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from migrations.upgrade import upgrade
from models.database import Database
from models.invites import InboundMail
from tests.outside.mail_servers import STORING_USER, MailServers, serving
from tests.outside.told import lines_after

pytestmark = [
    pytest.mark.outside("postfix", "dovecot", "openssl"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can start mail servers"),
]
GUEST, OURS = "aino@example.org", "vaihto@example.org"
IN_MASTER = "In Postfix, a transport in `master.cf` that runs as the user of the data folder:"
IN_MAIN = "and in `main.cf`, so that plus addresses go the same way:"
ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 60.0


def python_for_all() -> str:
    """A Python of our version that the user of a pipe may run too; ours may lie in somebody's home."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for each in (sys.executable, shutil.which(version, path="/usr/bin") or ""):
        try:
            subprocess.run([each, "-c", ""], user=STORING_USER, cwd="/", check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return each
    pytest.skip("no Python here that the user of the pipe may run")


@pytest.fixture
def folder() -> Iterator[Path]:
    """The data folder, which belongs to the user of the pipe, with the command beside it."""
    home = Path(tempfile.mkdtemp(prefix="vaihto-pipe-"))
    home.chmod(0o755)
    paths = ":".join(str(each) for each in (ROOT, *map(Path, sys.path)) if each.is_dir())
    command = home / "vaihto"
    command.write_text(f'#!/bin/sh\nPYTHONPATH={paths} exec {python_for_all()} -m cli "$@"\n')
    command.chmod(0o755)
    data = home / "data"
    data.mkdir()
    database = Database(f"sqlite:///{data / 'vaihto.db'}")
    upgrade(database)
    database.close()
    storing = pwd.getpwnam(STORING_USER)
    for each in (data, *data.iterdir()):
        os.chown(each, storing.pw_uid, storing.pw_gid)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def servers(folder: Path) -> Iterator[MailServers]:
    """As the page has it, but for the places and the user of this machine."""
    transport = lines_after(
        "mail.md", "In Postfix, a transport in `master.cf` that runs as the user of the data folder:"
    )
    settings = lines_after("mail.md", "and in `main.cf`, so that plus addresses go the same way:")
    for told, here in (
        ("/opt/vaihto/.venv/bin/vaihto", str(folder / "vaihto")),
        ("/var/lib/vaihto", str(folder / "data")),
        ("user=vaihto", f"user={STORING_USER}"),
    ):
        assert told in transport
        transport = transport.replace(told, here)
    with serving(GUEST, tokens=0, more={"master.cf": transport, "main.cf": settings}) as servers:
        yield servers


def recorded(folder: Path) -> list[tuple[str, str]]:
    database = Database(f"sqlite:///{folder / 'data' / 'vaihto.db'}")
    with database.look() as db:
        found = db.execute(select(InboundMail.message_id, InboundMail.outcome)).all()
    database.close()
    return sorted((row.message_id, row.outcome) for row in found)


def test_a_mail_to_our_address_and_one_to_a_plus_address_are_received(
    folder: Path, servers: MailServers
) -> None:
    for number, address in enumerate((OURS, "vaihto+test@example.org"), start=1):
        head = f"From: {GUEST}\r\nTo: {address}\r\nMessage-ID: <pipe-{number}@example.org>\r\n"
        servers.send(f"{head}Subject: Hei\r\n\r\nKeksitty.\r\n".encode(), by=GUEST, to=address)

    deadline = time.monotonic() + LIMIT_SECONDS
    while len(recorded(folder)) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)

    assert recorded(folder) == [
        ("pipe-1@example.org", "no_calendar"),
        ("pipe-2@example.org", "no_calendar"),
    ], servers.logs()


def test_other_people_of_the_domain_get_their_mail_as_before(folder: Path, servers: MailServers) -> None:
    servers.send(b"Message-ID: <other@example.org>\r\nSubject: Hei\r\n\r\n", by=OURS, to=GUEST)

    deadline = time.monotonic() + LIMIT_SECONDS
    while not servers.mails_of(GUEST) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert (len(servers.mails_of(GUEST)), recorded(folder)) == (1, [])
