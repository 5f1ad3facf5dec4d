"""Queueing mails in the transaction that causes them; composed once, sent by the delivery loop."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import letters
from domain.roles import coordinator
from domain.urgency import make_way, urgency
from invites.contexts import Letterhead
from invites.issue import Method
from invites.meetings import Attendee, Mailbox
from invites.message import Envelope, compose
from models import streams
from models.base import new_id
from models.events import Stream
from models.exchanges import Exchange
from models.languages import Language
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Urgency
from models.workshops import Workshop

GATHERING = "gathering mails"
Case = Round | Exchange | Workshop


@dataclass(frozen=True)
class Outsider:
    """Somebody without an account, whom one of a pair brings along; the address makes the id."""

    id: UUID
    name: str
    email: str
    language: Language


Addressee = Person | Outsider


def outsider(invited: Attendee) -> Outsider:
    id_ = uuid5(NAMESPACE_URL, f"mailto:{invited.address}")
    return Outsider(id_, invited.name, invited.address, invited.language)


@dataclass(frozen=True)
class CalendarPart:
    """The calendar object that a mail carries, whose it is, and the address that it speaks to."""

    octets: bytes
    address: str
    method: Method
    sequence: int
    invite_id: UUID


@dataclass(frozen=True)
class Heading:
    """What every letter of a round says about who writes."""

    round_name: str
    coordinator: Mailbox


@dataclass(frozen=True)
class Queued:
    """A mail beside the letter that it was composed from."""

    mail: Mail
    letter: Letterhead
    to: Addressee


@contextmanager
def gathering(db: Session) -> Iterator[list[Queued]]:
    """Whatever is queued meanwhile; what a savepoint took back is no longer `in db`."""
    found: list[Queued] = []
    earlier = db.info.get(GATHERING)
    db.info[GATHERING] = found
    try:
        yield found
    finally:
        db.info[GATHERING] = earlier
        if earlier is not None:
            earlier.extend(found)


def heading(db: Session, round_: Round, to: Addressee) -> Heading:
    owner = coordinator(db, round_)
    return Heading(round_.name(to.language), Mailbox(owner.email, owner.name))


def queue(
    db: Session,
    letter: Letterhead,
    *,
    key: str,
    to: Addressee,
    about: Case,
    now: datetime,
    calendar: CalendarPart | None = None,
) -> Mail | None:
    """Put one mail into its lane. The key names the occasion: the same occasion makes no second mail.

    Who has been forgotten gets none.
    """
    if isinstance(to, Person) and to.forgotten_at is not None:
        return None
    lane, round_ = _lane(db, about)
    full_key = f"{lane}:{key}:{to.id}"
    stream = db.get_one(Stream, lane, with_for_update=True)
    if db.scalar(select(Mail.id).where(Mail.key == full_key)):
        return None
    stream.last_mail_number += 1
    mail = _row(letter, to=to, about=about, now=now, calendar=calendar)
    mail.key, mail.lane, mail.number = full_key, lane, stream.last_mail_number
    mail.round_id, mail.sender = round_.id, round_.mailbox
    _compose(db, mail, letter, round_=round_, to=to, calendar=calendar)
    db.add(mail)
    db.flush()
    if mail.urgency is Urgency.AT_ONCE and not isinstance(about, Round):
        make_way(db, mail)
    if (gathered := db.info.get(GATHERING)) is not None:
        gathered.append(Queued(mail, letter, to))
    return mail


def _row(
    letter: Letterhead,
    *,
    to: Addressee,
    about: Case,
    now: datetime,
    calendar: CalendarPart | None,
) -> Mail:
    return Mail(
        kind=letter.kind,
        exchange_id=about.id if isinstance(about, Exchange) else None,
        workshop_id=about.id if isinstance(about, Workshop) else None,
        invite_id=calendar.invite_id if calendar else None,
        person_id=to.id if isinstance(to, Person) else None,
        recipient_name=None if isinstance(to, Person) else to.name,
        recipient=calendar.address if calendar else to.email,
        method=calendar.method.value if calendar else None,
        sequence=calendar.sequence if calendar else None,
        queued_at=now,
        urgency=urgency(letter, now=now),
    )


def _lane(db: Session, about: Case) -> tuple[str, Round]:
    if isinstance(about, Round):
        return streams.of_round(about.id), about
    if isinstance(about, Workshop):
        return streams.of_workshop(about.id), db.get_one(Round, about.round_id)
    return streams.of_exchange(about.id), db.get_one(Round, about.round_id)


def _compose(
    db: Session,
    mail: Mail,
    letter: Letterhead,
    *,
    round_: Round,
    to: Addressee,
    calendar: CalendarPart | None,
) -> None:
    domain = round_.mailbox.split("@")[1]
    mail.message_id = f"{new_id()}@{domain}"
    envelope = Envelope(
        message_id=mail.message_id,
        sender=Mailbox(round_.mailbox, f"{letter.coordinator.name} / Vaihto"),
        to=Mailbox(mail.recipient, to.name),
        date=mail.queued_at,
        language=to.language,
        list_id=f"{round_.reference}.{domain}",
        in_reply_to=_first_in_thread(db, mail),
        reply_to=None if calendar else letter.coordinator,
    )
    mail.octets = compose(
        envelope,
        letters.compose(db, letter, to.language, now=mail.queued_at),
        calendar=calendar.octets if calendar else None,
        method=calendar.method if calendar else None,
    )


def _first_in_thread(db: Session, mail: Mail) -> str | None:
    if mail.exchange_id is None and mail.workshop_id is None:
        return None
    mine = Mail.person_id == mail.person_id if mail.person_id else Mail.recipient == mail.recipient
    earlier = select(Mail.message_id).where(Mail.lane == mail.lane, mine)
    return db.scalar(earlier.order_by(Mail.number).limit(1))
