"""Writing the audit log in the transaction of what was done, and proving that nobody has touched it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEntry, AuditHead, AuditReason

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Act:
    """One thing that somebody did: a verb in words with points, and what it was done to."""

    action: str
    object_kind: str = ""
    object_id: UUID | None = None
    fields: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Doer:
    """Who did it and from where; nobody known where somebody tried to come in."""

    person_id: UUID | None = None
    session_id: UUID | None = None
    network: str = ""
    request_id: str = field(default="")


def write(db: Session, act: Act, *, by: Doer, now: datetime) -> AuditEntry:
    """The next entry; writers wait for each other at the head of the chain."""
    head = db.get_one(AuditHead, 1, with_for_update=True)
    head.number += 1
    entry = AuditEntry(
        number=head.number,
        at=now,
        actor_id=by.person_id,
        session_id=by.session_id,
        network=by.network,
        action=act.action,
        object_kind=act.object_kind,
        object_id=act.object_id,
        fields=act.fields,
        request_id=by.request_id,
        previous=head.seal,
        seal="",
    )
    entry.seal = head.seal = _seal(entry)
    db.add(entry)
    db.flush()
    if act.reason:
        db.add(AuditReason(number=entry.number, words=act.reason))
    return entry


def broken_at(db: Session) -> int | None:
    """The number of the first entry that does not follow from the one before; None where all do."""
    number, seal = 0, BEGINNING
    for entry in _entries(db):
        if entry.number != number + 1 or entry.previous != seal or entry.seal != _seal(entry):
            return number + 1
        number, seal = entry.number, entry.seal
    head = db.get_one(AuditHead, 1)
    return None if (head.number, head.seal) == (number, seal) else number + 1


def anchor(db: Session) -> tuple[int, str]:
    """The number and the seal of the newest entry: told elsewhere, they prove later what stood here."""
    head = db.get_one(AuditHead, 1)
    return head.number, head.seal


def _entries(db: Session) -> Iterator[AuditEntry]:
    return iter(db.scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000)))


def _seal(entry: AuditEntry) -> str:
    told = [
        entry.number,
        entry.at.isoformat(),
        str(entry.actor_id),
        str(entry.session_id),
        entry.network,
        entry.action,
        entry.object_kind,
        str(entry.object_id),
        list(entry.fields),
        entry.request_id,
    ]
    return hashlib.sha256((entry.previous + json.dumps(told, ensure_ascii=False)).encode()).hexdigest()
