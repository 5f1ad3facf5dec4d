"""The one loop by which mails leave: each lane in order, at least once, always the same octets."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, undefer

from invites.post import Deferred, Door, Refused, Unavailable
from models import streams
from models.events import Stream
from models.mails import Mail
from models.states import MailState
from workers.office import Office

log = logging.getLogger("vaihto.delivery")
LEASE = timedelta(seconds=60)
LANES_AT_ONCE = 50
MAILS_A_LANE = 20
LOOK_SECONDS = 0.25
PAUSE_SECONDS = 5.0
Leases = dict[str, datetime]  # lane to its end


@dataclass(frozen=True)
class Letter:
    """One queued mail as the door needs it."""

    id: UUID
    key: str
    sender: str
    recipient: str
    octets: bytes


class Delivery:
    """Claims lanes, hands their mails to the door one by one, and marks what has safely left."""

    def __init__(self, office: Office, door: Door, *, lease: timedelta = LEASE) -> None:
        self.office = office
        self.door = door
        self.lease = lease
        self.stopping = threading.Event()

    def run(self) -> None:
        """Deliver until told to stop; an unreachable mail server is tried again after a pause."""
        while not self.stopping.is_set():
            try:
                if not self.deliver():
                    self.office.mails.wait(LOOK_SECONDS)
            except (Unavailable, SQLAlchemyError, OSError) as trouble:
                log.warning("mails wait: %s; trying again", type(trouble).__name__)
                self.stopping.wait(PAUSE_SECONDS)

    def stop(self) -> None:
        self.stopping.set()
        self.office.mails.ring()

    def deliver(self) -> int:
        """One pass over the lanes that have mail; the number of mails that left or were refused."""
        held = self._claim()
        done = 0
        try:
            for lane in tuple(held):
                try:
                    done += self._deliver_lane(lane, held)
                except Deferred:
                    # The lane keeps its lease: it rests until that runs out, and the others go on.
                    held.pop(lane, None)
        finally:
            if held:
                self._give_back(held)
        return done

    def _claim(self) -> Leases:
        """Lanes that are ours until a moment on the wall's clock; the moment tells whose they are."""
        wall = datetime.now(UTC)
        with self.office.database.look() as db:
            if db.scalar(_with_mail(wall).limit(1)) is None:
                return {}
        with self.office.database.change() as db:
            found = _with_mail(wall).order_by(Stream.id).limit(LANES_AT_ONCE)
            claimed = list(db.scalars(found.with_for_update(skip_locked=True)))
            for stream in claimed:
                stream.mails_leased_until = wall + self.lease
            return {stream.id: wall + self.lease for stream in claimed}

    def _deliver_lane(self, lane: str, held: Leases) -> int:
        with self.office.database.look() as db:
            letters = _queued(db, lane)
        sent: list[UUID] = []
        deferred: list[UUID] = []
        try:
            for letter in letters:
                if self.stopping.is_set() or not self._is_still_ours(lane, held):
                    break
                try:
                    if self._send(letter):
                        sent.append(letter.id)
                except Deferred:
                    deferred.append(letter.id)
                    if lane.startswith(streams.EXCHANGE):
                        break
        finally:
            self._mark(sent, deferred)
        if deferred:
            raise Deferred(f"{len(deferred)} of {len(letters)}")
        return len(letters)

    def _is_still_ours(self, lane: str, held: Leases) -> bool:
        """A lease that is half over is made longer; one that somebody else has taken over is let go."""
        wall = datetime.now(UTC)
        if lane in held and held[lane] - wall < self.lease / 2:
            mine = (Stream.id == lane) & (Stream.mails_leased_until == held.pop(lane))
            longer = update(Stream).where(mine).values(mails_leased_until=wall + self.lease)
            with self.office.database.change() as db:
                if db.scalar(longer.returning(Stream.id)):
                    held[lane] = wall + self.lease
        return lane in held

    def _send(self, letter: Letter) -> bool:
        try:
            self.door.send(key=letter.key, sender=letter.sender, to=letter.recipient, octets=letter.octets)
        except Refused as refused:
            log.warning("mail %s was refused for good with %s", letter.id, refused.code)
            with self.office.change() as db:
                mail = db.get_one(Mail, letter.id)
                mail.state, mail.refusal = MailState.REFUSED, str(refused.code)
            return False
        return True

    def _mark(self, sent: Sequence[UUID], deferred: Sequence[UUID]) -> None:
        if not sent and not deferred:
            return
        now = self.office.clock.now()
        with self.office.database.change() as db:
            for mail in db.scalars(select(Mail).where(Mail.id.in_((*sent, *deferred))).order_by(Mail.id)):
                mail.attempts += 1
                if mail.id in sent:
                    mail.state, mail.sent_at = MailState.SENT, now

    def _give_back(self, held: Leases) -> None:
        """Each in a transaction of its own: verbs lock streams in an order of theirs."""
        for lane, until in held.items():
            mine = (Stream.id == lane) & (Stream.mails_leased_until == until)
            with self.office.database.change() as db:
                db.execute(update(Stream).where(mine).values(mails_leased_until=None))


def _with_mail(wall: datetime) -> Select[Stream]:
    waiting = exists().where(Mail.lane == Stream.id, Mail.state == MailState.QUEUED)
    is_free = Stream.mails_leased_until.is_(None) | (Stream.mails_leased_until < wall)
    return select(Stream).where(waiting, is_free)


def _queued(db: Session, lane: str) -> list[Letter]:
    found = select(Mail).where(Mail.lane == lane, Mail.state == MailState.QUEUED)
    # In an exchange's lane nothing overtakes; in a round's lane what was deferred lets the others pass.
    order = (Mail.number,) if lane.startswith(streams.EXCHANGE) else (Mail.attempts, Mail.number)
    found = found.order_by(*order).limit(MAILS_A_LANE).options(undefer(Mail.octets))
    return [
        Letter(
            id=mail.id,
            key=mail.message_id.split("@")[0],
            sender=mail.sender,
            recipient=mail.recipient,
            octets=mail.octets,
        )
        for mail in db.scalars(found)
    ]
