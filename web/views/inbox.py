"""The mails that have reached us, and how the reading of each one ended."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from models.invites import InboundMail, Reply
from models.mailboxes import Mailbox
from models.people import Person
from models.record import Record
from models.states import Answer
from web.views.headings import head, heading
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading


class ReplyLine(Record):
    """What the mail said about one invite: whose word it is and what it was."""

    person: str | None
    answer: Answer | None


class InboundRow(Record):
    id: UUID
    received_at: datetime
    sender: str
    subject: str
    outcome: str
    replies: tuple[ReplyLine, ...]


class InboxView(Record):
    paging: Paging
    rows: tuple[InboundRow, ...]
    troubled_since: datetime | None  # if the mailbox that answers come to cannot be read


def look(seen: Reading, *, page: int) -> InboxView | None:
    """None where there is no such page."""
    paging = Paging(page=page, rows=seen.db.scalar(select(func.count(InboundMail.id))) or 0)
    if paging.is_beyond:
        return None
    found = seen.db.execute(
        select(InboundMail, head(InboundMail.octets))
        .order_by(InboundMail.received_at.desc(), InboundMail.id)
        .offset(paging.offset)
        .limit(PER_PAGE)
    ).all()
    replies = _replies(seen, [mail.id for mail, _ in found])
    rows = tuple(_row(mail, octets, replies) for mail, octets in found)
    troubled_since = seen.db.scalar(select(func.min(Mailbox.troubled_since)))
    return InboxView(paging=paging, rows=rows, troubled_since=troubled_since)


def _replies(seen: Reading, mail_ids: Collection[UUID]) -> dict[UUID, list[ReplyLine]]:
    found = select(Reply.inbound_mail_id, Person.name, Reply.answer)
    found = found.outerjoin(Person, Person.id == Reply.person_id).order_by(Reply.stamp, Reply.id)
    lines: dict[UUID, list[ReplyLine]] = defaultdict(list)
    for mail_id, person, answer in seen.db.execute(found.where(Reply.inbound_mail_id.in_(mail_ids))):
        lines[mail_id].append(ReplyLine(person=person, answer=answer))
    return lines


def _row(mail: InboundMail, octets: bytes, replies: dict[UUID, list[ReplyLine]]) -> InboundRow:
    said = heading(octets)
    return InboundRow(
        id=mail.id,
        received_at=mail.received_at,
        sender=said.sender,
        subject=said.subject,
        outcome=mail.outcome,
        replies=tuple(replies.get(mail.id, ())),
    )
