"""Showing once more who one is, and going on with what one was doing."""

from uuid import UUID

from fastapi import HTTPException, Request
from starlette.responses import Response

from domain import audit
from domain.access import asking, limits, proofs
from domain.access.asking import Asked
from domain.audit import Act
from models.people import Person
from web import again
from web.forms import TheForm
from web.routes.entrance import coming
from web.routes.entrance.asking import our_address
from web.routes.entrance.coming import asked_by, spend
from web.site import Site, TheSite, go, posts, shows
from web.views.entrance.again import AgainView, again_view
from web.visitor import client_address, doer_of, signed_in, visitor_of, wall_now

router = signed_in()


@shows(router, again.HERE + "/{kept_id}")
def ways(request: Request, site: TheSite, kept_id: UUID) -> Response:
    """Whoever comes back here from elsewhere, and has shown it meanwhile, goes on."""
    visitor = visitor_of(request)
    view = _view(request, site, kept_id)
    if visitor and proofs.is_fresh(visitor.proved_at, now=wall_now()):
        return go(view.leads_to)
    with site.read(request) as seen:
        return site.show(request, "entrance/again.html", view, seen=seen)


@posts(router, again.HERE + "/{kept_id}")
def by_mail(request: Request, site: TheSite, kept_id: UUID, _form: TheForm) -> Response:
    """A link and a code to one's own address; used, they begin a new session in the place of this one."""
    view = _view(request, site, kept_id)
    spend(
        request,
        (limits.A_LINK_EACH_MINUTE, view.email),
        (limits.A_LINK_EACH_DAY, view.email),
        (limits.LINKS_OF_A_NETWORK, client_address(request)),
    )
    browser = asked_by(request) or coming.new_browser()
    asked, now = Asked(view.email, browser, view.leads_to, our_address(request, site)), wall_now()
    with site.database.change() as db:
        person = asking.ask(db, asked, now=now, queued_at=site.clock.now())
        act = Act("login_link.asked", "person", person.id if person else None, fields=("again",))
        audit.write(db, act, by=doer_of(request), now=now)
    response = go("/sign-in/code")
    coming.remember_asking(request, response, browser)
    return response


def _view(request: Request, site: Site, kept_id: UUID) -> AgainView:
    with site.read(request) as seen:
        row = proofs.kept(seen.db, seen.actor.person_id, kept_id, now=wall_now())
        if row is None:
            raise HTTPException(404)
        person = seen.db.get_one(Person, seen.actor.person_id)
        here = not site.is_secure(request)
        return again_view(seen, row, person, leads_to=again.back_to(row.page, row.id), is_here=here)
