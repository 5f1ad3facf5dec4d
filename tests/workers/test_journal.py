"""Mails that have left stand outside the database: nobody gets a second, different one."""

from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from domain import departures, exchanges
from domain.departures import Departure, Line, Settled
from invites.post import FolderDoor
from models import streams
from models.clock import WallClock
from models.database import Database
from models.mails import Mail
from models.states import MailState
from settings import Settings
from tests.builders_of_exchanges import a_mail
from tests.domain.lived import a_proposed_exchange
from workers.delivery import Delivery
from workers.journal import Journal, OpenJournal
from workers.office import Office
from workers.process import open_journal

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


class Post:
    """A folder of mails, a journal beside it, and the loop between them."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.journal = Journal(folder / "journal" / "sent.jsonl")
        self.out = folder / "outbox"

    def deliver(self) -> int:
        office = Office(self.database, WallClock())
        return Delivery(office, FolderDoor(self.out), book=OpenJournal(self.journal)).deliver()

    def left(self) -> int:
        return len(list(self.out.glob("**/*.eml")))

    def state(self, mail_id: UUID) -> MailState:
        with self.database.look() as db:
            return db.get_one(Mail, mail_id).state

    def forget_sending(self, mail_id: UUID, **other: object) -> None:
        """What a backup that was made before the mail left says of it."""
        with self.database.change() as db:
            values = {"state": MailState.QUEUED, "sent_at": None} | other
            db.execute(update(Mail).where(Mail.id == mail_id).values(**values))


class FullDisk(Journal):
    """It opens, and takes nothing."""

    def write(self, _line: Line) -> None:
        raise OSError(ENOSPC, "No space left on device")


class Sent:
    """A door that remembers how often it was knocked at."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        self.sent.append(key)


def a_queued_mail(database: Database) -> UUID:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        return a_mail(db, about=exchange, to=exchange.guest, message_id="first@example.org").id


def test_a_mail_that_left_before_it_was_marked_does_not_leave_again(
    sqlite_database: Database, tmp_path: Path
) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    post.deliver()
    for each in post.out.glob("**/*.eml"):
        each.unlink()
    post.forget_sending(mail_id)

    post.deliver()

    assert (post.left(), post.state(mail_id)) == (0, MailState.SENT)


