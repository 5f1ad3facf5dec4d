"""The outbox: every mail that has been written, the newest first."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain.access import visibility
from models.mails import Mail
from models.record import Record
from models.rounds import Round
from models.states import MailState
from web.views.headings import head, heading
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading


class Choice(Record):
    """What the address asks for; an empty kind is every kind."""

    reference: str | None = None
    kind: str = ""
    page: int = 1


class KindCount(Record):
    kind: str
    number: int


class MailRow(Record):
    """`at` is when it left, or when it was written while it still waits."""

    id: UUID
    kind: str
    recipient: str
    subject: str
    state: MailState
    at: datetime
    has_calendar: bool


class OutboxView(Record):
    reference: str | None
    round_name: str | None
    chosen: str
    kinds: tuple[KindCount, ...]
    paging: Paging
    rows: tuple[MailRow, ...]
    folder: Path | None


def look(seen: Reading, choice: Choice, *, outbox: Path | None) -> OutboxView | None:
    """None where there is no such round, or no such page."""
    steered = visibility.steered_rounds(seen.actor)
    round_ = seen.db.scalar(select(Round).where(Round.reference == choice.reference, steered))
    if choice.reference is not None and round_ is None:
        return None
    inside = Mail.round_id == round_.id if round_ else visibility.outbox(seen.actor)
    kinds = _kinds(seen, inside)
    written = sum(each.number for each in kinds if choice.kind in ("", each.kind))
    paging = Paging(page=choice.page, rows=written)
    return (
        None
        if paging.is_beyond
        else OutboxView(
            reference=choice.reference,
            round_name=round_.name(seen.language) if round_ else None,
            chosen=choice.kind,
            kinds=kinds,
            paging=paging,
            rows=_rows(seen, inside & (Mail.kind == choice.kind) if choice.kind else inside, paging),
            folder=outbox,
        )
    )


def _kinds(seen: Reading, inside: ColumnElement[bool]) -> tuple[KindCount, ...]:
    found = select(Mail.kind, func.count()).where(inside).group_by(Mail.kind).order_by(Mail.kind)
    return tuple(KindCount(kind=kind, number=number) for kind, number in seen.db.execute(found))


def _rows(seen: Reading, chosen: ColumnElement[bool], paging: Paging) -> tuple[MailRow, ...]:
    found = select(Mail, head(Mail.octets)).where(chosen)
    found = found.order_by(Mail.queued_at.desc(), Mail.lane, Mail.number.desc())
    return tuple(
        _row(mail, octets) for mail, octets in seen.db.execute(found.offset(paging.offset).limit(PER_PAGE))
    )


def _row(mail: Mail, octets: bytes) -> MailRow:
    return MailRow(
        id=mail.id,
        kind=mail.kind,
        recipient=mail.recipient,
        subject=heading(octets).subject,
        state=mail.state,
        at=mail.sent_at or mail.queued_at,
        has_calendar=mail.method is not None,
    )
