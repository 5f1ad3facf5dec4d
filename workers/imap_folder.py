"""One folder of a mailbox: what lies in it, its octets, and where each mail is moved."""

import imaplib
import re
import time
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import dataclass

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError
from imap_tools.utils import encode_folder

from workers.imap_line import Account, Away, Trouble, signed_in, talking

AT_ONCE = 100
MOST_OF_HEAD = 64_000
SLICE_SECONDS = 1.0
POLL_SECONDS = 60.0
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
UID = re.compile(rb"UID (\d+)")
PERSONAL = re.compile(r'^\(\("((?:[^"\\]|\\.)*)" (?:"\\?(.)"|NIL)')


PASSING = re.compile(rb"\[(?:UNAVAILABLE|INUSE)\]", re.IGNORECASE)  # RFC 5530


class NotThis(Exception):
    """The server says no to one mail; the others may pass."""


@dataclass(frozen=True)
class Waiting:
    """A mail in the folder; the size is what the server says, and some servers guess."""

    uid: str
    size: int


class Folder:
    """An open folder; every method may raise Away, and those about one mail NotThis."""

    def __init__(self, box: BaseMailBox, name: str) -> None:
        self._box = box
        with talking(refused=Trouble.FOLDER):
            self._can = _abilities(box)
            self._prefix, self._between = _naming(box, self._can)
            box.folder.set(name)
            self.validity = (box.client.response("UIDVALIDITY")[1][0] or b"0").decode("ascii")
        if "MOVE" not in self._can:
            raise Away(Trouble.NO_MOVE)

    def waiting(self, *, besides: Set[str]) -> list[Waiting]:
        """The oldest mails that lie here, a hundred at most."""
        with talking(refused=Trouble.FOLDER):
            self._box.client.noop()
            uids = [uid for uid in self._box.uids("UNDELETED", charset=None) if uid not in besides]
            if not uids:
                return []
            _answer, lines = self._box.client.uid("FETCH", ",".join(uids[:AT_ONCE]), "(UID RFC822.SIZE)")
        found = [_waiting(line) for line in lines if isinstance(line, bytes)]
        return sorted((each for each in found if each), key=lambda each: int(each.uid))

    def place(self, mail: Waiting) -> str:
        """A name that no other mail of this folder ever has."""
        return f"{self.validity}.{mail.uid}"

    def octets(self, uid: str, *, most: int) -> bytes | None:
        """The mail as it came, at most one octet more than asked; None if it has gone meanwhile."""
        return self._part(uid, f"BODY.PEEK[]<0.{most + 1}>")

    def head(self, uid: str) -> bytes | None:
        return self._part(uid, f"BODY.PEEK[HEADER]<0.{MOST_OF_HEAD}>")

    def make(self, name: str) -> None:
        """A folder to move to, if there is none yet, where people's mail programs show it."""
        full = self._full(name)
        with talking(refused=Trouble.FOLDER):
            if not self._box.folder.exists(full):
                self._box.folder.create(full)
                self._box.folder.subscribe(full, value=True)

    def move(self, uid: str, name: str) -> None:
        self._ask("MOVE", uid, encode_folder(self._full(name)).decode("ascii"))

    def wait(self, seconds: float, *, ends: Callable[[], bool]) -> None:
        """Until something has happened here, the time is over, or `ends` says so (asked every second)."""
        if "IDLE" not in self._can:
            deadline = time.monotonic() + min(seconds, POLL_SECONDS)
            while time.monotonic() < deadline and not ends():
                time.sleep(SLICE_SECONDS)
            return
        with talking(refused=Trouble.FOLDER):
            self._box.idle.start()
            try:
                self._listen(time.monotonic() + seconds, ends)
            finally:
                self._box.idle.stop()

    def close(self) -> None:
        """Hang up; politely, if the line still works."""
        with suppress(imaplib.IMAP4.error, ImapToolsError, OSError):
            self._box.logout()

    def _listen(self, deadline: float, ends: Callable[[], bool]) -> None:
        if self._has_spoken():
            return
        while time.monotonic() < deadline and not ends():
            began = time.monotonic()
            # Woken without a word: the line may be dead, and the end of the waiting will tell.
            if self._box.idle.poll(SLICE_SECONDS) or time.monotonic() - began < SLICE_SECONDS / 2:
                return

    def _has_spoken(self) -> bool:
        """Whether news came in one piece with the yes to our waiting: nothing else would wake us for them."""
        line = self._box.client.sock
        patience = line.gettimeout()
        line.settimeout(0)
        try:
            return bool(self._box.client.readline())
        except OSError:
            return False
        finally:
            line.settimeout(patience)

    def _part(self, uid: str, part: str) -> bytes | None:
        lines = self._ask("FETCH", uid, f"({part})")
        return next((bytes(line[1]) for line in lines if isinstance(line, tuple)), None)

    def _ask(self, *command: str) -> list[bytes | tuple[bytes, bytes] | None]:
        with talking(refused=Trouble.FOLDER):
            answer, lines = self._box.client.uid(*command)
        if answer != "OK" and PASSING.match(_told(lines)):
            raise Away(Trouble.UNREACHABLE)
        if answer != "OK":
            raise NotThis(command[0])
        return lines

    def _full(self, name: str) -> str:
        """Names are given with slashes; servers have separators and prefixes of their own."""
        own = name.replace("/", self._between)
        return own if own.startswith(self._prefix) else self._prefix + own


def opened(account: Account) -> Folder:
    """The account's folder, or Away; then nothing stays open."""
    box = signed_in(account)
    try:
        return Folder(box, account.folder)
    except Away:
        with suppress(OSError):
            box.client.shutdown()
        raise


def _abilities(box: BaseMailBox) -> frozenset[str]:
    """Asked after signing in: many servers say less before."""
    return frozenset(box.client.capability()[1][0].decode("ascii").upper().split())


def _naming(box: BaseMailBox, can: frozenset[str]) -> tuple[str, str]:
    """What our folders' names begin with, and what stands between their parts (RFC 2342)."""
    if "NAMESPACE" not in can:
        return "", next((each.delim for each in box.folder.list("", "INBOX")), "/")
    found = PERSONAL.match(box.client.namespace()[1][0].decode("ascii"))
    return (found[1], found[2] or "/") if found else ("", "/")


def _waiting(line: bytes) -> Waiting | None:
    uid, size = UID.search(line), SIZE.search(line)
    return Waiting(uid[1].decode("ascii"), int(size[1])) if uid and size else None


def _told(lines: list[bytes | tuple[bytes, bytes] | None]) -> bytes:
    """The words of a no."""
    last = lines[-1] if lines else None
    return last if isinstance(last, bytes) else b""
