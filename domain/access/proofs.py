"""Showing once more who one is, before deeds that decide who comes in; what was typed waits meanwhile."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from models.access import Identity, KeptForm, Provider

FRESH = timedelta(minutes=10)
MOST_SIGNS = 50_000  # of all that is kept of one form
NEVER_KEPT = frozenset(("secret",))  # is typed again


def is_fresh(proved_at: datetime | None, *, now: datetime) -> bool:
    return proved_at is not None and now - proved_at <= FRESH


def keep(
    db: Session, person_id: UUID, fields: Mapping[str, tuple[str, ...]], *, page: str, now: datetime
) -> KeptForm:
    """The newest form of a person alone, for as long as a link lives; what is too long is not kept."""
    db.execute(delete(KeptForm).where(KeptForm.person_id == person_id))
    open_ = {name: _plain(said) for name, said in fields.items() if name not in NEVER_KEPT}
    is_short = sum(len(each) for said in open_.values() for each in said) <= MOST_SIGNS
    row = KeptForm(person_id=person_id, page=page, fields=open_ if is_short else {}, ends_at=now + 2 * FRESH)
    db.add(row)
    db.flush()
    return row


def _plain(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.replace("\0", "") for each in said)  # PostgreSQL keeps no NUL


def kept(db: Session, person_id: UUID, form_id: UUID, *, now: datetime) -> KeptForm | None:
    """One's own, while it is kept."""
    mine = select(KeptForm).where(KeptForm.id == form_id, KeptForm.person_id == person_id)
    return db.scalar(mine.where(KeptForm.ends_at > now).options(undefer(KeptForm.fields)))


def latest(db: Session, person_id: UUID, *, now: datetime) -> KeptForm | None:
    mine = select(KeptForm).where(KeptForm.person_id == person_id, KeptForm.ends_at > now)
    return db.scalar(mine.order_by(KeptForm.ends_at.desc()).limit(1))


def own_providers(db: Session, person_id: UUID) -> list[Provider]:
    """By which somebody could show it: those open sign-ins that know them."""
    found = select(Provider).join(Identity, Identity.provider_id == Provider.id)
    mine = found.where(Identity.person_id == person_id, Provider.ended_at.is_(None))
    return list(db.scalars(mine.order_by(Provider.code)))
