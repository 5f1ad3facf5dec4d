"""The one loop by which mails leave: to each person in order, at least once, always the same octets."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from domain import departures, digests, undelivered
from domain.mail_ceilings import Courtesy, weigh
from invites.post import Deferred, Door, Refused, Unavailable
from models.events import Stream
from models.mails import Mail
from models.states import MailState
from workers.journal import Book, Entry, NoBook
from workers.lanes import Letter, Moment, keeps_order, letters, with_mail
from workers.nights import KEPT, LOG_KEPT, Nights
from workers.office import Office, is_rehearsed
from workers.paces import Pace, rest

log = logging.getLogger("vaihto.delivery")
LEASE = timedelta(seconds=60)
LANES_AT_ONCE = 50
LOOK_SECONDS = 0.25
PAUSE_SECONDS, LONGEST_PAUSE = 5.0, 60.0
Leases = dict[str, datetime]  # lane to its end


@dataclass(frozen=True)
class Manner:
    """How fast mails leave, whom they may disturb when, and how long those that came are kept."""

    pace: Pace = field(default_factory=Pace)
    courtesy: Courtesy = field(default_factory=Courtesy)
    kept: timedelta = KEPT
    log_kept: timedelta = LOG_KEPT


class Delivery:
    """Claims lanes, hands their mails to the door one by one, and marks each as soon as it has left."""

    def __init__(
        self,
        office: Office,
        door: Door,
        *,
        lease: timedelta = LEASE,
        manner: Manner | None = None,
        book: Book | None = None,
    ) -> None:
        self.office = office
        self.door = door
        self.lease = lease
        self.manner = manner or Manner()
        self.nights = Nights(
            office,
            stands_still=is_rehearsed(office.database),
            kept=self.manner.kept,
            log_kept=self.manner.log_kept,
        )
        self.stopping = threading.Event()
        self.book = book or NoBook()
        self.halted = False

    def run(self) -> None:
        """Deliver until told to stop; an unreachable mail server is tried again after growing pauses."""
        pause = PAUSE_SECONDS
        while not self.stopping.is_set():
            try:
                self.nights.pass_by()
                if not self.deliver():
                    self.office.mails.wait(LOOK_SECONDS)
                pause = PAUSE_SECONDS
            except (Unavailable, SQLAlchemyError, OSError) as trouble:
                log.warning("mails wait: %s; trying again in %.0f s", type(trouble).__name__, pause)
                self.stopping.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def stop(self) -> None:
        self.stopping.set()
        self.office.mails.ring()

    def deliver(self) -> int:
        """One pass over the lanes that have mail; the number of mails that left or were refused."""
        at = Moment(self.office.clock.now(), datetime.now(UTC))
        if self._is_halted():
            return 0
        self._compose_digests(at)
        held = self._claim(at)
        try:
            return sum(self._deliver_lane(lane, held, at) for lane in tuple(held))
        finally:
            self._give_back(held)

    def _is_halted(self) -> bool:
        """Whether mails wait for `vaihto reconcile`; what it has settled is read when they go on."""
        was_halted = self.halted
        with self.office.database.look() as db:
            self.halted = departures.is_halted(db)
        if was_halted and not self.halted:
            self.book.read()
        return self.halted

    def _compose_digests(self, at: Moment) -> None:
        with self.office.database.look() as db:
            are_due = digests.are_due(db, now=at.now)
        if are_due:
            with self.office.change() as db:
                digests.compose(db, now=at.now)

    def _claim(self, at: Moment) -> Leases:
        """Lanes that are ours until a moment on the wall's clock; the moment tells whose they are."""
        with self.office.database.look() as db:
            if db.scalar(with_mail(at).limit(1)) is None:
                return {}
        with self.office.database.change() as db:
            found = with_mail(at).order_by(Stream.id).limit(LANES_AT_ONCE)
            claimed = list(db.scalars(found.with_for_update(skip_locked=True)))
            for stream in claimed:
                stream.mails_leased_until = at.wall + self.lease
            weigh(db, [stream.id for stream in claimed], courtesy=self.manner.courtesy, now=at.now)
            return {stream.id: at.wall + self.lease for stream in claimed}

    def _deliver_lane(self, lane: str, held: Leases, at: Moment) -> int:
        with self.office.database.look() as db:
            waiting = letters(db, lane, at, full=self.manner.pace.full())
        done, behind, pauses = 0, set[str](), list[float]()
        for letter in waiting:
            if self.stopping.is_set() or not self._is_still_ours(lane, held):
                break
            if keeps_order(lane) and letter.whom & behind:
                continue
            if seconds := self.manner.pace.wait(letter.domain):
                pauses.append(seconds)
            elif self._send(letter, at):
                done += 1
                continue
            behind |= letter.whom
        if pauses and keeps_order(lane) and lane in held:
            self._let_rest(lane, held, min(pauses))
        return done

    def _is_still_ours(self, lane: str, held: Leases) -> bool:
        """A lease that is half over is made longer; one that somebody else has taken over is let go."""
        wall = datetime.now(UTC)
        if lane in held and held[lane] - wall < self.lease / 2:
            self._move_lease(lane, held, wall + self.lease)
        return lane in held

    def _let_rest(self, lane: str, held: Leases, seconds: float) -> None:
        """A lane whose next mail must wait stays leased meanwhile, so that others are claimed."""
        self._move_lease(lane, held, datetime.now(UTC) + timedelta(seconds=seconds))
        held.pop(lane, None)

    def _move_lease(self, lane: str, held: Leases, until: datetime) -> None:
        mine = (Stream.id == lane) & (Stream.mails_leased_until == held.pop(lane))
        with self.office.database.change() as db:
            if db.scalar(update(Stream).where(mine).values(mails_leased_until=until).returning(Stream.id)):
                held[lane] = until

    def _send(self, letter: Letter, at: Moment) -> bool:
        """Whether the mail is done with: it has left, or was refused for good."""
        if letter.is_over:
            self._let_lie(letter)
            return True
        entry = self.book.entry(letter.departure)
        if entry is Entry.OTHER and not letter.is_decided:
            self._contest(letter)
            return True
        if entry is Entry.SAME:
            self._mark(letter, state=MailState.SENT, sent_at=at.now, next_try_at=None, trouble=None)
            return True
        self.book.expect()
        try:
            self.door.send(key=letter.key, sender=letter.sender, to=letter.recipient, octets=letter.octets)
        except Refused as refused:
            self._refuse(letter, str(refused.verdict), at)
            return True
        except Deferred as deferred:
            return self._defer(letter, deferred.trouble, at)
        self._note(letter, at)
        return True

    def _let_lie(self, letter: Letter) -> None:
        """Its link ended before it could leave: whoever still waits asks anew, as the page says."""
        log.info("mail %s does not leave: its link has ended", letter.id)
        self._mark(letter, state=MailState.OVERTAKEN, next_try_at=None, trouble=None)

    def _note(self, letter: Letter, at: Moment) -> None:
        """At once, each in its own transaction: if we are killed here this one leaves twice, no other."""
        try:
            self.book.write(letter.departure)
        finally:  # the disk may be full: it has left, and must not leave at every pass
            self.manner.pace.left(letter.domain)
            self._mark(letter, state=MailState.SENT, sent_at=at.now, next_try_at=None, trouble=None)

    def _defer(self, letter: Letter, trouble: str, at: Moment) -> bool:
        """Let it rest, longer each time; after days of this it counts as refused."""
        pause = rest(letter.attempts + 1)
        if pause is None:
            self._refuse(letter, f"{trouble} for days"[:40], at)
            return True
        log.info("mail %s rests after %s", letter.id, trouble)
        self._mark(letter, next_try_at=datetime.now(UTC) + pause, trouble=trouble[:40])
        return False

    def _contest(self, letter: Letter) -> None:
        log.warning("mail %s waits for a decision: its reader has had another one", letter.id)
        with self.office.database.change() as db:
            departures.contest(db, letter.id)
        self.book.spend(letter.departure)

    def _refuse(self, letter: Letter, status: str, at: Moment) -> None:
        log.warning("mail %s was refused for good with %s", letter.id, status)
        with self.office.change() as db:
            mail = db.scalars(select(Mail).where(Mail.id == letter.id).with_for_update()).one()
            mail.attempts += 1
            undelivered.note(db, mail, status=status, now=at.now)

    def _mark(self, letter: Letter, **values: object) -> None:
        """Unless a bounce was quicker: what was refused stays refused."""
        mine = (Mail.id == letter.id) & (Mail.state != MailState.REFUSED)
        if letter.lets_in and values.get("state") in (MailState.SENT, MailState.OVERTAKEN):
            values["octets"] = b""
        with self.office.database.change() as db:
            db.execute(update(Mail).where(mine).values(attempts=Mail.attempts + 1, **values))

    def _give_back(self, held: Leases) -> None:
        """Each in a transaction of its own: verbs lock streams in an order of theirs."""
        for lane, until in held.items():
            mine = (Stream.id == lane) & (Stream.mails_leased_until == until)
            with self.office.database.change() as db:
                db.execute(update(Stream).where(mine).values(mails_leased_until=None))
