"""One-time links: looking at one changes nothing, a pressed button lets in once."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from domain.access.sessions import hashed
from models.access import Entrance, LoginLink
from models.people import Appointee, Person
from models.states import Role

LIVES = timedelta(minutes=10)
MOST_CODES = 6  # the sixth wrong one ends the link too
DIGITS = 6


@dataclass(frozen=True)
class Told:
    """What only its reader is told; rows keep hashes."""

    token: str
    code: str


@dataclass(frozen=True)
class Claim:
    """Somebody at a provider whose address is this person's: the link, once used, says that they are one."""

    provider_id: UUID
    subject: str


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


def for_mail(
    db: Session, person: Person, *, browser: str, leads_to: str, now: datetime, claim: Claim | None = None
) -> Told:
    """Bound to the browser that asked: its link and its code work there. Earlier ones of that browser end."""
    told = Told(secrets.token_urlsafe(32), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")
    earlier = update(LoginLink).where(LoginLink.browser_hash == hashed(browser), _is_good(now))
    db.execute(earlier.values(ends_at=now))
    link = LoginLink(
        person_id=person.id,
        token_hash=hashed(told.token),
        code_hash=_code_hash(browser, told.code),
        browser_hash=hashed(browser),
        entrance=Entrance.MAIL,
        leads_to=leads_to,
        made_at=now,
        ends_at=now + LIVES,
        provider_id=claim.provider_id if claim else None,
        subject=claim.subject if claim else None,
    )
    db.add(link)
    db.flush()
    return told


def administrator(db: Session) -> Person | None:
    """Whom a link from the terminal lets in, if nobody is named."""
    found = select(Person).join(Appointee, Appointee.person_id == Person.id)
    found = found.where(Appointee.role == Role.ADMINISTRATOR, Appointee.organisation_id.is_(None))
    return db.scalars(found.where(Appointee.round_id.is_(None)).order_by(Person.email).limit(1)).first()


def look(db: Session, token: str, *, now: datetime) -> LoginLink | None:
    """A link that can still be used, in its browser."""
    return db.scalar(select(LoginLink).where(LoginLink.token_hash == hashed(token), _is_good(now)))


def is_of(link: LoginLink, browser: str | None) -> bool:
    """Whether this browser may use it: the one that asked, or any if the terminal printed it."""
    return link.browser_hash is None or hmac.compare_digest(link.browser_hash, hashed(browser or ""))


def use(db: Session, token: str, *, browser: str | None, now: datetime) -> LoginLink | None:
    """Consume it, once whoever else presses at the same time; from another browser it stays unused."""
    mine = or_(LoginLink.browser_hash.is_(None), LoginLink.browser_hash == hashed(browser or ""))
    used = update(LoginLink).where(LoginLink.token_hash == hashed(token), mine, _is_good(now))
    return db.scalar(used.values(used_at=now).returning(LoginLink))


def use_code(db: Session, code: str, *, browser: str, now: datetime) -> LoginLink | None:
    """The same by the six digits. A try is counted before it is judged, so that none runs past the lock."""
    tried = update(LoginLink).where(LoginLink.browser_hash == hashed(browser), _is_good(now))
    tried = tried.values(wrong_codes=LoginLink.wrong_codes + 1)
    link = db.scalar(tried.returning(LoginLink).execution_options(populate_existing=True))
    if link is None or not hmac.compare_digest(link.code_hash or "", _code_hash(browser, code)):
        return None
    link.used_at = now
    link.wrong_codes -= 1
    db.flush()
    return link


def is_asked_by(db: Session, browser: str, *, now: datetime) -> bool:
    """Whether a code could still be typed in this browser. For an unknown address none ever can."""
    found = select(LoginLink.id).where(LoginLink.browser_hash == hashed(browser), _is_good(now))
    return db.scalar(found) is not None


def _is_good(now: datetime) -> ColumnElement[bool]:
    return LoginLink.used_at.is_(None) & (LoginLink.ends_at > now) & (LoginLink.wrong_codes < MOST_CODES)


def _code_hash(browser: str, code: str) -> str:
    """With the browser's secret, which no row has: six digits alone could be tried out."""
    return hashed(f"{browser}:{code}")
