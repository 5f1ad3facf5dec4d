"""Coming in by a one-time link, and leaving."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from domain import audit
from domain.access import login_links, sessions
from domain.audit import Act
from models.people import Person
from models.record import Record
from web.forms import AnonymousForm, TheForm
from web.site import TheSite, go, posts, shows
from web.views.entrance import look
from web.visitor import (
    COOKIE,
    browser_of,
    cookie_name,
    doer_of,
    signed_in,
    visitor_of,
    wall_now,
)

router = APIRouter()
inside = signed_in()
GONE = 410
ASKED_BY = "__Host-asked"


@shows(router, "/sign-in")
def sign_in(request: Request, site: TheSite) -> HTMLResponse:
    with site.read(request) as seen:
        return site.show(request, "entrance/sign_in.html", Record(), seen=seen)


@shows(router, "/sign-in/{token}")
def link(request: Request, site: TheSite, token: str) -> HTMLResponse:
    """Nothing changes by looking: mail scanners open every link."""
    with site.read(request) as seen:
        view = look(seen, token, now=wall_now())
    return site.show(request, "entrance/link.html", view, seen=seen, status=200 if view.is_good else GONE)


@posts(router, "/sign-in/{token}")
def come_in(request: Request, site: TheSite, token: str, _form: AnonymousForm) -> Response:
    """The pressed button lets in, once."""
    now = wall_now()
    with site.database.change() as db:
        used = login_links.use(db, token, browser=request.cookies.get(ASKED_BY), now=now)
        if used is None or used.person_id is None:
            raise HTTPException(GONE)
        person = db.get_one(Person, used.person_id)
        told = sessions.begin(db, person, entrance=used.entrance, browser=browser_of(request), now=now)
        audit.write(db, Act("session.began", "person", person.id), by=doer_of(request), now=now)
    return entered(request, told, leads_to=used.leads_to)


@posts(inside, "/sign-out")
def leave(request: Request, site: TheSite, _form: TheForm) -> Response:
    with site.change(request, Act("session.ended")) as seen:
        visitor = visitor_of(request)
        if visitor is not None:
            sessions.end(seen.db, visitor.session_id, now=wall_now())
    response = go("/sign-in")
    response.delete_cookie(
        cookie_name(request), path="/", secure=cookie_name(request) == COOKIE, httponly=True
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def entered(request: Request, token: str, *, leads_to: str) -> RedirectResponse:
    """The browser is given its session, and goes where the link leads."""
    response = go(leads_to)
    name = cookie_name(request)
    response.set_cookie(name, token, path="/", httponly=True, samesite="lax", secure=name == COOKIE)
    return response
