"""Workshops: planned, announced, filled, moved, and what comes of them."""

from typing import Annotated
from uuid import UUID

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from domain.access.policy import Action
from web.deeds.carrying_out import carry_out
from web.deeds.of_workshops import WORKSHOP
from web.deeds.sheets import FINE, Tried
from web.deeds.workshop_new import NEW
from web.forms import TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views.daily import workshop, workshops
from web.views.paging import Narrowed
from web.visitor import signed_in, visitor_of

router = signed_in(Action.STEER)


@shows(router, "/workshops")
def all_workshops(request: Request, site: TheSite, asked: Annotated[Narrowed, Query()]) -> HTMLResponse:
    with site.read(request) as seen:
        view = workshops.look_at_all(seen, asked)
        if view is None:
            raise HTTPException(404)
        return site.show(request, "daily/workshops.html", view, seen=seen)


@shows(router, "/workshops/new")
def new_workshop(request: Request, site: TheSite) -> HTMLResponse:
    return _new(request, site)


@posts(router, "/workshops/new/{code}")
def make(request: Request, site: TheSite, code: str, form: TheForm) -> Response:
    visitor = visitor_of(request)
    if visitor is None:
        raise HTTPException(404)
    tried = carry_out(request, site, NEW, visitor.actor.person_id, code, form)
    return go("/workshops", done="saved") if tried is None else _new(request, site, tried=tried)


def _new(request: Request, site: Site, *, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = workshops.look_at_new(seen, tried=tried)
        status = tried.status if tried else FINE
        return site.show(request, "daily/workshop_new.html", view, seen=seen, status=status)


@shows(router, "/workshops/{workshop_id}")
def one_workshop(request: Request, site: TheSite, workshop_id: UUID) -> HTMLResponse:
    return _page(request, site, workshop_id)


@posts(router, "/workshops/{workshop_id}/{code}")
def act(request: Request, site: TheSite, workshop_id: UUID, code: str, form: TheForm) -> Response:
    tried = carry_out(request, site, WORKSHOP, workshop_id, code, form)
    if tried is None:
        return go(f"/workshops/{workshop_id}", done="recorded")
    return _page(request, site, workshop_id, tried=tried)


def _page(request: Request, site: Site, workshop_id: UUID, *, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = workshop.look(seen, workshop_id, tried=tried)
        status = tried.status if tried else FINE
        return site.show(request, "daily/workshop.html", view, seen=seen, status=status)
