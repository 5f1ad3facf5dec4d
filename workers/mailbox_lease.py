"""Whose turn it is to read a mailbox, what each mail has cost so far, and how the reading goes: rows."""

from collections.abc import Iterable, Sequence, Set
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from models.database import Database
from models.mailboxes import Mailbox, Try
from workers.imap_line import Trouble

LEASE = timedelta(seconds=60)
FORGOTTEN = timedelta(days=1)  # nobody reads it any more: the operator has named another mailbox
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Lease:
    """One reader's right to a mailbox, on the wall's clock; whoever dies loses it."""

    def __init__(self, database: Database, name: str, *, length: timedelta = LEASE) -> None:
        self.database = database
        self.name = name
        self.length = length
        self._reader_id = uuid4()
        self._until = LONG_AGO

    def holds(self) -> bool:
        """Whether the mailbox is ours; taken when it is free, made longer when half of it is over."""
        wall = datetime.now(UTC)
        if self._until - wall < self.length / 2:
            self._until = wall + self.length if self._take(wall) else LONG_AGO
        return self._until > wall

    def give_back(self) -> None:
        with self.database.change() as db:
            row = db.get(Mailbox, self.name, with_for_update=True)
            if row is not None and row.reader_id == self._reader_id:
                row.reader_id, row.leased_until = None, datetime.now(UTC)
        self._until = LONG_AGO

    def void(self) -> None:
        """Nobody else can be there: whatever a dead reader has left is over."""
        with self.database.change() as db:
            if row := db.get(Mailbox, self.name, with_for_update=True):
                row.reader_id = row.leased_until = None

    def _take(self, wall: datetime) -> bool:
        try:
            with self.database.change() as db:
                row = db.get(Mailbox, self.name, with_for_update=True) or Mailbox(name=self.name)
                db.add(row)
                if row.reader_id not in (None, self._reader_id) and (row.leased_until or LONG_AGO) > wall:
                    return False
                row.reader_id, row.leased_until = self._reader_id, wall + self.length
                db.execute(delete(Mailbox).where(Mailbox.leased_until < wall - FORGOTTEN))
        except IntegrityError:
            return False  # two came first; the other was faster
        return True


class Logbook:
    """What is written down about a mailbox while it is read."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.name = name

    def all_read(self) -> None:
        with self.database.change() as db:
            row = db.get_one(Mailbox, self.name, with_for_update=True)
            row.read_at, row.trouble, row.troubled_since = datetime.now(UTC), None, None

    def trouble(self, trouble: Trouble) -> None:
        with self.database.change() as db:
            row = db.get_one(Mailbox, self.name, with_for_update=True)
            row.troubled_since = row.troubled_since or datetime.now(UTC)
            row.trouble = trouble.value

    def tried(self) -> dict[str, int]:
        """How often each mail has been begun with that was not brought to its end."""
        with self.database.look() as db:
            rows = db.scalars(select(Try).where(Try.mailbox == self.name))
            return {each.place: each.count for each in rows}

    def begin(self, places: Iterable[str], *, excused: Set[str]) -> dict[str, int]:
        """The number of each try, written before anything is done: also a reader that dies has tried.

        It is the same try again when the last one is excused.
        """
        wanted = list(places)
        with self.database.change() as db:
            found = db.scalars(select(Try).where(Try.mailbox == self.name, Try.place.in_(wanted)))
            rows = {each.place: each for each in found}
            for place in wanted:
                if place not in rows:
                    rows[place] = Try(mailbox=self.name, place=place, count=0)
                    db.add(rows[place])
                rows[place].count += place not in excused
            return {place: row.count for place, row in rows.items()}

    def end(self, places: Sequence[str]) -> None:
        if places:
            with self.database.change() as db:
                db.execute(delete(Try).where(Try.mailbox == self.name, Try.place.in_(places)))
