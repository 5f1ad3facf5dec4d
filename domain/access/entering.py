"""What is kept of how people came in, and how long."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.access import Departure, KeptForm, LoginLink, WebSession

LINKS_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)

# Each returns how many; the audit log stays.


def forget_links(db: Session, *, now: datetime) -> int:
    over = delete(LoginLink).where(LoginLink.ends_at < now - LINKS_KEPT)
    return len(db.scalars(over.returning(LoginLink.id)).all())


def forget_departures(db: Session, *, now: datetime) -> int:
    over = delete(Departure).where(Departure.ends_at < now - LINKS_KEPT)
    return len(db.scalars(over.returning(Departure.id)).all())


def forget_sessions(db: Session, *, now: datetime) -> int:
    over = delete(WebSession).where(WebSession.ends_at < now - SESSIONS_KEPT)
    return len(db.scalars(over.returning(WebSession.id)).all())


def forget_forms(db: Session, *, now: datetime) -> int:
    """What somebody had typed when they were asked to show who they are."""
    over = delete(KeptForm).where(KeptForm.ends_at < now)
    return len(db.scalars(over.returning(KeptForm.id)).all())
