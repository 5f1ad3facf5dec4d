"""The settings of an organisation, and its drawing under a name that never changes."""

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, Response

from domain import looks
from domain.access.policy import Action
from web.deeds.carrying_out import carry_out
from web.deeds.of_organisations import HOUSE
from web.deeds.sheets import FINE, Tried
from web.forms import TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views.daily import organisation
from web.visitor import signed_in

router = signed_in(Action.KEEP_ORGANISATION)
inside = signed_in()
DRAWING_POLICY = "default-src 'none'; sandbox"


@shows(router, "/organisations/{code}")
def one_organisation(request: Request, site: TheSite, code: str) -> HTMLResponse:
    return _page(request, site, code)


@posts(router, "/organisations/{code}/{deed}")
def act(request: Request, site: TheSite, code: str, deed: str, form: TheForm) -> Response:
    with site.read(request) as seen:
        house_id = organisation.kept(seen, code).id
    tried = carry_out(request, site, HOUSE, house_id, deed, form)
    return go(f"/organisations/{code}", done="saved") if tried is None else _page(request, site, code, tried)


@shows(inside, "/looks/{mark}.svg")
def drawing(site: TheSite, mark: str) -> Response:
    with site.database.look() as db:
        found = looks.drawing(db, mark)
    if found is None:
        raise HTTPException(404)
    headers = {"Content-Type": "image/svg+xml", "Content-Security-Policy": DRAWING_POLICY}
    return Response(found, headers=headers | {"Cache-Control": "private, max-age=31536000, immutable"})


def _page(request: Request, site: Site, code: str, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = organisation.look(seen, code, tried=tried)
        status = tried.status if tried else FINE
        return site.show(request, "daily/organisation.html", view, seen=seen, status=status)
