"""Strangers' mail is read in a process that may die without taking anything else with it."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from invites import frames
from invites.frames import BrokenLineError
from invites.intake import MAX_OCTETS, Unread
from invites.replies import Reply, Unreadable, read
from models.clock import WallClock
from models.database import Database
from models.invites import InboundMail
from tests.invites.mails import EVENT, HEADERS, SAID, WORDS, a_calendar, a_mail
from workers.office import Office
from workers.readers import NoReaderError, Reader, ReaderLost, Readers, Reception

ACCEPTED = a_mail(a_calendar())


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as pool:
        yield pool


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader(patience=20.0)
    yield one
    one.kill()


@pytest.mark.parametrize(
    "octets",
    [
        ACCEPTED,
        a_mail(a_calendar(f"{EVENT}RECURRENCE-ID;VALUE=DATE:20270329\r\nCOMMENT:Käy\r\n")),
        a_mail(a_calendar(f"{EVENT}RECURRENCE-ID:20270329T000000Z\r\n")),
        b"Subject: hei\r\n\r\nei k\xc3\xa4y",
        b"",
        b"\x00\xff",
    ],
)
def test_a_child_reads_what_this_process_would_read(readers: Readers, octets: bytes) -> None:
    assert readers.read(octets) == read(octets)


def test_one_child_reads_many_mails(reader: Reader) -> None:
    answers = [reader.read(ACCEPTED) for _turn in range(3)]

    assert answers == [Reply(HEADERS, "REPLY", (SAID,), WORDS)] * 3


def test_a_child_knows_no_password_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAIHTO_SMTP_PASSWORD", "invented")

    reader = Reader(patience=20.0)

    with open(f"/proc/{reader.pid}/environ", "rb") as file:
        known = file.read()
    reader.kill()
    assert (b"PYTHONPATH" in known, b"VAIHTO" in known) == (True, False)


def test_a_child_that_somebody_kills_is_replaced_and_the_mail_read(readers: Readers) -> None:
    readers.read(ACCEPTED)
    with readers.lent() as reader:
        os.kill(reader.pid, signal.SIGKILL)

    assert isinstance(readers.read(ACCEPTED), Reply)


def test_a_child_that_hangs_costs_one_child_and_no_mail() -> None:
    with Readers(patience=2.0) as pool:
        with pool.lent() as reader:
            os.kill(reader.pid, signal.SIGSTOP)
            stopped = reader.pid
        outcome = pool.read(ACCEPTED)
        with pool.lent() as next_one:
            replaced = next_one.pid

    assert isinstance(outcome, Reply)
    assert replaced != stopped


def test_a_machine_too_busy_to_read_rejects_no_mail() -> None:
    long_one = a_mail(a_calendar(EVENT + "X-A:b\r\n" * 1_900))

    with Readers(patience=0.001) as pool, pytest.raises(NoReaderError):
        pool.read(long_one)


def test_a_mail_that_takes_too_much_computing_is_too_heavy() -> None:
    with Readers() as pool:
        with pool.lent() as reader:
            os.kill(reader.pid, signal.SIGXCPU)
        outcome = pool.read(ACCEPTED)

    assert outcome == Unreadable(Unread.TOO_HEAVY)


def test_too_much_computing_ends_the_child_and_is_the_mails_fault(reader: Reader) -> None:
    os.kill(reader.pid, signal.SIGXCPU)

    with pytest.raises(ReaderLost) as lost:
        reader.read(ACCEPTED)

    assert lost.value.is_guilty


def test_what_is_too_large_and_no_mail_is_too_large(readers: Readers) -> None:
    assert readers.read(b"a" * (MAX_OCTETS + 1)) == Unreadable(Unread.TOO_LARGE)


def test_of_what_is_too_large_the_child_reads_the_beginning(readers: Readers) -> None:
    octets = b"Subject: Re: kutsu\r\n\r\nEi tule.\r\n-- \r\n" + b"a\r\n" * MAX_OCTETS

    heard = readers.read(octets)

    assert isinstance(heard, Unreadable)
    assert heard.headers is not None
    assert (heard.reason, heard.headers.subject, heard.words) == (Unread.TOO_LARGE, "Re: kutsu", "Ei tule.")
    assert heard == read(octets)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"null",
        b'{"reason": "no_such_reason"}',
        b'{"headers": {}, "method": "REPLY", "said": []}',
        frames.dump(read(ACCEPTED)).replace(b'"sequence":2', b'"sequence":99999999999'),
        frames.dump(read(ACCEPTED)).replace(b'"said":[', b'"said":[7,'),
    ],
)
def test_an_answer_of_another_shape_is_not_believed(answer: bytes) -> None:
    with pytest.raises(BrokenLineError):
        frames.load(answer)


def test_a_mail_is_read_and_recorded_once(sqlite_database: Database, readers: Readers) -> None:
    reception = Reception(Office(sqlite_database, WallClock()), readers)

    first, again = reception.take(ACCEPTED), reception.take(ACCEPTED)

    assert [(each.said, each.outcome) for each in (first, again)] == [
        ("unknown_uid", "unknown_uid"),
        ("duplicate", "unknown_uid"),
    ]
    with sqlite_database.look() as db:
        assert len(db.scalars(select(InboundMail)).all()) == 1
        assert db.scalars(select(InboundMail.received_at)).one() <= datetime.now(UTC)
