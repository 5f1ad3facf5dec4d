"""Which lanes have a mail that may leave, and which mails these are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased, undefer

from domain.access import login_links
from domain.departures import Departure, departure
from invites.verp import sender_for
from models import streams
from models.events import Stream
from models.mails import Mail
from models.states import MailState, Urgency

MAILS_A_LANE = 20
KEPT_IN_ORDER = (streams.EXCHANGE, streams.WORKSHOP)


@dataclass(frozen=True)
class Moment:
    """Now, by the office's clock, and by the wall's, on which leases and second attempts run."""

    now: datetime
    wall: datetime


@dataclass(frozen=True)
class Letter:
    """One queued mail as the door needs it."""

    id: UUID
    key: str
    sender: str
    recipient: str
    octets: bytes
    attempts: int
    departure: Departure
    person_id: UUID | None = None
    is_decided: bool = False  # HR sends it, whatever its reader has had
    lets_in: bool = False  # what it says is not kept
    is_over: bool = False  # nobody could use what it says any more

    @property
    def whom(self) -> frozenset[str]:
        """Names of its reader: a person keeps their place in the order under a new address too."""
        return frozenset({self.recipient, str(self.person_id or self.recipient)})

    @property
    def domain(self) -> str:
        return domain_of(self.recipient)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def keeps_order(lane: str) -> bool:
    """Where no mail overtakes another to the same person: of exchanges and workshops, not of rounds."""
    return lane.startswith(KEPT_IN_ORDER)


def with_mail(at: Moment) -> Select[Stream]:
    """Free lanes in which something may leave, or has not been weighed yet."""
    waiting = exists().where(Mail.lane == Stream.id, _is_due(Mail, at), ~_rests(Mail, at), ~_is_behind(at))
    is_free = Stream.mails_leased_until.is_(None) | (Stream.mails_leased_until < at.wall)
    return select(Stream).where(waiting, is_free)


def letters(db: Session, lane: str, at: Moment, *, full: Collection[str]) -> list[Letter]:
    """The next mails of a lane in their order; none to the domains that are `full` for the moment."""
    found = select(Mail).where(Mail.lane == lane, _may_leave(Mail, at), ~_rests(Mail, at))
    if keeps_order(lane):
        found = found.where(~_is_behind(at)).order_by(Mail.number)
    else:
        found = found.where(*(~Mail.recipient.iendswith(f"@{each}") for each in full))
        found = found.order_by(Mail.attempts, Mail.number)
    return [_letter(mail, at) for mail in db.scalars(found.options(undefer(Mail.octets)).limit(MAILS_A_LANE))]


def _is_behind(at: Moment) -> ColumnElement[bool]:
    """In such a lane: an earlier mail to the same person rests after a "not now"."""
    earlier = aliased(Mail)
    same_person = (earlier.recipient == Mail.recipient) | (earlier.person_id == Mail.person_id)
    resting = exists().where(
        earlier.lane == Mail.lane,
        earlier.number < Mail.number,
        same_person,
        _rests(earlier, at),
        _may_leave(earlier, at),
    )
    return or_(*(Mail.lane.startswith(each) for each in KEPT_IN_ORDER)) & resting


def _is_due(mail: type[Mail], at: Moment) -> ColumnElement[bool]:
    is_past = mail.held_until.is_(None) | (mail.held_until <= at.now)
    return (mail.state == MailState.QUEUED) & mail.waits_for_digest.is_(False) & is_past


def _may_leave(mail: type[Mail], at: Moment) -> ColumnElement[bool]:
    is_weighed = (mail.urgency == Urgency.AT_ONCE) | mail.held_until.is_not(None)
    return _is_due(mail, at) & is_weighed


def _rests(mail: type[Mail], at: Moment) -> ColumnElement[bool]:
    """Said with a value of its own for none, so that its opposite is true where there is none."""
    return mail.next_try_at.is_not(None) & (mail.next_try_at > at.wall)


def _letter(mail: Mail, at: Moment) -> Letter:
    return Letter(
        id=mail.id,
        key=mail.message_id.split("@")[0],
        sender=sender_for(mail.id, mail.sender),
        recipient=mail.recipient,
        octets=mail.octets,
        attempts=mail.attempts,
        departure=departure(mail, at=at.wall),
        person_id=mail.person_id,
        is_decided=mail.is_decided,
        lets_in=mail.round_id is None,
        is_over=mail.round_id is None and at.now - mail.queued_at >= login_links.LIVES,
    )
