"""Sessions of browsers: begun by who has shown who they are, ended by time, by rest, or by hand."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access.actors import actor_of
from models.access import Entrance, WebSession
from models.people import Person
from models.states import Role

LONGEST = timedelta(hours=12)
IDLE_MINUTES, IDLE_MINUTES_WITH_ROLE = 120, 30
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Browser:
    """What is kept of where somebody sits: not enough to follow them, enough to know one's own."""

    network: str = ""
    family: str = ""


@dataclass(frozen=True)
class Lasting:
    """What says whether a session still lets in."""

    seen_at: datetime
    ends_at: datetime
    idle_minutes: int
    ended_at: datetime | None


def hashed(secret: str) -> str:
    """Only this is kept: whoever reads the database cannot come in by it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(
    db: Session,
    person: Person,
    *,
    entrance: Entrance,
    browser: Browser,
    now: datetime,
    told_at: datetime | None = None,
) -> str:
    """A new session, never an old one that somebody could have known before; its token is told once.

    `told_at` is when a provider says that somebody signed in there, which may be hours ago.
    """
    token = secrets.token_urlsafe(32)
    actor = actor_of(db, person)
    has_role = actor.holds(*Role) or actor.owns_rounds
    db.add(
        WebSession(
            token_hash=hashed(token),
            person_id=person.id,
            entrance=entrance,
            made_at=now,
            proved_at=told_at if entrance is Entrance.PROVIDER else now,
            seen_at=now,
            ends_at=now + LONGEST,
            idle_minutes=IDLE_MINUTES_WITH_ROLE if has_role else IDLE_MINUTES,
            network=browser.network,
            browser=browser.family,
        )
    )
    return token


def find(db: Session, token: str, *, now: datetime) -> WebSession | None:
    """The living session of a browser."""
    row = db.scalar(select(WebSession).where(WebSession.token_hash == hashed(token)))
    return row if row and is_alive(row, now=now) else None


def is_alive(row: WebSession | Lasting, *, now: datetime) -> bool:
    rests_until = row.seen_at + timedelta(minutes=row.idle_minutes)
    return row.ended_at is None and now < min(row.ends_at, rests_until)


def is_due(row: WebSession | Lasting, *, now: datetime) -> bool:
    """Whether it is worth writing down that the browser was seen again."""
    return now - row.seen_at >= SEEN_EVERY


def seen(db: Session, session_id: UUID, *, now: datetime) -> None:
    db.execute(update(WebSession).where(WebSession.id == session_id).values(seen_at=now))


def end(db: Session, session_id: UUID, *, now: datetime) -> None:
    still = update(WebSession).where(WebSession.id == session_id, WebSession.ended_at.is_(None))
    db.execute(still.values(ended_at=now))


def end_all(db: Session, person_id: UUID, *, now: datetime) -> None:
    still = update(WebSession).where(WebSession.person_id == person_id, WebSession.ended_at.is_(None))
    db.execute(still.values(ended_at=now))


def living(db: Session, person_id: UUID, *, now: datetime) -> list[WebSession]:
    """One's sessions that still let in, the one used last first."""
    found = select(WebSession).where(
        WebSession.person_id == person_id, WebSession.ended_at.is_(None), WebSession.ends_at > now
    )
    rows = db.scalars(found.order_by(WebSession.seen_at.desc(), WebSession.id))
    return [each for each in rows if is_alive(each, now=now)]


def end_others(db: Session, person_id: UUID, *, but: UUID, now: datetime) -> None:
    still = update(WebSession).where(WebSession.person_id == person_id, WebSession.ended_at.is_(None))
    db.execute(still.where(WebSession.id != but).values(ended_at=now))
