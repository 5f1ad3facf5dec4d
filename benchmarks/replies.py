"""Answers: reading them in a process that can be killed, and applying them, beside icalendar.

icalendar parses the calendar object alone: no mail around it, no guard, no judgement, no database.
The seconds are those of one core: of this process and of the guarded one together.
"""

import os
from collections.abc import Callable, Sequence
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import undefer

from benchmarks.tables import Table
from domain import yeses
from domain.arrivals import Arrived
from invites.meetings import Answer
from invites.replies import Heard, read
from migrations.upgrade import upgrade
from models.database import Database
from models.mails import Mail
from tests.domain.lived import LATER, a_confirmed_exchange, invited
from workers.mailbox import AT_ONCE
from workers.readers import Reader
from workers.replying import Answering, Client, reply_mail

REPLIES, GUESTS, TIMES = 800, 50, 3
Work = TypeVar("Work")
TICKS = os.sysconf("SC_CLK_TCK")


def table() -> Table:
    """The best of three of each way."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'replies.sqlite'}")
        upgrade(database)
        octets = _octets(_requests(database))
        rows = _rows(octets, database)
        database.close()
    parsed = rows[0][1]
    return Table(
        title=f"Answers per second and core: {REPLIES} mails of four programs",
        head=("what", "per second", "icalendar ×"),
        rows=tuple((name, f"{speed:.0f}", f"{speed / parsed:.2f}") for name, speed in rows),
    )


def _rows(octets: Sequence[bytes], database: Database) -> list[tuple[str, float]]:
    calendars = [_calendar(each) for each in octets]
    reader = Reader(patience=20.0)

    def guarded(each: bytes) -> Heard:
        return reader.read(each)

    def applied(each: bytes) -> None:
        _save(database, [Arrived(each, reader.read(each))])

    def applied_together(each: Sequence[bytes]) -> None:
        _save(database, [Arrived(mail, reader.read(mail)) for mail in each])

    ways: tuple[tuple[str, Callable[[bytes], object], Sequence[bytes]], ...] = (
        ("icalendar: the calendar object parsed", Calendar.from_ical, calendars),
        ("ours: the mail read in this process", read, octets),
        ("ours: the mail read in its own process", guarded, octets),
    )
    found = [(name, _speed(way, each, reader)) for name, way, each in ways]
    alone, together = octets[: len(octets) // 2], octets[len(octets) // 2 :]
    found.append(("ours: that, judged, applied and saved alone", _once(applied, alone, reader)))
    runs = [together[begin : begin + AT_ONCE] for begin in range(0, len(together), AT_ONCE)]
    saved = _once(applied_together, runs, reader) * len(together) / len(runs)
    found.append((f"ours: that, {AT_ONCE} at once as they wait in the mailbox", saved))
    reader.kill()
    return found


def _save(database: Database, arrived: Sequence[Arrived]) -> None:
    """As `workers.readers.Reception` saves what waits; every one of these is an answer that counts."""
    with database.change() as db:
        receipts = yeses.take(db, arrived, now=LATER + timedelta(days=2))
    if len(receipts) != len(arrived):
        raise RuntimeError("an answer was not applied: this measures something else")


def _speed(way: Callable[[bytes], object], octets: Sequence[bytes], reader: Reader) -> float:
    return max(_once(way, octets, reader) for _ in range(TIMES))


def _once(way: Callable[[Work], object], octets: Sequence[Work], reader: Reader) -> float:
    began = process_time() + _seconds_of(reader)
    for each in octets:
        way(each)
    return len(octets) / (process_time() + _seconds_of(reader) - began)


def _seconds_of(reader: Reader) -> float:
    """What the guarded process has computed (proc(5))."""
    fields = Path(f"/proc/{reader.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _requests(database: Database) -> list[bytes]:
    """The invitations that invented guests were sent, each of another exchange."""
    with database.change() as db:
        guests = [invited(db, a_confirmed_exchange(db)).guest_id for _ in range(GUESTS)]
        found = select(Mail).where(Mail.person_id.in_(guests), Mail.method == "REQUEST")
        return [each.octets for each in db.scalars(found.options(undefer(Mail.octets)))]


def _octets(requests: Sequence[bytes]) -> list[bytes]:
    """Guests who change their minds: each answer is newer than that guest's last one, and counts."""
    words = (Answer.ACCEPTED, Answer.TENTATIVE)
    return [
        reply_mail(
            requests[number % GUESTS],
            Answering(
                attendee=_guest(requests[number % GUESTS]),
                answer=words[number // GUESTS % 2],
                stamp=LATER + timedelta(minutes=number),
                message_id=f"{number}@mail.example.org",
                comment="Kiitos kutsusta, nähdään Kuopiossa!",
            ),
            style=tuple(Client)[number % len(Client)],
        )
        for number in range(REPLIES)
    ]


def _guest(request: bytes) -> str:
    return str(message_from_bytes(request)["To"]).rpartition("<")[2].strip("<> ")


def _calendar(octets: bytes) -> bytes:
    part = next(
        each for each in message_from_bytes(octets).walk() if each.get_content_type() == "text/calendar"
    )
    calendar = part.get_payload(decode=True)
    return calendar if isinstance(calendar, bytes) else b""
