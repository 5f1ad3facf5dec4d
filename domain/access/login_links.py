"""One-time links: looking at one changes nothing, a pressed button lets in once."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from domain.access.sessions import hashed
from models.access import Entrance, LoginLink
from models.people import Appointee, Person
from models.states import Role

LIVES = timedelta(minutes=10)


def from_terminal(db: Session, person: Person | None, *, now: datetime, leads_to: str = "/") -> str:
    """The token of a link for whoever sits at the server's terminal; `person` is None in an empty house."""
    token = secrets.token_urlsafe(32)
    link = LoginLink(
        person_id=person.id if person else None,
        token_hash=hashed(token),
        entrance=Entrance.TERMINAL,
        leads_to=leads_to,
        made_at=now,
        ends_at=now + LIVES,
    )
    db.add(link)
    db.flush()
    return token


def administrator(db: Session) -> Person | None:
    """Whom a link from the terminal lets in, if nobody is named."""
    found = select(Person).join(Appointee, Appointee.person_id == Person.id)
    found = found.where(Appointee.role == Role.ADMINISTRATOR, Appointee.organisation_id.is_(None))
    return db.scalars(found.where(Appointee.round_id.is_(None)).order_by(Person.email).limit(1)).first()


def look(db: Session, token: str, *, now: datetime) -> LoginLink | None:
    """A link that can still be used."""
    found = select(LoginLink).where(LoginLink.token_hash == hashed(token), LoginLink.used_at.is_(None))
    return db.scalar(found.where(LoginLink.ends_at > now))


def use(db: Session, token: str, *, browser: str | None, now: datetime) -> LoginLink | None:
    """Consume it, once whoever else presses at the same time; from another browser it stays unused."""
    mine = or_(LoginLink.browser_hash.is_(None), LoginLink.browser_hash == hashed(browser or ""))
    used = (
        update(LoginLink)
        .where(LoginLink.token_hash == hashed(token), LoginLink.used_at.is_(None), mine)
        .where(LoginLink.ends_at > now)
        .values(used_at=now)
        .returning(LoginLink)
    )
    return db.scalar(used)
