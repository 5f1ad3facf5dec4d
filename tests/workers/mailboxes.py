"""Dull builders around a mailbox: mails that come in, a reader of them, and what was written down."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from pydantic import SecretStr
from sqlalchemy import select

from models.clock import WallClock
from models.database import Database
from models.invites import InboundMail
from models.mailboxes import Mailbox as MailboxRow
from models.mailboxes import Try
from settings import Settings
from tests.workers.imap_server import PASSWORD, USER, ImapServer
from workers.imap_folder import opened
from workers.mailbox import MailboxReader
from workers.mailbox_process import account_of, reader_of
from workers.office import Office
from workers.readers import Readers, Reception

DONE, HELD, REJECTED = "Vaihto/Done", "Vaihto/Held", "Vaihto/Rejected"
LIMIT_SECONDS = 60.0
READERS = Readers()  # starts its process with the first mail; it ends with ours


def settings(port: int, *, password: str = PASSWORD) -> Settings:
    return Settings(
        imap_host="127.0.0.1",
        imap_port=port,
        imap_security="none",
        imap_user=USER,
        imap_password=SecretStr(password),
    )


def a_reader(database: Database, server: ImapServer, *, password: str = PASSWORD) -> MailboxReader:
    return reader_of(a_reception(database), settings(server.port, password=password))


def a_reception(database: Database) -> Reception:
    return Reception(Office(database, WallClock()), READERS)


def read_once(database: Database, server: ImapServer) -> None:
    """One sitting, alone, which ends when all has been taken."""
    reader = a_reader(database, server)
    reader.lease.void()
    with closing(opened(account_of(settings(server.port)))) as folder:
        for name in reader.shelves.values():
            folder.make(name)
        reader.empty(folder)
    reader.lease.give_back()


@contextmanager
def reading(reader: MailboxReader) -> Iterator[None]:
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        yield
    finally:
        reader.stop()
        thread.join(LIMIT_SECONDS)
        assert not thread.is_alive()


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def a_mail(name: str, *, text: str = "Hei!") -> bytes:
    """An ordinary mail: a human should look at it."""
    return f"From: aino@example.org\r\nMessage-ID: <{name}@example.org>\r\n\r\n{text}\r\n".encode()


def a_strange_answer(name: str) -> bytes:
    """A calendar answer to an invitation that is not ours."""
    lines = (
        f"From: aino@example.org\r\nMessage-ID: <{name}@example.org>",
        "Content-Type: text/calendar; method=REPLY\r\n",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:not-ours@example.org",
        "DTSTAMP:20270201T100000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:aino@example.org",
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    return "\r\n".join(lines).encode()


def outcomes(database: Database) -> dict[str, str]:
    with database.look() as db:
        rows = db.execute(select(InboundMail.message_id, InboundMail.outcome))
        return {each.message_id: each.outcome for each in rows}


def tries(database: Database) -> dict[str, int]:
    with database.look() as db:
        return {each.place: each.count for each in db.scalars(select(Try))}


def row(database: Database) -> MailboxRow:
    with database.look() as db:
        return db.scalars(select(MailboxRow)).one()


def dead_readers_left(database: Database, server: ImapServer, place: str, *, tries: int) -> None:
    name = account_of(settings(server.port)).name
    with database.change() as db:
        db.add(Try(mailbox=name, place=place, count=tries))


def trouble(database: Database) -> str | None:
    with database.look() as db:
        return db.scalar(select(MailboxRow.trouble))
