"""The mails that have reached us, and how the reading of each one ended."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from domain.access import visibility
from domain.inbox import WAITING, waits
from models.invites import InboundMail, Reply
from models.mailboxes import Mailbox
from models.people import Person
from models.record import Record
from models.states import Answer
from web.views.headings import head, heading
from web.views.paging import PER_PAGE, Narrowed, Paging
from web.views.reading import Reading

IS_WAITING = and_(InboundMail.recorded_at.is_(None), InboundMail.outcome.in_(WAITING))


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
    waits: bool
    is_cleared: bool  # it is settled, and its words are not kept any more
    replies: tuple[ReplyLine, ...]


class OutcomeCount(Record):
    outcome: str
    number: int


class Choice(Narrowed):
    """`waits`: only those that wait for a human."""

    outcome: str = ""
    waits: bool = False


class InboxView(Record):
    chosen: Choice
    waiting: int
    outcomes: tuple[OutcomeCount, ...]
    paging: Paging
    rows: tuple[InboundRow, ...]
    troubled_since: datetime | None  # if the mailbox that answers come to cannot be read


def look(seen: Reading, choice: Choice) -> InboxView | None:
    """None where there is no such page; what waits for a human stands first."""
    inside = visibility.inbound(seen.actor)
    chosen = inside & IS_WAITING if choice.waits else inside
    if choice.outcome:
        chosen &= InboundMail.outcome == choice.outcome
    paging = Paging(page=choice.page, rows=_count(seen, chosen))
    if paging.is_beyond:
        return None
    return InboxView(
        chosen=choice,
        waiting=_count(seen, inside & IS_WAITING),
        outcomes=_outcomes(seen, inside),
        paging=paging,
        rows=_rows(seen, chosen, paging),
        troubled_since=seen.db.scalar(select(func.min(Mailbox.troubled_since))),
    )


def _count(seen: Reading, which: ColumnElement[bool]) -> int:
    return seen.db.scalar(select(func.count(InboundMail.id)).where(which)) or 0


def _outcomes(seen: Reading, inside: ColumnElement[bool]) -> tuple[OutcomeCount, ...]:
    found = select(InboundMail.outcome, func.count()).where(inside).group_by(InboundMail.outcome)
    rows = seen.db.execute(found.order_by(InboundMail.outcome))
    return tuple(OutcomeCount(outcome=outcome, number=number) for outcome, number in rows)


def _rows(seen: Reading, chosen: ColumnElement[bool], paging: Paging) -> tuple[InboundRow, ...]:
    found = seen.db.execute(
        select(InboundMail, head(InboundMail.octets))
        .where(chosen)
        .order_by(IS_WAITING.desc(), InboundMail.received_at.desc(), InboundMail.id)
        .offset(paging.offset)
        .limit(PER_PAGE)
    ).all()
    replies = _replies(seen, [mail.id for mail, _ in found])
    return tuple(_row(mail, octets, replies) for mail, octets in found)


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
        waits=waits(mail),
        is_cleared=not octets,
        replies=tuple(replies.get(mail.id, ())),
    )
