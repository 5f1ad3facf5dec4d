"""What every way in shares: the browser that asked, where it wants to go, and its new session."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import HTTPException, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from domain import audit
from domain.access import limits, proofs, providers, sessions
from domain.access.limits import Limit
from domain.audit import Act
from models.access import Entrance, LoginLink
from models.database import Database
from models.people import Person
from web import again, lines
from web.site import Site, go
from web.visitor import COOKIE, browser_of, client_address, cookie_name, doer_of, token_of, wall_now

ASKED, PLAIN_ASKED = "__Host-asked", "vaihto_asked"
TEN_MINUTES = 600
TOO_MANY = 429
LONGEST = 300
OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
ENTRANCES = ("/sign-in", "/sign-out")
Wished = Annotated[str, Query(alias="next")]  # where somebody was going when they were asked to sign in


def own_path(wished: str) -> str:
    """Where to go after signing in: a page of ours, whatever the address says, else the first one."""
    fits = len(wished) <= LONGEST and OWN_PATH.fullmatch(wished) is not None
    is_ours = fits and not urlsplit(wished).netloc and not wished.startswith(ENTRANCES)
    return wished if is_ours else "/"


def asked_by(request: Request) -> str:
    """The secret of the browser that asks to be let in, if it has asked."""
    return request.cookies.get(_asked_name(request), "")


def remember_asking(request: Request, response: Response, browser: str) -> None:
    name = _asked_name(request)
    response.set_cookie(
        name,
        browser,
        path="/",
        httponly=True,
        samesite="lax",
        secure=name == ASKED,
        max_age=TEN_MINUTES,
    )


def _asked_name(request: Request) -> str:
    return ASKED if request.app.state.site.is_secure(request) else PLAIN_ASKED


def new_browser() -> str:
    return secrets.token_urlsafe(32)


def spend(request: Request, *tries: tuple[Limit, str]) -> None:
    """Count these tries, also those that go no further; one too many is asked to wait."""
    database, now = _database(request), wall_now()
    with database.change() as db:
        waits = [limits.wait_until(db, limit, who, now=now) for limit, who in tries]
        if ends := [each for each in waits if each]:
            audit.write(db, Act("sign_in.limited"), by=doer_of(request), now=now)
    if ends:
        seconds = int((max(ends) - now).total_seconds()) + 1
        raise HTTPException(TOO_MANY, headers={"Retry-After": str(seconds)})


def spend_try(request: Request) -> None:
    spend(request, (limits.TRIES_OF_A_NETWORK, client_address(request)))


def _database(request: Request) -> Database:
    site: Site = request.app.state.site
    return site.database


@dataclass(frozen=True)
class Arrival:
    """Who comes in, how, and what it says in the audit log."""

    person: Person
    entrance: Entrance
    leads_to: str
    told_at: datetime | None = None  # by a provider: when they signed in there


def let_in(db: Session, request: Request, arrival: Arrival, *, now: datetime) -> str:
    """A new session; the one that the browser had before ends, so that nobody holds an older key to it."""
    before = sessions.find(db, token_of(request), now=now)
    if before is not None:
        sessions.end(db, before.id, now=now)
    told = sessions.begin(
        db,
        arrival.person,
        entrance=arrival.entrance,
        browser=browser_of(request),
        now=now,
        told_at=arrival.told_at,
    )
    act = Act("session.began", "person", arrival.person.id, fields=(arrival.entrance.value,))
    audit.write(db, act, by=doer_of(request), now=now)
    lines.tell(request, "session.began", actor=str(arrival.person.id))
    return told


def going_on(db: Session, request: Request, arrival: Arrival, *, now: datetime) -> str:
    """Where a link leads that names no page: to the form that its reader had been sent away from."""
    before = sessions.find(db, token_of(request), now=now)
    if arrival.leads_to != "/" or before is None or before.person_id != arrival.person.id:
        return arrival.leads_to
    kept = proofs.latest(db, arrival.person.id, now=now)
    return again.back_to(kept.page, kept.id) if kept else arrival.leads_to


def arrival_by(db: Session, link: LoginLink, *, now: datetime) -> Arrival | None:
    """Whom a used link lets in; one that a provider's visitor has asked for says now whose they are."""
    person = db.get(Person, link.person_id) if link.person_id else None
    if person is None:
        return None
    providers.link(db, link, person, now=now)
    return Arrival(person, link.entrance, link.leads_to)


def entered(request: Request, token: str, *, leads_to: str) -> RedirectResponse:
    """The browser is given its session, and goes where the link leads."""
    response = go(own_path(leads_to))
    name = cookie_name(request)
    response.set_cookie(name, token, path="/", httponly=True, samesite="lax", secure=name == COOKIE)
    asked = _asked_name(request)
    response.delete_cookie(asked, path="/", httponly=True, samesite="lax", secure=asked == ASKED)
    return response