def test_another_mail_on_the_same_occasion_waits_for_hr(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    post.deliver()
    post.forget_sending(mail_id, octets=b"Subject: other days\r\n\r\n", message_id="new@example.org")

    post.deliver()
    waits = post.state(mail_id)
    with sqlite_database.change() as db:
        departures.decide(db, mail_id, sends=True)
    post.deliver()

    assert (waits, post.state(mail_id), post.left()) == (MailState.CONTESTED, MailState.SENT, 2)


def test_a_mail_of_a_lost_past_keeps_its_like_from_leaving(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    with sqlite_database.look() as db:
        like = departures.departure(db.get_one(Mail, mail_id), at=NOW)
    lost = like.model_copy(update={"message_id": "gone@example.org", "occasion": "of a row that is gone"})
    post.journal.write(lost)
    post.journal.write(Settled(lost=("gone@example.org",), at=NOW))

    post.deliver()

    assert (post.state(mail_id), post.left()) == (MailState.CONTESTED, 0)


def a_lost_like(post: Post, mail_id: UUID, **other: object) -> None:
    """One like it has left, and after a restore no row of it is left."""
    with post.database.look() as db:
        like = departures.departure(db.get_one(Mail, mail_id), at=NOW)
    gone = {"message_id": "gone@example.org", "occasion": "of a row that is gone"}
    post.journal.write(like.model_copy(update=gone | other))
    with post.database.look() as db:
        gap = departures.gap(db, post.journal.read())
    post.journal.write(Settled(lost=gap.unknown, at=NOW, gone=gap.gone))


def another_like(post: Post, mail_id: UUID) -> UUID:
    with post.database.change() as db:
        first = db.get_one(Mail, mail_id)
        exchange = exchanges.load(db, first.exchange_id or mail_id)
        return a_mail(db, about=exchange, to=exchange.guest, message_id="second@example.org").id


def test_a_lost_mail_keeps_one_like_it_waiting_and_no_second(
    sqlite_database: Database, tmp_path: Path
) -> None:
    post, first = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    a_lost_like(post, first)
    post.deliver()
    second = another_like(post, first)

    post.deliver()

    assert (post.state(first), post.state(second)) == (MailState.CONTESTED, MailState.SENT)
    assert post.journal.read().lost == {}


def test_a_lost_mail_of_another_case_keeps_none_waiting(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    with sqlite_database.change() as db:
        other = departures.fingerprint(streams.of_exchange(a_proposed_exchange(db).id))
    a_lost_like(post, mail_id, lane=other)

    post.deliver()

    assert post.state(mail_id) is MailState.SENT


def test_a_mail_of_a_case_that_is_lost_too_keeps_its_like_waiting_in_any(
    sqlite_database: Database, tmp_path: Path
) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    a_lost_like(post, mail_id, lane=departures.fingerprint("exchange-of-which-nothing-is-left"))

    post.deliver()

    assert post.state(mail_id) is MailState.CONTESTED


def test_while_the_journal_cannot_be_written_nothing_leaves(
    sqlite_database: Database, tmp_path: Path
) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    book = OpenJournal(post.journal)
    post.journal.file.mkdir(parents=True)
    delivery = Delivery(Office(sqlite_database, WallClock()), FolderDoor(post.out), book=book)

    for _pass in range(2):
        with pytest.raises(OSError, match="directory"):
            delivery.deliver()

    assert (post.left(), post.state(mail_id)) == (0, MailState.QUEUED)


def test_a_mail_whose_line_finds_no_room_leaves_once(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    door, office = Sent(), Office(sqlite_database, WallClock())
    delivery = Delivery(office, door, book=OpenJournal(FullDisk(post.journal.file)))

    with pytest.raises(OSError, match="No space"):
        delivery.deliver()
    delivery.deliver()

    assert (len(door.sent), post.state(mail_id)) == (1, MailState.SENT)


def test_while_halted_nothing_leaves(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    with sqlite_database.change() as db:
        departures.halt(db, departures.Gap(unknown=("gone@example.org",)), now=NOW)
    while_halted = post.deliver()
    with sqlite_database.change() as db:
        departures.go_on(db)

    post.deliver()

    assert (while_halted, post.left(), post.state(mail_id)) == (0, 1, MailState.SENT)


def test_the_gap_between_journal_and_rows_is_found(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    post.deliver()
    post.journal.write(a_departure("gone@example.org"))
    post.forget_sending(mail_id)

    with sqlite_database.look() as db:
        found = departures.gap(db, post.journal.read())

    assert found == departures.Gap(unmarked=(mail_id,), unknown=("gone@example.org",))
    assert found.is_older


def test_what_is_settled_is_not_asked_about_again(sqlite_database: Database, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "sent.jsonl")
    journal.write(a_departure("gone@example.org"))
    journal.write(Settled(lost=("gone@example.org",), at=NOW))

    with sqlite_database.look() as db:
        found = departures.gap(db, journal.read())

    assert (found, found.is_older) == (departures.Gap(), False)


def test_a_line_that_a_crash_has_torn_spoils_no_other(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "sent.jsonl")
    journal.write(a_departure("first@example.org"))
    with journal.file.open("ab") as out:
        out.write(b'{"type": "sent", "message_id": "to')
    journal.write(a_departure("second@example.org"))

    known = [each.message_id for each in journal.read().open_]

    assert known == ["first@example.org", "second@example.org"]


def test_the_journal_holds_no_address(sqlite_database: Database, tmp_path: Path) -> None:
    post, mail_id = Post(sqlite_database, tmp_path), a_queued_mail(sqlite_database)
    post.deliver()

    with sqlite_database.look() as db:
        recipient = db.get_one(Mail, mail_id).recipient

    assert recipient.encode() not in post.journal.file.read_bytes()


def a_departure(message_id: str) -> Departure:
    return Departure(
        message_id=message_id, occasion=message_id, recipient="r", kind="reminder", octets="o", at=NOW
    )


def test_a_worker_that_starts_on_an_older_database_lets_no_mail_leave(
    sqlite_database: Database, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path)
    Journal(settings.journal).write(a_departure("gone@example.org"))

    open_journal(Office(sqlite_database, WallClock()), settings)

    with sqlite_database.look() as db:
        assert departures.is_halted(db)


def test_a_worker_that_died_between_two_lines_goes_on(sqlite_database: Database, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    mail_id = a_queued_mail(sqlite_database)
    with sqlite_database.look() as db:
        left = departures.departure(db.get_one(Mail, mail_id), at=NOW)
    Journal(settings.journal).write(left)

    open_journal(Office(sqlite_database, WallClock()), settings)

    with sqlite_database.look() as db:
        assert not departures.is_halted(db)
