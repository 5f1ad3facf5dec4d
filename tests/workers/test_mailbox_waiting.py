"""Between two mails: news, broken lines, wrong passwords, and other houses that would read too."""

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from models.database import Database
from models.mailboxes import Mailbox as MailboxRow
from tests.workers.imap_server import ImapServer, Mailbox, serving
from tests.workers.mailboxes import (
    HELD,
    LIMIT_SECONDS,
    a_mail,
    a_reader,
    a_reception,
    eventually,
    outcomes,
    reading,
    row,
    settings,
    trouble,
)
from workers.imap_folder import POLL_SECONDS
from workers.mailbox_process import reader_of
from workers.temporal_server import free_port


def test_a_mail_that_comes_while_we_wait_is_taken_at_once(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    with reading(a_reader(sqlite_database, server)):
        assert server.idles.wait(LIMIT_SECONDS)
        box.put(a_mail("first"))
        began = time.monotonic()
        eventually(lambda: len(box.lying(HELD)) == 1)
        took = time.monotonic() - began

    assert took < POLL_SECONDS / 2
    assert box.signed_in() == 1


def test_a_mail_that_comes_just_as_we_begin_to_wait_is_seen(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    server.races.append(a_mail("at the door"))

    with reading(a_reader(sqlite_database, server)):
        eventually(lambda: len(box.lying(HELD)) == 1)

    assert list(outcomes(sqlite_database)) == ["at the door@example.org"]


def test_a_line_that_breaks_is_opened_again(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.hangs_up_on = "IDLE"

    with reading(a_reader(sqlite_database, server)):
        eventually(lambda: box.signed_in() == 2)
        box.put(a_mail("first"))
        eventually(lambda: len(box.lying(HELD)) == 1)

    assert row(sqlite_database).trouble is None


def test_a_mailbox_that_is_away_is_waited_for_and_the_trouble_is_written_down(
    sqlite_database: Database, box: Mailbox
) -> None:
    port = free_port()
    box.put(a_mail("first"))
    began = datetime.now(UTC)

    with reading(reader_of(a_reception(sqlite_database), settings(port))):
        eventually(lambda: trouble(sqlite_database) == "unreachable")
        since = row(sqlite_database).troubled_since
        with serving(box, port=port):
            eventually(lambda: len(box.lying(HELD)) == 1)
            eventually(lambda: trouble(sqlite_database) is None)
            read_at = row(sqlite_database).read_at

    assert since is not None
    assert read_at is not None
    assert began <= since < read_at


def test_a_wrong_password_is_written_down_and_not_tried_again_at_once(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    with reading(a_reader(sqlite_database, server, password="wrong")):
        eventually(lambda: trouble(sqlite_database) == "sign_in")
        time.sleep(1.5)

    assert (box.signed_in(), row(sqlite_database).read_at) == (1, None)


def test_two_houses_do_not_read_one_mailbox(database: Database, server: ImapServer, box: Mailbox) -> None:
    first, second = a_reader(database, server), a_reader(database, server)

    held = [first.lease.holds(), second.lease.holds(), first.lease.holds()]
    first.lease.give_back()

    assert [*held, second.lease.holds(), first.lease.holds()] == [True, False, True, True, False]


def test_the_mailbox_of_a_reader_that_died_is_taken_over_when_its_lease_has_run_out(
    database: Database, server: ImapServer
) -> None:
    dead, living = a_reader(database, server), a_reader(database, server)
    dead.lease.holds()
    waits = living.lease.holds()
    with database.change() as db:
        db.scalars(select(MailboxRow)).one().leased_until = datetime.now(UTC) - timedelta(seconds=1)

    assert (waits, living.lease.holds()) == (False, True)


def test_one_who_is_alone_waits_for_no_lease(sqlite_database: Database, server: ImapServer) -> None:
    dead, alone = a_reader(sqlite_database, server), a_reader(sqlite_database, server)
    dead.lease.holds()

    alone.lease.void()

    assert alone.lease.holds()
