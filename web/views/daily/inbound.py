"""One mail that came in: what was written, whose answer it seems to be, and what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.access import visibility
from domain.inbox import waits
from models.exchanges import Exchange
from models.invites import InboundMail, Invite, Reply
from models.mails import Mail
from models.people import Person
from models.record import Record
from models.states import Answer
from web.deeds.of_inbox import DEEDS, find
from web.deeds.sheets import Sheet, Tried, sheets
from web.forms import Form
from web.views.daily.parties import Written, written
from web.views.headings import head, heading
from web.views.reading import Reading


class Seems(Record):
    """Whose answer it is, and what it says; no answer where we are unsure."""

    name: str
    person_id: UUID | None
    answer: Answer | None
    exchange_id: UUID | None


class InboundView(Record):
    id: UUID
    subject: str
    sender: str
    received_at: datetime
    outcome: str
    words: str
    waits: bool
    seems: tuple[Seems, ...]
    written: Written | None
    deeds: tuple[Sheet, ...]
    tried: Tried | None


def look(seen: Reading, mail_id: UUID, *, tried: Tried | None = None) -> InboundView:
    at = find(seen, mail_id, Form({}, {}))
    octets = seen.db.scalars(select(head(InboundMail.octets)).where(InboundMail.id == mail_id)).one()
    said = heading(octets)
    return InboundView(
        id=at.mail.id,
        subject=said.subject,
        sender=said.sender,
        received_at=at.mail.received_at,
        outcome=at.mail.outcome,
        words=at.mail.words,
        waits=waits(at.mail),
        seems=_seems(seen, at.mail),
        written=written(seen, at.mail),
        deeds=sheets(DEEDS, at, tried),
        tried=tried,
    )


def _seems(seen: Reading, mail: InboundMail) -> tuple[Seems, ...]:
    found = (
        select(Reply, Person, Invite.exchange_id)
        .join(Person, Person.id == Reply.person_id)
        .outerjoin(Invite, Invite.id == Reply.invite_id)
        .where(Reply.inbound_mail_id == mail.id)
        .order_by(Reply.recurrence_at, Reply.id)
    )
    about = seen.db.scalar(select(Mail.exchange_id).where(Mail.id == mail.mail_id)) if mail.mail_id else None
    return tuple(
        Seems(
            name=person.name,
            person_id=_visible(seen, person),
            answer=reply.answer,
            exchange_id=_steered(seen, exchange_id or about),
        )
        for reply, person, exchange_id in seen.db.execute(found)
    )


def _visible(seen: Reading, person: Person) -> UUID | None:
    return seen.db.scalar(select(Person.id).where(Person.id == person.id, visibility.people(seen.actor)))


def _steered(seen: Reading, exchange_id: UUID | None) -> UUID | None:
    steered = visibility.steers(seen.actor, Exchange.round_id)
    return seen.db.scalar(select(Exchange.id).where(Exchange.id == exchange_id, steered))
