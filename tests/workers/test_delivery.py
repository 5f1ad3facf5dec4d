"""Mails leave through a real mail server: each lane in order, at least once, always the same octets."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from invites.post import Unavailable
from models.clock import WallClock
from models.database import Database
from models.events import Stream
from models.mails import Mail
from models.states import MailState
from tests.workers.post_office import Sink, a_delivery, a_lane, free_port, rests_run_out, serving, states
from workers.delivery import Delivery
from workers.office import Office

QUEUED, SENT, REFUSED = MailState.QUEUED, MailState.SENT, MailState.REFUSED
LIMIT_SECONDS = 60.0


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def sink(port: int) -> Iterator[Sink]:
    sink = Sink()
    with serving(sink, port=port):
        yield sink


def test_the_mails_of_a_lane_leave_in_their_order(database: Database, sink: Sink, port: int) -> None:
    lane = a_lane(database, "REQUEST 0", "REQUEST 1", "CANCEL 2")

    left = a_delivery(database, port=port).deliver()

    assert left == 3
    assert sink.subjects == ["REQUEST 0", "REQUEST 1", "CANCEL 2"]
    assert states(database, lane) == [SENT] * 3


def test_a_long_lane_leaves_in_its_order_over_several_passes(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane(database, *(f"{number}" for number in range(25)))
    delivery = a_delivery(database, port=port)

    passes = [delivery.deliver(), delivery.deliver(), delivery.deliver()]

    assert sum(passes) == 25
    assert sink.subjects == [f"{number}" for number in range(25)]
    assert states(database, lane) == [SENT] * 25


def test_a_mail_whose_sending_was_not_marked_is_sent_again_with_the_same_octets(
    database: Database, sink: Sink, port: int
) -> None:
    a_lane(database, "REQUEST 0")
    delivery = a_delivery(database, port=port)
    delivery.deliver()
    with database.change() as db:
        db.execute(update(Mail).values(state=QUEUED, sent_at=None))

    delivery.deliver()

    assert sink.octets == [b"Subject: REQUEST 0\r\n\r\nKeksitty.\r\n"] * 2


def test_a_mail_that_is_not_taken_now_holds_up_its_lane_and_no_other(
    database: Database, sink: Sink, port: int
) -> None:
    held = a_lane(database, "REQUEST 0", "CANCEL 1", to="full@example.org")
    free = a_lane(database, "REQUEST 0 of another")
    sink.answers["full@example.org"] = "452 mailbox full"
    delivery = a_delivery(database, port=port)

    delivery.deliver()
    at_first = [states(database, held), states(database, free)]
    sink.answers.clear()
    rests_run_out(database)
    delivery.deliver()

    assert at_first == [[QUEUED, QUEUED], [SENT]]
    assert sink.subjects == ["REQUEST 0 of another", "REQUEST 0", "CANCEL 1"]


def test_a_mail_refused_for_good_is_marked_and_its_lane_goes_on(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane(database, "to nobody", to="gone@example.org")
    a_lane(database, "to somebody")
    sink.answers["gone@example.org"] = "550 no such user"
    delivery = a_delivery(database, port=port)

    passes = [delivery.deliver(), delivery.deliver()]

    assert passes == [2, 0]
    assert (sink.subjects, states(database, lane)) == (["to somebody"], [REFUSED])
    with database.look() as db:
        assert db.scalars(select(Mail.refusal).where(Mail.lane == lane)).one() == "550"


def test_what_follows_a_refused_mail_in_its_lane_leaves(database: Database, sink: Sink, port: int) -> None:
    lane = a_lane(database, "first", "second", "third")
    with database.change() as db:
        db.execute(update(Mail).where(Mail.number == 2).values(recipient="gone@example.org"))
    sink.answers["gone@example.org"] = "550 no such user"

    a_delivery(database, port=port).deliver()

    assert sink.subjects == ["first", "third"]
    assert states(database, lane) == [SENT, REFUSED, SENT]


def test_a_mail_server_that_is_away_keeps_every_mail_for_later(database: Database, port: int) -> None:
    lane = a_lane(database, "REQUEST 0", "CANCEL 1")
    delivery = a_delivery(database, port=port)

    with pytest.raises(Unavailable):
        delivery.deliver()
    while_away = states(database, lane)
    sink = Sink()
    with serving(sink, port=port):
        left = delivery.deliver()

    assert (while_away, left) == ([QUEUED, QUEUED], 2)
    assert sink.subjects == ["REQUEST 0", "CANCEL 1"]


def test_two_loops_at_once_send_every_mail_once_and_every_lane_in_order(
    database: Database, sink: Sink, port: int
) -> None:
    subjects = {lane: [f"{lane} {turn}" for turn in range(3)] for lane in "abcdefgh"}
    for said in subjects.values():
        a_lane(database, *said)
    neighbour = Database(database.engine.url.render_as_string(hide_password=False))

    with ThreadPoolExecutor(2) as both:
        loops = [a_delivery(each, port=port) for each in (database, neighbour)]
        passes = list(both.map(Delivery.deliver, loops))
    neighbour.close()

    assert sum(passes) == 24
    assert {lane: [each for each in sink.subjects if each[0] == lane] for lane in subjects} == subjects


@dataclass
class SlowDoor:
    """A way out that takes its time, and remembers."""

    seconds: float
    sent: list[str] = field(default_factory=list)

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        time.sleep(self.seconds)
        self.sent.append(octets.decode().splitlines()[0])


def test_a_slow_lane_is_not_taken_over_while_its_mails_leave(sqlite_database: Database) -> None:
    said = [f"{turn}" for turn in range(5)]
    a_lane(sqlite_database, *said)
    lease = timedelta(seconds=3)
    slow = Delivery(Office(sqlite_database, WallClock()), SlowDoor(0.8), lease=lease)
    other = Delivery(Office(sqlite_database, WallClock()), SlowDoor(0.0), lease=lease)
    sending = threading.Thread(target=slow.deliver)
    sending.start()
    time.sleep(0.2)

    while sending.is_alive():
        other.deliver()
        time.sleep(0.05)

    assert isinstance(slow.door, SlowDoor)
    assert isinstance(other.door, SlowDoor)
    assert (slow.door.sent, other.door.sent) == ([f"Subject: {each}" for each in said], [])


def test_a_lane_whose_lease_was_lost_is_let_go(database: Database) -> None:
    lane = a_lane(database, "first", "second")
    wall = datetime.now(UTC)

    class Thief(SlowDoor):
        def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
            super().send(key=key, sender=sender, to=to, octets=octets)
            with database.change() as db:
                db.get_one(Stream, lane).mails_leased_until = wall + timedelta(hours=1)

    thief = Thief(0.1)
    Delivery(Office(database, WallClock()), thief, lease=timedelta(seconds=0.1)).deliver()

    with database.look() as db:
        left_to = db.get_one(Stream, lane).mails_leased_until
    assert (thief.sent, left_to) == (["Subject: first"], wall + timedelta(hours=1))


def test_a_running_loop_sends_what_is_queued_and_leaves_when_it_is_told(
    database: Database, sink: Sink, port: int
) -> None:
    delivery = a_delivery(database, port=port)
    running = threading.Thread(target=delivery.run)
    running.start()

    lane = a_lane(database, "REQUEST 0")
    delivery.office.mails.ring()
    deadline = time.monotonic() + LIMIT_SECONDS
    while states(database, lane) != [SENT] and time.monotonic() < deadline:
        time.sleep(0.02)
    delivery.stop()
    running.join(LIMIT_SECONDS)

    assert (running.is_alive(), sink.subjects) == (False, ["REQUEST 0"])
