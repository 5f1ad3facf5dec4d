"""Strangers' mail is read in processes that can be killed, then applied in one transaction."""

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError

from domain import inbound, replies, yeses
from domain.arrivals import Arrived, Receipt
from invites import frames, intake
from invites.frames import MAX_ANSWER, BrokenLineError
from invites.intake import MAX_OCTETS, Unread
from invites.reader import READY
from invites.replies import Heard, Unreadable, words_alone
from workers.office import Office

log = logging.getLogger("vaihto.readers")
PATIENCE = 20.0  # by the wall's clock; the kernel ends five seconds of computing sooner
START_SECONDS = 60.0  # on a machine that is busy starting everything else
MAILS_A_READER = 1_000
TRIES = 2
KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT")  # no secrets among them


class ReaderLost(Exception):
    """The process is gone; `is_guilty` says that the mail it read is why."""

    def __init__(self, *, is_guilty: bool) -> None:
        super().__init__("the mail" if is_guilty else "something else")
        self.is_guilty = is_guilty


class NoReaderError(OSError):
    """A reader could not be started or kept: no mail is to blame, and none may be lost."""


class Reader:
    """One running `python -m invites.reader`. It ends by itself when this process does."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "invites.reader", f"{theirs.fileno()}"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=(theirs.fileno(),),
                process_group=0,  # Ctrl-C is for the parent, who ends the child
            )
        self._mails = 0
        self._until_ready()

    @property
    def is_spent(self) -> bool:
        """Whether the next mail should have a new one."""
        return self._mails >= MAILS_A_READER

    @property
    def pid(self) -> int:
        """The process id, for logs and tests."""
        return self._process.pid

    def read(self, octets: bytes) -> Heard:
        """What stands in one mail; raises ReaderLost, and then this reader is dead."""
        self._mails += 1
        try:
            self._line.settimeout(self._patience)
            frames.send(self._line, octets)
            answer = frames.receive(self._line, most=MAX_ANSWER, seconds=self._patience)
            if answer is not None:
                return self._heard(answer)
        except (TimeoutError, BrokenLineError) as error:
            self.kill()  # who is slow by the wall's clock alone had no turn on a busy machine
            raise ReaderLost(is_guilty=isinstance(error, BrokenLineError)) from None
        except ConnectionError:
            pass
        raise ReaderLost(is_guilty=self._ended_itself())

    def _heard(self, answer: bytes) -> Heard:
        """Whoever has run out of memory says so, and leaves."""
        heard = frames.load(answer)
        if isinstance(heard, Unreadable) and heard.reason is Unread.TOO_HEAVY:
            self._mails = MAILS_A_READER
        return heard

    def _until_ready(self) -> None:
        try:
            word = frames.receive(self._line, most=len(READY), seconds=START_SECONDS)
        except (BrokenLineError, OSError):
            word = None
        if word != READY:
            self.kill()
            raise NoReaderError("a reader of mails could not be started")

    def kill(self) -> None:
        """End it now, whatever it does."""
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _ended_itself(self) -> bool:
        """Too much computing, or a fault of ours; else somebody else has killed it."""
        self._line.close()
        status = self._process.wait()
        return status not in (-signal.SIGKILL, -signal.SIGTERM)


class Readers:
    """So many readers, started when they are first needed, reused, and replaced when they die."""

    def __init__(self, most: int = 1, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._idle: LifoQueue[Reader | None] = LifoQueue()
        for _place in range(most):
            self._idle.put(None)
        self._places = most

    def read(self, octets: bytes) -> Heard:
        """What stands in one mail; of one that is too large, in its beginning."""
        return self._read(octets) if len(octets) <= MAX_OCTETS else self.read_beginning(octets)

    def read_beginning(self, octets: bytes) -> Unreadable:
        """Who wrote a mail that is too large, and the words that it begins with."""
        return words_alone(self._read(intake.beginning(octets)))

    def _read(self, octets: bytes) -> Heard:
        """One that kills its reader is not tried again, as other deaths are."""
        for _attempt in range(TRIES):
            try:
                with self.lent() as reader:
                    return reader.read(octets)
            except ReaderLost as lost:
                log.warning("a reader was lost over %d octets: %s", len(octets), lost)
                if lost.is_guilty:
                    return Unreadable(Unread.TOO_HEAVY)
        raise NoReaderError("no reader lived to read a mail")

    def close(self) -> None:
        """End all readers; waits for those that still read."""
        for _place in range(self._places):
            if reader := self._idle.get():
                reader.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def lent(self) -> Iterator[Reader]:
        """One reader for a while; others wait if all are lent, and get a new one if it was lost."""
        reader, kept = self._idle.get(), None
        try:
            reader = reader or Reader(patience=self._patience)
            yield reader
            kept = None if reader.is_spent else reader
        finally:
            if reader and kept is None:
                reader.kill()
            self._idle.put(kept)


class Reception:
    """Where every mail from outside is received, whichever way it came."""

    def __init__(self, office: Office, readers: Readers, *, authserv: str = "") -> None:
        self.office = office
        self.readers = readers
        self.authserv = authserv

    def receive(self, octets: bytes, *, recipient: str = "") -> str:
        """The recorded outcome; for a mail that had come before, that of the first time."""
        return self.take(octets, recipient=recipient).outcome

    def take(self, octets: bytes, *, recipient: str = "") -> Receipt:
        """Read with no transaction open, then apply and record in one."""
        return self.record([self.read(octets, recipient=recipient)])[0]

    def read(self, octets: bytes, *, recipient: str = "") -> Arrived:
        """A mail as it is understood; nothing is recorded yet, and no transaction is open."""
        return Arrived(octets, self.readers.read(octets), recipient, self.authserv)

    def read_beginning(self, octets: bytes) -> Arrived:
        """A mail that is too large, of which no more was fetched."""
        heard = self.readers.read_beginning(octets)
        return Arrived(inbound.head_of(octets), heard, authserv=self.authserv)

    def record(self, arrived: Sequence[Arrived]) -> list[Receipt]:
        """In their order; yeses in a row are saved at once, and what cannot be is saved one by one."""
        receipts: list[Receipt] = []
        while rest := arrived[len(receipts) :]:
            try:
                receipts += self._begin(rest)
            except DBAPIError:
                if len(rest) == 1:
                    raise
                receipts += self._begin(rest[:1])
        return receipts

    def _begin(self, arrived: Sequence[Arrived]) -> list[Receipt]:
        """One transaction: the yeses that come first, or else the first mail."""
        with self.office.change() as db:
            now = self.office.clock.now()
            return yeses.take(db, arrived, now=now) or [replies.take(db, arrived[0], now=now)]

    def set_aside(self, head: bytes, *, place: str, why: Unread) -> str:
        """Record a mail of which only the head was looked at; the place names it if the head does not."""
        with self.office.change() as db:
            return inbound.set_aside(db, head, place=place, why=why, now=self.office.clock.now())


def _environment() -> dict[str, str]:
    """The child finds this package wherever the parent was started, and knows no password of ours."""
    home = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    kept = {name: value for name in KEPT if (value := os.environ.get(name))}
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1"}
