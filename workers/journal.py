"""The journal of sent mails: outside the database, so that a restored one cannot have forgotten them.

One line for each mail that has left, on the disk before the mail is marked as sent: no address, no word.
"""

import os
import threading
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO, Protocol

from pydantic import TypeAdapter, ValidationError

from domain.departures import Departure, Departures, Line, Spent

LINE: TypeAdapter[Line] = TypeAdapter(Line)


class Journal:
    def __init__(self, file: Path) -> None:
        self.file = file
        self._turn = threading.Lock()

    def write(self, line: Line) -> None:
        """Append, and wait until the disk has it; a line that a crash has torn stays alone."""
        with self._turn, self._open() as out:
            out.write(_break_after_torn(self.file) + line.model_dump_json().encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def expect(self) -> None:
        """Fail here, before a mail leaves, where its line could not be written."""
        self._open().close()

    def _open(self) -> BinaryIO:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        return self.file.open("ab+")

    def read(self) -> Departures:
        """All that has left, and what was settled about it."""
        return Departures.of(self._lines())

    def _lines(self) -> Iterator[Line]:
        if not self.file.exists():
            return
        with self.file.open("rb") as lines:
            for each in lines:
                try:
                    yield LINE.validate_json(each)
                except ValidationError:
                    continue  # torn by a crash: that mail was not marked as sent either


class Entry(Enum):
    """What the journal says of a mail that is about to leave."""

    NONE = auto()
    SAME = auto()  # it has left, and we died before it was marked
    OTHER = auto()  # its reader has had another one on this occasion


class Book(Protocol):
    def read(self) -> None: ...

    def entry(self, mail: Departure, /) -> Entry: ...

    def spend(self, mail: Departure, /) -> None: ...

    def expect(self) -> None: ...

    def write(self, mail: Departure, /) -> None: ...


class NoBook:
    """For rehearsals: nobody is written to in earnest."""

    def read(self) -> None:
        return

    def entry(self, _mail: Departure, /) -> Entry:
        return Entry.NONE

    def spend(self, _mail: Departure, /) -> None:
        return

    def expect(self) -> None:
        return

    def write(self, _mail: Departure, /) -> None:
        return


class OpenJournal:
    """The journal in the hands of the delivery loop, which reads it once and then remembers."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.read()

    def read(self) -> None:
        self.departures = self.journal.read()
        self.sent = {each.message_id: each.octets for each in self.departures.by_occasion.values()}

    def entry(self, mail: Departure, /) -> Entry:
        if self.sent.get(mail.message_id) == mail.octets:
            return Entry.SAME
        return Entry.OTHER if self.departures.contradicts(mail) else Entry.NONE

    def spend(self, mail: Departure, /) -> None:
        """This one waits for HR because of one that was lost, which keeps no other waiting."""
        lost = self.departures.lost_like(mail)
        if lost is not None and mail.occasion not in self.departures.by_occasion:
            self.journal.write(Spent(message_id=lost.message_id, at=mail.at))
            del self.departures.lost[lost.message_id]

    def expect(self) -> None:
        self.journal.expect()

    def write(self, mail: Departure, /) -> None:
        self.journal.write(mail)
        self.departures.by_occasion[mail.occasion] = mail
        self.sent[mail.message_id] = mail.octets


def _break_after_torn(file: Path) -> bytes:
    with file.open("rb") as known:
        if known.seek(0, os.SEEK_END) == 0:
            return b""
        known.seek(-1, os.SEEK_END)
        return b"" if known.read(1) == b"\n" else b"\n"
