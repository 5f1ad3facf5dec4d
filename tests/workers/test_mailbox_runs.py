"""Answers that wait together in the mailbox: recorded together, moved one by one, whatever fails."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import undefer

from invites.meetings import Answer as Said
from models.database import Database
from models.invites import InboundMail
from models.mails import Mail
from tests.domain.lived import LATER, a_confirmed_exchange, invited
from tests.workers.imap_server import ImapServer, Mailbox
from tests.workers.mailboxes import DONE, HELD, a_mail, outcomes, read_once, tries
from workers.imap_line import Away
from workers.mailbox import AT_ONCE
from workers.replying import Answering, Client, reply_mail


def answers(database: Database, number: int, word: Said = Said.ACCEPTED) -> list[bytes]:
    """What the guests of so many exchanges send back."""
    with database.change() as db:
        exchanges = [invited(db, a_confirmed_exchange(db)) for _ in range(number)]
        guests = [each.guest_id for each in exchanges]
        found = select(Mail).where(Mail.person_id.in_(guests), Mail.method == "REQUEST")
        mails = db.scalars(found.options(undefer(Mail.octets))).all()
        return [
            reply_mail(
                each.octets,
                Answering(
                    attendee=each.recipient,
                    answer=word,
                    stamp=LATER + timedelta(minutes=1),
                    message_id=f"m{each.id}@mail.example.org",
                ),
                style=Client.OUTLOOK,
            )
            for each in mails
        ]


def moments(database: Database) -> list[int]:
    """How many mails were recorded at each moment: those of one transaction share theirs."""
    with database.look() as db:
        found = (
            select(func.count(InboundMail.id))
            .group_by(InboundMail.received_at)
            .order_by(InboundMail.received_at)
        )
        return list(db.scalars(found))


def test_yeses_that_wait_are_recorded_together(database: Database, server: ImapServer, box: Mailbox) -> None:
    mails = answers(database, AT_ONCE + 2)
    box.put(*mails)

    read_once(database, server)

    assert (set(outcomes(database).values()), moments(database)) == ({"applied"}, [AT_ONCE, 2])
    assert (box.lying(), box.lying(DONE), tries(database)) == ([], mails, {})


def test_other_mails_among_them_have_transactions_of_their_own(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    first, no, last = answers(sqlite_database, 2), answers(sqlite_database, 1, Said.DECLINED), a_mail("words")
    box.put(*first, *no, last)

    read_once(sqlite_database, server)

    assert moments(sqlite_database) == [2, 1, 1]
    assert (box.lying(DONE), box.lying(HELD)) == ([*first, *no], [last])


def test_what_cannot_be_saved_together_is_saved_one_by_one(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(*answers(sqlite_database, 3))
    with sqlite_database.change() as db:
        db.execute(
            text(
                "CREATE TRIGGER apart BEFORE INSERT ON inbound_mails WHEN EXISTS "
                "(SELECT 1 FROM inbound_mails WHERE received_at = NEW.received_at) "
                "BEGIN SELECT RAISE(ABORT, 'one at a time'); END"
            )
        )

    read_once(sqlite_database, server)

    assert moments(sqlite_database) == [1, 1, 1]
    assert (len(box.lying(DONE)), tries(sqlite_database)) == (3, {})


def test_a_crash_among_the_moves_leaves_only_the_moving(
    database: Database, server: ImapServer, box: Mailbox
) -> None:
    mails = answers(database, 3)
    box.put(*mails)
    box.hangs_up_on = "UID MOVE 2"
    with pytest.raises(Away):
        read_once(database, server)
    before = (outcomes(database), box.lying(), tries(database))

    read_once(database, server)

    assert before == (outcomes(database), mails[1:], {"77.2": 1, "77.3": 1})
    assert (box.lying(), box.lying(DONE), tries(database)) == ([], mails, {})
    assert moments(database) == [3]


def test_a_mail_that_the_server_keeps_does_not_hold_up_the_others(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    mails = answers(sqlite_database, 3)
    box.put(*mails)
    box.refuses["FETCH"] = {2}

    read_once(sqlite_database, server)

    assert (box.lying(), box.lying(DONE)) == ([mails[1]], [mails[0], mails[2]])
    assert (moments(sqlite_database), tries(sqlite_database)) == ([2], {"77.2": 1})
