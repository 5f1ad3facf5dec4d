"""The one loop by which mails come in over IMAP: each is received, then moved, whatever crashes between."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from enum import StrEnum

from sqlalchemy.exc import InterfaceError, OperationalError

from domain.arrivals import Arrived
from invites.intake import MAX_BEGINNING, MAX_OCTETS, Unread
from workers.imap_folder import Folder, NotThis, Waiting
from workers.imap_line import Away, Trouble
from workers.mailbox_lease import Lease, Logbook
from workers.readers import NoReaderError, Reception
from workers.shelves import Shelf, shelf_of

log = logging.getLogger("vaihto.mailbox")
IDLE_SECONDS = 5 * 60.0  # servers hang up after half an hour (RFC 2177), and some forget to tell of news
TRIES = 4
AT_ONCE = 20  # mails that are recorded together, where they are plain answers
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
OUTAGES = (OperationalError, InterfaceError, NoReaderError)
AFTER_A_NO = 60.0  # a wrong password tried every second locks the account


class Stays(StrEnum):
    """Where a mail is that we could not fetch."""

    IN_THE_INBOX = "refused"
    NOWHERE = "gone"  # somebody has taken it away before we could


Fetched = Arrived | str | Stays  # as read, or the outcome if it is recorded already


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
            for run in _runs(found, [tried.get(folder.place(each), 0) for each in found]):
                if not self._goes_on():
                    return
                seen.update(each.uid for each in run)
                self._take(folder, run)
        self.logbook.all_read()

    def _take(self, folder: Folder, run: Sequence[Waiting]) -> None:
        """Record what becomes of these mails, then move them: none that is not recorded."""
        places = {each.uid: folder.place(each) for each in run}
        tries = self.logbook.begin(places.values(), excused=self._excused)
        ended: list[str] = []
        try:
            fetched = self._fetched(folder, run, tries)
            ended += [place for uid, place in places.items() if uid not in fetched]
            for uid, outcome in self._recorded(fetched).items():
                if self._is_moved(folder, uid, outcome, place=places[uid]):
                    ended.append(places[uid])
        except (*OUTAGES, Away):
            self._excused.update(set(places.values()).difference(ended))
            raise
        finally:
            self.logbook.end(ended)

    def _fetched(
        self, folder: Folder, run: Sequence[Waiting], tries: Mapping[str, int]
    ) -> dict[str, Fetched]:
        """By uid, read but not yet recorded; those before which we were stopped are not among them."""
        found: dict[str, Fetched] = {}
        for mail in run:
            if found and not self._goes_on():
                break
            place = folder.place(mail)
            try:
                found[mail.uid] = self._fetch(folder, mail, place=place, tries=tries[place])
            except NotThis as no:
                found[mail.uid] = Stays.IN_THE_INBOX
                _log_refused(place, no)
        return found

    def _fetch(self, folder: Folder, mail: Waiting, *, place: str, tries: int) -> Fetched:
        if tries > TRIES:
            return self.reception.set_aside(_head(folder, mail), place=place, why=Unread.SET_ASIDE)
        most = MAX_OCTETS if mail.size <= MAX_OCTETS else MAX_BEGINNING
        octets = folder.octets(mail.uid, most=most)
        if octets is None:
            return Stays.NOWHERE
        return self.reception.read(octets) if len(octets) <= most else self.reception.read_beginning(octets)

    def _recorded(self, fetched: Mapping[str, Fetched]) -> dict[str, str | Stays]:
        """What became of each, by uid."""
        arrived = {uid: each for uid, each in fetched.items() if isinstance(each, Arrived)}
        receipts = dict(zip(arrived, self.reception.record([*arrived.values()]), strict=True))
        return {
            uid: receipts[uid].outcome if isinstance(each, Arrived) else each for uid, each in fetched.items()
        }

    def _is_moved(self, folder: Folder, uid: str, outcome: str | Stays, *, place: str) -> bool:
        """Whether there is nothing more to do about it."""
        if outcome is Stays.IN_THE_INBOX:
            return False
        try:
            if not isinstance(outcome, Stays):
                folder.move(uid, self.shelves[shelf_of(outcome)])
        except NotThis as no:
            _log_refused(place, no)
            return False
        log.info("mail %s: %s", place, outcome)
        return True

    def _goes_on(self) -> bool:
        return not self.stopping.is_set() and self.lease.holds()

    def _longer_pause(self) -> float:
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause


def _runs(found: Sequence[Waiting], tried: Sequence[int]) -> Iterator[Sequence[Waiting]]:
    """New mails together, as they came; then one by one what has been begun with before."""
    new = [mail for mail, tries in zip(found, tried, strict=True) if not tries]
    for begin in range(0, len(new), AT_ONCE):
        yield new[begin : begin + AT_ONCE]
    again = [(tries, mail) for mail, tries in zip(found, tried, strict=True) if tries]
    for _tries, mail in sorted(again, key=lambda each: each[0]):
        yield [mail]


def _log_refused(place: str, no: NotThis) -> None:
    log.warning("mail %s stays where it is: the server refuses to %s it", place, no)


def _head(folder: Folder, mail: Waiting) -> bytes:
    """What can be had of a mail that was too much for us; of some the server itself gives nothing."""
    try:
        return folder.head(mail.uid) or b""
    except NotThis:
        return b""
