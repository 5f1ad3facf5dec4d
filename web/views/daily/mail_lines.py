"""Mails beside what they are about: what went to whom, and its fate."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from domain.access import visibility
from models.mails import Mail
from models.record import Record
from models.states import MailState
from web.views.headings import head, heading
from web.views.reading import Reading

MOST = 200


class MailLine(Record):
    id: UUID
    kind: str
    recipient: str
    subject: str
    state: MailState
    at: datetime
    refusal: str | None
    is_again: bool


def of_exchange(seen: Reading, exchange_id: UUID) -> tuple[MailLine, ...]:
    return lines(seen, Mail.exchange_id == exchange_id)


def of_person(seen: Reading, person_id: UUID) -> tuple[MailLine, ...]:
    return lines(seen, Mail.person_id == person_id)


def lines(seen: Reading, *which: ColumnElement[bool]) -> tuple[MailLine, ...]:
    """The newest first; only those of rounds that the reader steers."""
    found = select(Mail, head(Mail.octets)).where(*which, visibility.outbox(seen.actor))
    found = found.order_by(Mail.queued_at.desc(), Mail.lane, Mail.number.desc()).limit(MOST)
    return tuple(_lines(seen.db.execute(found)))


def _lines(rows: Iterable[tuple[Mail, bytes]]) -> Iterable[MailLine]:
    for mail, octets in rows:
        yield MailLine(
            id=mail.id,
            kind=mail.kind,
            recipient=mail.recipient,
            subject=heading(octets).subject,
            state=mail.state,
            at=mail.sent_at or mail.queued_at,
            refusal=mail.refusal,
            is_again=mail.repeats_id is not None,
        )
