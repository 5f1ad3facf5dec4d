"""Mails that have left by the journal, held against the rows: nobody gets a second, different mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal, Self
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain.refusals import Conflict
from models.errands import Halt
from models.events import Stream
from models.languages import _
from models.mails import Mail
from models.record import Record
from models.states import MailState

IN_FLIGHT = 20  # mails that may have left while we died before marking them: more means an older database


class Departure(Record):
    """One mail that has left; fingerprints only."""

    type: Literal["sent"] = "sent"
    message_id: str
    occasion: str
    recipient: str
    kind: str
    octets: str
    at: datetime
    lane: str = ""  # none in old lines: any


class Settled(Record):
    """All above is settled; what is `lost` is of a past that the rows have lost, some with its lane."""

    type: Literal["settled"] = "settled"
    lost: tuple[str, ...]
    at: datetime
    gone: tuple[str, ...] = ()


class Spent(Record):
    """A lost mail that has kept one like it waiting for HR's word: it keeps no second one."""

    type: Literal["spent"] = "spent"
    message_id: str
    at: datetime


Line = Departure | Settled | Spent


@dataclass(frozen=True)
class Departures:
    """`open_` have left since anything was last settled."""

    by_occasion: dict[str, Departure]
    lost: dict[str, Departure]  # by Message-ID, each until it is spent; of no lane where that is gone too
    open_: tuple[Departure, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        sent: dict[str, Departure] = {}
        lost, open_ = dict[str, Departure](), list[Departure]()
        for line in lines:
            if isinstance(line, Settled):
                lost |= {each: _lost(sent[each], line) for each in line.lost if each in sent}
                open_ = []
            elif isinstance(line, Spent):
                lost.pop(line.message_id, None)
            else:
                sent[line.message_id] = line
                open_.append(line)
        return cls({each.occasion: each for each in sent.values()}, lost, tuple(open_))

    def contradicts(self, mail: Departure) -> bool:
        """Whether somebody has had another mail on this occasion, or one like it that the rows have lost."""
        known = self.by_occasion.get(mail.occasion)
        if known is not None:
            return known.octets != mail.octets
        return self.lost_like(mail) is not None

    def lost_like(self, mail: Departure) -> Departure | None:
        """One that the rows have lost, of the same kind to the same reader: of the same case, if there is."""
        alike = (mail.recipient, mail.kind)
        found = [each for each in self.lost.values() if (each.recipient, each.kind) == alike]
        in_order = (each for lane in (mail.lane, "") for each in found if each.lane == lane)
        return next(in_order, None)


def _lost(mail: Departure, settled: Settled) -> Departure:
    """What was lost with its whole case is begun again under another id."""
    return mail.model_copy(update={"lane": ""}) if mail.lane in settled.gone else mail


@dataclass(frozen=True)
class Gap:
    """What the journal knows and the rows do not; ids of mails, or Message-IDs where no row is left."""

    unmarked: tuple[UUID, ...] = ()  # the rows would send them again
    contested: tuple[UUID, ...] = ()  # the rows would send something else on the same occasion
    unknown: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()  # lanes of those that are unknown, of which no row is left either

    @property
    def is_older(self) -> bool:
        """Whether the database is older than the journal, rather than we having died between two lines."""
        return bool(self.unknown or self.contested or len(self.unmarked) > IN_FLIGHT)


def departure(mail: Mail, *, at: datetime) -> Departure:
    return Departure(
        message_id=mail.message_id,
        occasion=fingerprint(mail.key),
        recipient=fingerprint(mail.recipient.lower()),
        kind=mail.kind,
        octets=sha256(mail.octets).hexdigest(),
        at=at,
        lane=fingerprint(mail.lane),
    )


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def gap(db: Session, departures: Departures) -> Gap:
    """Hold every departure that is not settled against the rows."""
    rows = list(db.execute(select(Mail.id, Mail.message_id, Mail.key, Mail.state)))
    by_message = {row.message_id: row for row in rows}
    by_occasion = {fingerprint(row.key): row for row in rows}
    unmarked, contested, unknown = list[UUID](), list[UUID](), list[Departure]()
    for each in departures.open_:
        same, other = by_message.get(each.message_id), by_occasion.get(each.occasion)
        if same is not None:
            if same.state is MailState.QUEUED:
                unmarked.append(same.id)
        elif other is None:
            unknown.append(each)
        elif other.state is MailState.QUEUED:
            contested.append(other.id)
    names = tuple(each.message_id for each in unknown)
    return Gap(tuple(unmarked), tuple(contested), names, _gone(db, unknown))


def _gone(db: Session, unknown: Iterable[Departure]) -> tuple[str, ...]:
    known = {fingerprint(each) for each in db.scalars(select(Stream.id))}
    return tuple(sorted({each.lane for each in unknown if each.lane} - known))


def mark(db: Session, found: Gap, *, now: datetime) -> None:
    """What has left counts as sent; what would contradict it waits for HR's word."""
    for mail_id in found.unmarked:
        mail = db.get_one(Mail, mail_id, with_for_update=True)
        if mail.state is MailState.QUEUED:
            mail.state, mail.sent_at, mail.trouble, mail.next_try_at = MailState.SENT, now, None, None
            if mail.round_id is None:
                mail.octets = b""
    for mail_id in found.contested:
        contest(db, mail_id)
    db.flush()


def contest(db: Session, mail_id: UUID) -> None:
    mail = db.get_one(Mail, mail_id, with_for_update=True)
    if mail.state is MailState.QUEUED and not mail.is_decided:
        mail.state = MailState.CONTESTED


def contested(db: Session) -> list[Mail]:
    """Mails that wait for HR's word, with their octets."""
    found = select(Mail).where(Mail.state == MailState.CONTESTED).order_by(Mail.lane, Mail.number)
    return list(db.scalars(found.options(undefer(Mail.octets))))


def decide(db: Session, mail_id: UUID, *, sends: bool) -> None:
    """HR's word on a mail whose reader has had another one: send it too, or leave it."""
    mail = db.get_one(Mail, mail_id, with_for_update=True)
    if mail.state is not MailState.CONTESTED:
        raise Conflict(_("Nothing is to be decided about this mail."))
    mail.is_decided = True
    mail.state = MailState.QUEUED if sends else MailState.OVERTAKEN
    db.flush()


def halt(db: Session, found: Gap, *, now: datetime) -> None:
    """Let no mail leave before `vaihto reconcile --mend`."""
    if db.get(Halt, 1) is None:
        unknown = len(found.unknown) + len(found.contested)
        db.add(Halt(id=1, since=now, unknown=unknown, unmarked=len(found.unmarked)))


def go_on(db: Session) -> None:
    if halted := db.get(Halt, 1):
        db.delete(halted)


def is_halted(db: Session) -> bool:
    return db.get(Halt, 1) is not None
