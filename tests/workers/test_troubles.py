"""What goes wrong outside for a while holds mails up, and never ends the loop that sends them."""

import errno
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import text

from models.clock import WallClock
from models.database import Database
from models.states import MailState
from tests.workers.post_office import a_lane, states
from workers.delivery import Delivery
from workers.office import Office

QUEUED, SENT = MailState.QUEUED, MailState.SENT
LIMIT_SECONDS = 20.0


@dataclass
class FullDisk:
    """A door that cannot write, until somebody makes room."""

    has_room: threading.Event = field(default_factory=threading.Event)
    was_full: threading.Event = field(default_factory=threading.Event)
    sent: list[bytes] = field(default_factory=list)

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        if not self.has_room.is_set():
            self.was_full.set()
            raise OSError(errno.ENOSPC, "no room")
        self.sent.append(octets.splitlines()[0])


@contextmanager
def running(database: Database, door: FullDisk) -> Iterator[threading.Thread]:
    delivery = Delivery(Office(database, WallClock()), door)
    loop = threading.Thread(target=delivery.run)
    loop.start()
    try:
        yield loop
    finally:
        delivery.stop()
        loop.join(LIMIT_SECONDS)


def wait_until_sent(database: Database, lane: str) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while QUEUED in states(database, lane) and time.monotonic() < deadline:
        time.sleep(0.05)


def test_mails_leave_when_a_full_disk_has_room_again(database: Database) -> None:
    lane = a_lane(database, "REQUEST 0", "CANCEL 1")
    door = FullDisk()

    with running(database, door) as loop:
        assert door.was_full.wait(LIMIT_SECONDS)
        time.sleep(0.1)
        while_full = (loop.is_alive(), states(database, lane))
        door.has_room.set()
        wait_until_sent(database, lane)

    assert while_full == (True, [QUEUED, QUEUED])
    assert door.sent == [b"Subject: REQUEST 0", b"Subject: CANCEL 1"]


def test_mails_leave_when_a_database_that_failed_answers_again(database: Database) -> None:
    lane = a_lane(database, "REQUEST 0")
    door = FullDisk()
    door.has_room.set()
    rename(database, "mails", to="mails_away")

    with running(database, door) as loop:
        time.sleep(1)  # several looks long
        while_away = (loop.is_alive(), door.sent[:])
        rename(database, "mails_away", to="mails")
        wait_until_sent(database, lane)

    assert while_away == (True, [])
    assert door.sent == [b"Subject: REQUEST 0"]


def rename(database: Database, table: str, *, to: str) -> None:
    """A table that is not there fails on both databases, as one that cannot be read does."""
    with database.change() as db:
        db.execute(text(f"ALTER TABLE {table} RENAME TO {to}"))
