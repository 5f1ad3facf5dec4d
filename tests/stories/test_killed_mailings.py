"""The worker is killed in the midst of a mailing: all arrives, nothing in two versions, little of it twice.

`VAIHTO_MAILING=500` sets how many calendar mails, `VAIHTO_SEED=4` where the kills fall.
"""

import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from functools import partial
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from domain import invitations
from migrations.upgrade import upgrade
from models.database import Database
from models.mails import Mail
from models.states import Kind, MailState
from tests.domain.lived import LATER, a_confirmed_exchange, a_placed_application, a_running_round, loaded
from tests.invites.made import events
from workers.temporal_server import free_port

log = logging.getLogger("tests.killed_mailings")
MAILING = int(os.environ.get("VAIHTO_MAILING", "120"))
SEED = int(os.environ.get("VAIHTO_SEED", "1"))
KILLS = 3
OF_ONE_EXCHANGE = 6  # invited, changed and cancelled, twice each
LIMIT_SECONDS = 120.0


@dataclass
class Sink:
    """A mail server that keeps all it was given, in order."""

    octets: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:
        self.octets.append(envelope.original_content or b"")
        return "250 OK"


@dataclass(frozen=True)
class Said:
    """What one calendar mail is, whatever the database calls it; its stamp is its revision."""

    uid: str
    session: str
    sequence: int
    recipient: str
    method: str
    stamp: str


def test_a_mailing_survives_three_kills(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    log.info("seed %s, %s mails", SEED, MAILING)
    database = Database(f"sqlite:///{tmp_path / 'vaihto.db'}")
    upgrade(database)
    with database.change() as db:
        queue_a_mailing(db)
    queued = mails(database)

    with serving() as (sink, port):
        for share in sorted(dice.uniform(0.05, 0.95) for _kill in range(KILLS)):
            with worker(tmp_path, port) as process:
                wait(partial(has_come, sink, share * len(queued)))
                time.sleep(dice.uniform(0.0, 0.01))
                process.send_signal(signal.SIGKILL)
        with worker(tmp_path, port):
            wait(lambda: left(database) == 0)

    copies = by_name(sink.octets)
    log.info("%s mails, %s of them twice", len(queued), len(sink.octets) - len(queued))
    assert {name: set(found) for name, found in copies.items()} == {
        name: {octets} for name, _lane, octets in queued
    }
    assert len({said(octets) for octets in sink.octets}) == len(queued) >= MAILING
    assert len(sink.octets) - len(queued) <= KILLS
    assert arrivals(copies, queued) == in_order(queued)
    database.close()


def queue_a_mailing(db: Session) -> None:
    """Stays and series in turn: everybody is invited, then something changes, then it is cancelled."""
    round_ = a_running_round(db)
    for number in range(-(-MAILING // OF_ONE_EXCHANGE)):
        kind = (Kind.SHADOWING, Kind.MENTORING)[number % 2]
        application = a_placed_application(db, to=round_, kind=kind)
        exchange = a_confirmed_exchange(db, application=application)
        invitations.follow(db, exchange, now=LATER)
        exchange = loaded(db, exchange)
        if kind is Kind.MENTORING:
            session = exchange.appointments[1]
            assert session.starts_at is not None
            session.starts_at += timedelta(days=1)
        else:
            last = exchange.appointments[0].last_day
            assert last is not None
            exchange.appointments[0].last_day = last + timedelta(days=1)
        invitations.follow(db, loaded(db, exchange), now=LATER + timedelta(hours=1))
        invitations.cancel(db, loaded(db, exchange), ending=None, now=LATER + timedelta(hours=2))


def has_come(sink: Sink, least: float) -> bool:
    return len(sink.octets) >= least


def mails(database: Database) -> list[tuple[str, str, bytes]]:
    """Name, lane and octets of each, in the order of the lanes."""
    with database.look() as db:
        found = select(Mail).options(undefer(Mail.octets)).order_by(Mail.lane, Mail.number)
        return [(mail.message_id, mail.lane, mail.octets) for mail in db.scalars(found)]


def left(database: Database) -> int:
    with database.look() as db:
        return db.scalar(select(func.count(Mail.id)).where(Mail.state == MailState.QUEUED)) or 0


def by_name(arrived: list[bytes]) -> dict[str, list[bytes]]:
    copies: defaultdict[str, list[bytes]] = defaultdict(list)
    for octets in arrived:
        copies[str(message_from_bytes(octets)["Message-ID"]).strip("<>")].append(octets)
    return dict(copies)


def arrivals(copies: dict[str, list[bytes]], queued: list[tuple[str, str, bytes]]) -> dict[str, list[str]]:
    """The mails of each lane as they came for the first time."""
    lane_of = {name: lane for name, lane, _octets in queued}
    lanes: defaultdict[str, list[str]] = defaultdict(list)
    for name in copies:
        lanes[lane_of[name]].append(name)
    return dict(lanes)


def in_order(queued: list[tuple[str, str, bytes]]) -> dict[str, list[str]]:
    lanes: defaultdict[str, list[str]] = defaultdict(list)
    for name, lane, _octets in queued:
        lanes[lane].append(name)
    return dict(lanes)


def said(octets: bytes) -> Said:
    mail = message_from_bytes(octets)
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    calendar = part.get_payload(decode=True)
    assert isinstance(calendar, bytes)
    event = events(calendar)[0]
    return Said(
        uid=str(event["UID"]),
        session=str(event["RECURRENCE-ID"].to_ical()) if "RECURRENCE-ID" in event else "",
        sequence=int(str(event["SEQUENCE"])),
        recipient=str(mail["To"]),
        method=str(part.get_param("method")),
        stamp=str(event["DTSTAMP"].to_ical()),
    )


@contextmanager
def serving() -> Iterator[tuple[Sink, int]]:
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@contextmanager
def worker(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real worker process, without Temporal: mails leave all the same, at any hour."""
    nobody = f"127.0.0.1:{free_port()}"
    command = [
        sys.executable,
        "-m",
        "workers",
        "main",
        "--data",
        str(folder),
        "--temporal",
        nobody,
        "--alone",
    ]
    settings = {
        "VAIHTO_SMTP_HOST": "127.0.0.1",
        "VAIHTO_SMTP_PORT": str(port),
        "VAIHTO_SMTP_SECURITY": "none",
        "VAIHTO_QUIET_FROM": "00:00",
        "VAIHTO_QUIET_UNTIL": "00:00",
    }
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait(is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not is_reached() and time.monotonic() < deadline:
        time.sleep(0.002)
    assert is_reached()
