"""Answers: reading them in a process that can be killed, and applying them, beside icalendar.

icalendar parses the calendar object alone: no mail around it, no guard, no judgement, no database.
The seconds are those of one core: of this process and of the guarded one together.
"""

import os
from collections.abc import Callable, Sequence
from datetime import timedelta
from email import message_from_bytes
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import undefer

from benchmarks.tables import Table
from domain import replies
from domain.replies import Arrived
from invites.meetings import Answer
from invites.replies import Heard, read
from migrations.upgrade import upgrade
from models.database import Database
from models.mails import Mail
from tests.domain.lived import LATER, a_confirmed_exchange, invited
from workers.readers import Reader
from workers.replying import Answering, Client, reply_mail

REPLIES, TIMES = 400, 3
TICKS = os.sysconf("SC_CLK_TCK")


def table() -> Table:
    """The best of three of each way."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'replies.sqlite'}")
        upgrade(database)
        octets = _octets(_request(database))
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

    def applied(each: bytes) -> str:
        arrived = Arrived(each, reader.read(each))
        with database.change() as db:
            return replies.take(db, arrived, now=LATER + timedelta(days=2)).outcome

    ways: tuple[tuple[str, Callable[[bytes], object], Sequence[bytes]], ...] = (
        ("icalendar: the calendar object parsed", Calendar.from_ical, calendars),
        ("ours: the mail read in this process", read, octets),
        ("ours: the mail read in its own process", guarded, octets),
    )
    found = [(name, _speed(way, each, reader)) for name, way, each in ways]
    found.append(("ours: that, judged, applied and saved", _once(applied, octets, reader)))
    reader.kill()
    return found


def _speed(way: Callable[[bytes], object], octets: Sequence[bytes], reader: Reader) -> float:
    return max(_once(way, octets, reader) for _ in range(TIMES))


def _once(way: Callable[[bytes], object], octets: Sequence[bytes], reader: Reader) -> float:
    began = process_time() + _seconds_of(reader)
    for each in octets:
        way(each)
    return len(octets) / (process_time() + _seconds_of(reader) - began)


def _seconds_of(reader: Reader) -> float:
    """What the guarded process has computed (proc(5))."""
    fields = Path(f"/proc/{reader.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _request(database: Database) -> bytes:
    """The invitation that an invented guest was sent."""
    with database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        found = select(Mail).where(Mail.person_id == exchange.guest_id, Mail.method == "REQUEST")
        return db.scalars(found.options(undefer(Mail.octets))).one().octets


def _octets(request: bytes) -> list[bytes]:
    """One guest who changes their mind all the time: each answer is newer than the one before, and counts."""
    attendee = str(message_from_bytes(request)["To"]).rpartition("<")[2].strip("<> ")
    words = cycle((Answer.ACCEPTED, Answer.TENTATIVE))
    return [
        reply_mail(
            request,
            Answering(
                attendee=attendee,
                answer=word,
                stamp=LATER + timedelta(minutes=number),
                message_id=f"{number}@mail.example.org",
                comment="Kiitos kutsusta, nähdään Kuopiossa!",
            ),
            style=tuple(Client)[number % len(Client)],
        )
        for number, word in zip(range(REPLIES), words, strict=False)
    ]


def _calendar(octets: bytes) -> bytes:
    part = next(
        each for each in message_from_bytes(octets).walk() if each.get_content_type() == "text/calendar"
    )
    calendar = part.get_payload(decode=True)
    return calendar if isinstance(calendar, bytes) else b""
