"""Coming in by an organisation's own sign-in. It begins and ends by GET, as browsers have it."""

from typing import NoReturn

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from domain import audit
from domain.access import asking, limits, proofs, providers
from domain.access.asking import Asked
from domain.access.login_links import Claim
from domain.access.providers import Known
from domain.audit import Act
from models.access import Departure, Entrance, Provider
from models.record import Record
from web import lines
from web.openid import Client, OpenId, Unproven
from web.routes.entrance.asking import our_address
from web.routes.entrance.coming import (
    Arrival,
    Wished,
    asked_by,
    entered,
    let_in,
    new_browser,
    own_path,
    remember_asking,
    spend,
    spend_try,
)
from web.site import Site, TheSite, go
from web.visitor import client_address, doer_of, wall_now

router = APIRouter(include_in_schema=False)
DENIED, NOT_GOOD, AWAY = 403, 400, 503
STATUS = {"denied": DENIED, "second_factor": DENIED, "stale": DENIED, "no_answer": AWAY}


class FailedView(Record):
    provider: str
    code: str


class Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@router.get("/sign-in/with/{code}")
def leave(
    request: Request,
    site: TheSite,
    code: str,
    wished: Wished = "/",
    anew: bool = False,  # noqa: FBT001, FBT002 - a query's field
) -> Response:
    """`anew`: somebody who is signed in here shows once more who they are."""
    spend_try(request)
    provider = _provider(site, code)
    browser = asked_by(request) or new_browser()
    try:
        with site.database.change() as db:
            journey = providers.depart(
                db,
                provider,
                browser=browser,
                leads_to=own_path(wished),
                asks_anew=anew,
                now=wall_now(),
            )
        away = _openid(request).leave_for(_client(request, site, provider), journey, asks_anew=anew)
    except Unproven as problem:
        return _failed(request, site, provider, problem.code)
    response = RedirectResponse(away, status_code=303)
    remember_asking(request, response, browser)
    return response


@router.get("/sign-in/with/{code}/callback")
def come_back(
    request: Request,
    site: TheSite,
    code: str,
    state: str = "",
    error: str = "",
    iss: str = "",
) -> Response:
    """Whatever is wrong ends in one page; what was wrong stands in the audit log."""
    spend_try(request)
    provider = _provider(site, code)
    try:
        departure = _departure(request, site, provider, state)
        if iss and iss != provider.issuer:
            raise Refused("other_issuer")
        if error:
            raise Refused("denied")
        known = _openid(request).believe(
            _client(request, site, provider),
            code=request.query_params.get("code", ""),
            verifier=departure.verifier,
            nonce=departure.nonce,
        )
        if departure.asks_anew and not proofs.is_fresh(known.signed_in_at, now=wall_now()):
            raise Refused("stale")
        return _enter(request, site, provider, known, leads_to=departure.leads_to)
    except (Unproven, Refused) as problem:
        return _failed(request, site, provider, problem.code)


def _departure(request: Request, site: Site, provider: Provider, state: str) -> Departure:
    with site.database.change() as db:
        found = providers.come_back(db, provider, state, browser=asked_by(request), now=wall_now())
    if found is None:
        raise Refused("state")
    return found


def _enter(request: Request, site: Site, provider: Provider, known: Known, *, leads_to: str) -> Response:
    now = wall_now()
    with site.database.change() as db:
        person = providers.whose(db, provider, known)
        if person is not None and providers.lacks_factor(db, provider, person, known):
            raise Refused("second_factor")
        arrival = Arrival(person, Entrance.PROVIDER, leads_to, known.signed_in_at) if person else None
        told = let_in(db, request, arrival, now=now) if arrival else ""
    if not told:
        return _propose(request, site, provider, known, leads_to)
    return entered(request, told, leads_to=leads_to)


def _propose(request: Request, site: Site, provider: Provider, known: Known, leads_to: str) -> Response:
    """An address only proposes whose account this may be: a link to it lets them say so."""
    address = known.email or "-"
    spend(
        request,
        (limits.A_LINK_EACH_MINUTE, address),
        (limits.A_LINK_EACH_DAY, address),
        (limits.LINKS_OF_A_NETWORK, client_address(request)),
    )
    now, asked = wall_now(), Asked(address, asked_by(request), leads_to, our_address(request, site))
    claim = Claim(provider.id, known.subject)
    with site.database.change() as db:
        person = asking.ask(db, asked, now=now, queued_at=site.clock.now(), claim=claim)
        act = Act("identity.proposed", "person" if person else "", person.id if person else None)
        audit.write(db, act, by=doer_of(request), now=now)
    return go("/sign-in/code", done="proposed")


def _failed(request: Request, site: Site, provider: Provider, code: str) -> Response:
    with site.database.change() as db:
        act = Act("sign_in.refused", "provider", provider.id, fields=(code,))
        audit.write(db, act, by=doer_of(request), now=wall_now())
    lines.tell(request, f"sign_in.refused: {code}")
    with site.read(request) as seen:
        view = FailedView(provider=provider.code, code=code)
        status = STATUS.get(code, NOT_GOOD)
        return site.show(request, "entrance/provider_failed.html", view, seen=seen, status=status)


def _provider(site: Site, code: str) -> Provider:
    with site.database.look() as db:
        found = providers.find(db, code)
    return found or _unknown()


def _unknown() -> NoReturn:
    raise HTTPException(404)


def _client(request: Request, site: Site, provider: Provider) -> Client:
    back = f"{our_address(request, site)}/sign-in/with/{provider.code}/callback"
    secret = request.app.state.secret_of(provider.code)
    return Client(provider.issuer, provider.client_id, secret, back)


def _openid(request: Request) -> OpenId:
    found: OpenId = request.app.state.openid
    return found
