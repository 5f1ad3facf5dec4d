"""Who asks for a page: the person behind the browser's session, and what they may do."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, Request

from domain.access import sessions, visits
from domain.access.actors import Actor
from domain.access.policy import Action, can
from domain.access.sessions import Browser
from domain.access.visits import Visit
from domain.audit import Doer
from models.database import Database
from web.languages import remember_account
from web.public import OWN_PEERS

PLAIN_COOKIE = "vaihto_session"  # on this machine, where there is no https
COOKIE = "__Host-session"
FAMILIES = ("Firefox", "Edg", "Chrome", "Safari")
VISITOR = "visitor"


@dataclass(frozen=True)
class Visitor:
    """Nothing here is a row: it may be kept after the transaction in which it was found."""

    actor: Actor
    name: str
    session_id: UUID
    form_token: str
    proved_at: datetime | None = None  # when they last showed who they are
    accent: str = ""  # of the organisation, as "#003479"; empty is ours
    drawing: str = ""  # the mark of its own drawing


class SignedOut(Exception):
    """Nobody is signed in, or their session has ended."""


def signed_in(action: Action | None = None) -> APIRouter:
    """Routes for who has signed in; with an action, for who holds a role for it anywhere, others see 404."""

    def visiting(request: Request) -> None:
        visitor = _visitor(request)
        if action is not None and not may_somewhere(visitor.actor, action):
            raise HTTPException(404)

    return APIRouter(dependencies=[Depends(visiting)])


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether there may be anything to see: each row is judged by itself later."""
    reaches = [None, *(each.reach for each in actor.grants)]
    if action is Action.STEER and actor.owns_rounds:
        return True
    return any(can(actor, action, reach).is_allowed for reach in reaches)


def visitor_of(request: Request) -> Visitor | None:
    """Who has been found for this request, if its route asks for somebody."""
    found: Visitor | None = getattr(request.state, VISITOR, None)
    return found


def doer_of(request: Request) -> Doer:
    visitor = visitor_of(request)
    return Doer(
        person_id=visitor.actor.person_id if visitor else None,
        session_id=visitor.session_id if visitor else None,
        network=browser_of(request).network,
        request_id=request.state.request_id,
    )


def _visitor(request: Request) -> Visitor:
    """The wall's clock lets in and out, also where a rehearsal's stands still."""
    database: Database = request.app.state.site.database
    now, token = wall_now(), token_of(request)
    with database.look() as db:
        found = visits.find(db, token, now=now) if token else None
    if found is None:
        raise SignedOut
    visitor = _kept(found, token)
    remember_account(request, found.language)
    _note_that_seen(database, found, now=now)
    setattr(request.state, VISITOR, visitor)
    return visitor


def _kept(found: Visit, token: str) -> Visitor:
    return Visitor(
        actor=found.actor,
        name=found.name,
        session_id=found.session_id,
        form_token=form_token(token),
        proved_at=found.proved_at,
        accent=found.accent,
        drawing=found.drawing,
    )


def _note_that_seen(database: Database, found: Visit, *, now: datetime) -> None:
    if sessions.is_due(found.lasting, now=now):
        with database.change() as db:
            sessions.seen(db, found.session_id, now=now)


def wall_now() -> datetime:
    return datetime.now(UTC)


def token_of(request: Request) -> str:
    return request.cookies.get(cookie_name(request), "")


def cookie_name(request: Request) -> str:
    """Browsers keep the safe one to https; plain http is spoken on this machine alone."""
    return COOKIE if request.app.state.site.is_secure(request) else PLAIN_COOKIE


def form_token(session_token: str) -> str:
    """What every form of a session carries: another site can make a browser post, but not say this."""
    return hmac.new(session_token.encode(), b"form", hashlib.sha256).hexdigest()


def browser_of(request: Request) -> Browser:
    agent = request.headers.get("user-agent", "")
    family = next((each for each in FAMILIES if each in agent), "")
    return Browser(_network(client_address(request)), family)


def client_address(request: Request) -> str:
    """Where somebody sits: the last word of the proxy on this machine, where we have one; nobody else's."""
    peer = request.client.host if request.client else ""
    told = request.headers.getlist("x-forwarded-for")
    if not told or peer not in OWN_PEERS or not request.app.state.site.base_url:
        return peer
    try:
        return str(ip_address(told[-1].rpartition(",")[2].strip()))
    except ValueError:
        return peer


def _network(address: str) -> str:
    """The first half or so: enough to know one's own network, too little to know a person."""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return ".".join(address.split(".")[:3])
