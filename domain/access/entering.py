"""What is kept of how people came in, and how long."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from domain.access import limits
from models.access import Departure, LoginLink, WebSession

LINKS_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)


def forget(db: Session, *, now: datetime) -> None:
    """Links and journeys that have ended, counts, sessions after a month; the audit log stays."""
    db.execute(delete(LoginLink).where(LoginLink.ends_at < now - LINKS_KEPT))
    db.execute(delete(Departure).where(Departure.ends_at < now - LINKS_KEPT))
    db.execute(delete(WebSession).where(WebSession.ends_at < now - SESSIONS_KEPT))
    limits.forget(db, before=now)
