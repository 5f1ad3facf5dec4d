"""People: found by name or organisation, and everything about one of them."""

from typing import Annotated
from uuid import UUID

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from domain.access.policy import Action
from web.deeds.carrying_out import carry_out
from web.deeds.on_people import PERSON
from web.deeds.sheets import FINE, Tried
from web.forms import TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views.daily import people, person
from web.views.daily.people import Filters
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/people")
def all_people(request: Request, site: TheSite, asked: Annotated[Filters, Query()]) -> HTMLResponse:
    with site.read(request) as seen:
        view = people.look(seen, asked)
        if view is None:
            raise HTTPException(404)
        return site.show(request, "daily/people.html", view, seen=seen)


@shows(router, "/people/{person_id}")
def one_person(request: Request, site: TheSite, person_id: UUID) -> HTMLResponse:
    return _page(request, site, person_id)


@posts(router, "/people/{person_id}/{code}")
def act(request: Request, site: TheSite, person_id: UUID, code: str, form: TheForm) -> Response:
    tried = carry_out(request, site, PERSON, person_id, code, form)
    if tried is None:
        return go(f"/people/{person_id}", done="recorded")
    return _page(request, site, person_id, tried=tried)


def _page(request: Request, site: Site, person_id: UUID, *, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = person.look(seen, person_id, tried=tried)
        status = tried.status if tried else FINE
        return site.show(request, "daily/person.html", view, seen=seen, status=status)
