"""The audit log: who did what to what, the newest first; by ids, with names put beside them."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from io import StringIO
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from domain.access import visibility
from domain.spreadsheets.writing import defused
from models.audit import AuditEntry, AuditReason
from models.people import Person
from models.record import Record
from models.timeline import moment
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading

MOST_EXPORTED = 100_000
TITLES = (
    *("number", "at", "actor", "action", "object_kind", "object_id"),
    *("fields", "network", "request_id", "reason", "seal"),
)


class Choice(Record):
    """What the address asks for: ids and codes, never a name."""

    actor: UUID | None = None
    action: str = ""
    about: UUID | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1


class EntryView(Record):
    number: int
    at: datetime
    actor_id: UUID | None
    actor: str
    action: str
    object_kind: str
    object_id: UUID | None
    fields: tuple[str, ...]
    network: str
    request_id: str
    reason: str


class AuditView(Record):
    chosen: Choice
    actor: str
    actions: tuple[str, ...]
    rows: tuple[EntryView, ...]
    paging: Paging
    query: str
    proof: "Proof | None" = None


class Proof(Record):
    """What verifying found: the number of the first entry that does not follow, if there is one."""

    broken_at: int | None
    entries: int


def audit_view(seen: Reading, chosen: Choice, *, query: str) -> AuditView | None:
    """None where there is no such page."""
    mine = visibility.audit_entries(seen.actor)
    inside = and_(mine, *_conditions(chosen))
    paging = Paging(
        page=chosen.page, rows=seen.db.scalar(select(func.count(AuditEntry.number)).where(inside)) or 0
    )
    if paging.is_beyond:
        return None
    actions = select(AuditEntry.action).where(mine).distinct().order_by(AuditEntry.action)
    rows = tuple(_entries(seen.db, _chosen(inside).offset(paging.offset).limit(PER_PAGE)))
    person = seen.db.get(Person, chosen.actor) if chosen.actor else None
    return AuditView(
        chosen=chosen,
        actor=person.name if person else "",
        actions=tuple(seen.db.scalars(actions)),
        rows=rows,
        paging=paging,
        query=query,
    )


def exported(seen: Reading, chosen: Choice) -> bytes:
    """The same rows as a file; what a spreadsheet could take for a formula is defused."""
    inside = and_(visibility.audit_entries(seen.actor), *_conditions(chosen))
    text = StringIO(newline="")
    sheet = csv.writer(text, delimiter=";")
    sheet.writerow(TITLES)
    found = seen.db.execute(_chosen(inside).limit(MOST_EXPORTED)).all()
    for entry, reason in found:
        sheet.writerow([defused(each) for each in _cells(entry, reason or "")])
    return text.getvalue().encode("utf-8-sig")


def _cells(entry: AuditEntry, reason: str) -> tuple[str | int, ...]:
    return (
        entry.number,
        entry.at.isoformat(),
        str(entry.actor_id or ""),
        entry.action,
        entry.object_kind,
        str(entry.object_id or ""),
        " ".join(entry.fields),
        entry.network,
        entry.request_id,
        reason,
        entry.seal,
    )


def _chosen(inside: ColumnElement[bool]) -> Select[AuditEntry, str | None]:
    found = select(AuditEntry, AuditReason.words)
    found = found.outerjoin(AuditReason, AuditReason.number == AuditEntry.number)
    return found.where(inside).order_by(AuditEntry.number.desc())


def _conditions(chosen: Choice) -> Iterable[ColumnElement[bool]]:
    if chosen.actor:
        yield AuditEntry.actor_id == chosen.actor
    if chosen.action:
        yield AuditEntry.action == chosen.action
    if chosen.about:
        yield AuditEntry.object_id == chosen.about
    if chosen.since:
        yield AuditEntry.at >= moment(chosen.since, time(0))
    if chosen.until:
        yield AuditEntry.at < moment(chosen.until + timedelta(days=1), time(0))


def _entries(db: Session, found: Select[AuditEntry, str | None]) -> Iterable[EntryView]:
    rows = db.execute(found).all()
    names = _names(db, {entry.actor_id for entry, _reason in rows if entry.actor_id})
    for entry, reason in rows:
        yield EntryView(
            number=entry.number,
            at=entry.at,
            actor_id=entry.actor_id,
            actor=names.get(entry.actor_id, "") if entry.actor_id else "",
            action=entry.action,
            object_kind=entry.object_kind,
            object_id=entry.object_id,
            fields=entry.fields,
            network=entry.network,
            request_id=entry.request_id,
            reason=reason or "",
        )


def _names(db: Session, ids: set[UUID]) -> Mapping[UUID, str]:
    return dict(db.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
