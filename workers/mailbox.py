"""The one loop by which mails come in over IMAP: each is received, then moved, whatever crashes between."""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import closing

from sqlalchemy.exc import InterfaceError, OperationalError

from invites.intake import MAX_BEGINNING, MAX_OCTETS, Unread
from workers.imap_folder import Folder, NotThis, Waiting
from workers.imap_line import Away, Trouble
from workers.mailbox_lease import Lease, Logbook
from workers.readers import NoReaderError, Reception
from workers.shelves import Shelf, shelf_of

log = logging.getLogger("vaihto.mailbox")
IDLE_SECONDS = 5 * 60.0  # servers hang up after half an hour (RFC 2177), and some forget to tell of news
TRIES = 4
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
OUTAGES = (OperationalError, InterfaceError, NoReaderError)
AFTER_A_NO = 60.0  # a wrong password tried every second locks the account


class MailboxReader:
    """Takes what lies in the folder, oldest first, and waits for more."""

    def __init__(
        self,
        lease: Lease,
        reception: Reception,
        *,
        opening: Callable[[], Folder],
        shelves: Mapping[Shelf, str],
    ) -> None:
        self.lease = lease
        self.reception = reception
        self.opening = opening
        self.shelves = shelves
        self.logbook = Logbook(lease.database, lease.name)
        self.stopping = threading.Event()
        self._excused: set[str] = set()  # mails whose last try ended for no fault of theirs
        self._pause = FIRST_PAUSE

    def run(self) -> None:
        """Read until told to stop; a mailbox or database that is away is tried again after a pause."""
        while not self.stopping.is_set():
            try:
                if self.lease.holds():
                    self._sit()
                else:
                    self.stopping.wait(self.lease.length.total_seconds() / 4)
            except OUTAGES as trouble:
                log.warning("the mailbox waits: %s", type(trouble).__name__)
                self.stopping.wait(self._longer_pause())
        self.lease.give_back()

    def stop(self) -> None:
        self.stopping.set()

    def _sit(self) -> None:
        """One sitting: as long as the line lasts."""
        try:
            with closing(self.opening()) as folder:
                for name in self.shelves.values():
                    folder.make(name)
                while self._goes_on():
                    self.empty(folder)
                    self._pause = FIRST_PAUSE
                    folder.wait(IDLE_SECONDS, ends=lambda: not self._goes_on())
        except Away as away:
            log.warning("the mailbox cannot be read: %s; trying again", away.trouble.value)
            self.logbook.trouble(away.trouble)
            least = FIRST_PAUSE if away.trouble is Trouble.UNREACHABLE else AFTER_A_NO
            self.stopping.wait(max(least, self._longer_pause()))

    def empty(self, folder: Folder) -> None:
        """Take all that lies there, each once; what has been begun with before comes last."""
        seen: set[str] = set()
        while self._goes_on() and (found := folder.waiting(besides=seen)):
            tried = self.logbook.tried()
            for mail in sorted(found, key=lambda each: tried.get(folder.place(each), 0)):
                if not self._goes_on():
                    return
                seen.add(mail.uid)
                self._take(folder, mail)
        self.logbook.all_read()

    def _take(self, folder: Folder, mail: Waiting) -> None:
        place = folder.place(mail)
        tries = self.logbook.begin(place, is_excused=place in self._excused)
        try:
            outcome = self._outcome(folder, mail, tries)
            if outcome is not None:
                folder.move(mail.uid, self.shelves[shelf_of(outcome)])
        except (*OUTAGES, Away):
            self._excused.add(place)
            raise
        except NotThis as no:
            log.warning("mail %s stays where it is: the server refuses to %s it", place, no)
            return
        self.logbook.end(place)
        log.info("mail %s: %s", place, outcome or "gone")

    def _outcome(self, folder: Folder, mail: Waiting, tries: int) -> str | None:
        """What was recorded; None if somebody has taken the mail away before we could."""
        place = folder.place(mail)
        if tries > TRIES:
            return self.reception.set_aside(_head(folder, mail), place=place, why=Unread.SET_ASIDE)
        most = MAX_OCTETS if mail.size <= MAX_OCTETS else MAX_BEGINNING
        octets = folder.octets(mail.uid, most=most)
        if octets is None:
            return None
        if len(octets) > most:
            return self.reception.receive_beginning(octets)
        return self.reception.receive(octets)

    def _goes_on(self) -> bool:
        return not self.stopping.is_set() and self.lease.holds()

    def _longer_pause(self) -> float:
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause


def _head(folder: Folder, mail: Waiting) -> bytes:
    """What can be had of a mail that was too much for us; of some the server itself gives nothing."""
    try:
        return folder.head(mail.uid) or b""
    except NotThis:
        return b""
