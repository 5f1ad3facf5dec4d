"""Coming in by a one-time link, and leaving."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain import audit
from domain.access import login_links, sessions
from domain.audit import Act
from web import lines
from web.forms import AnonymousForm, TheForm
from web.routes.entrance.coming import arrival_by, asked_by, entered, going_on, let_in, spend_try
from web.routes.entrance.founding import found_house, welcome
from web.site import Site, TheSite, go, posts, shows
from web.views.entrance.links import look
from web.visitor import COOKIE, cookie_name, doer_of, signed_in, visitor_of, wall_now

router = APIRouter()
inside = signed_in()


@shows(router, "/sign-in/{token}")
def link(request: Request, site: TheSite, token: str) -> Response:
    """Nothing changes by looking: mail scanners open every link."""
    return _page(request, site, token)


def _page(request: Request, site: Site, token: str) -> Response:
    with site.read(request) as seen:
        view = look(seen, token, browser=asked_by(request), now=wall_now())
        if view.is_first:
            return welcome(request, site)
        return site.show(request, "entrance/link.html", view, seen=seen, status=view.status)


@posts(router, "/sign-in/{token}")
def come_in(request: Request, site: TheSite, token: str, form: AnonymousForm) -> Response:
    """The pressed button lets in, once; in a browser that has not asked it burns nothing."""
    spend_try(request)
    now = wall_now()
    with site.read(request) as seen:
        is_first = look(seen, token, browser=asked_by(request), now=now).is_first
    if is_first:
        return found_house(request, site, token, form) or _page(request, site, token)
    return _enter(request, site, token, now=now)


def _enter(request: Request, site: Site, token: str, *, now: datetime) -> Response:
    with site.database.change() as db:
        used = login_links.use(db, token, browser=asked_by(request), now=now)
        arrival = arrival_by(db, used, now=now) if used else None
        leads_to = going_on(db, request, arrival, now=now) if arrival else ""
        told = let_in(db, request, arrival, now=now) if arrival else ""
        if arrival is None:
            audit.write(db, Act("sign_in.refused", "login_link"), by=doer_of(request), now=now)
            lines.tell(request, "sign_in.refused")
    if arrival is None:
        return _page(request, site, token)
    return entered(request, told, leads_to=leads_to)


@posts(inside, "/sign-out")
def leave(request: Request, site: TheSite, _form: TheForm) -> Response:
    with site.change(request, Act("session.ended")) as seen:
        visitor = visitor_of(request)
        if visitor is not None:
            sessions.end(seen.db, visitor.session_id, now=wall_now())
    return left(request)


def left(request: Request) -> Response:
    response = go("/sign-in", done="left")
    response.delete_cookie(
        cookie_name(request), path="/", secure=cookie_name(request) == COOKIE, httponly=True, samesite="lax"
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
