"""The exchanges of a round, the page of one, and everything that its coordinator does there."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from domain.access.policy import Action
from web.deeds.carrying_out import carry_out
from web.deeds.of_exchanges import EXCHANGE
from web.deeds.of_round_days import ROUND_DAYS
from web.deeds.sheets import FINE, Tried
from web.forms import TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views.daily import exchange, exchange_list
from web.views.daily.exchange_list import Filters
from web.views.hr.round_head import find
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/rounds/{reference}/exchanges")
def exchanges_of_round(
    request: Request, site: TheSite, reference: str, asked: Annotated[Filters, Query()]
) -> HTMLResponse:
    return _list(request, site, reference, asked)


@posts(router, "/rounds/{reference}/exchanges/{code}")
def act_on_all(request: Request, site: TheSite, reference: str, code: str, form: TheForm) -> Response:
    with site.read(request) as seen:
        round_id = find(seen, reference).id
    tried = carry_out(request, site, ROUND_DAYS, round_id, code, form)
    if tried is None:
        return go(f"/rounds/{quote(reference)}/exchanges", done="recorded")
    return _list(request, site, reference, Filters(), tried=tried)


def _list(
    request: Request, site: Site, reference: str, filters: Filters, *, tried: Tried | None = None
) -> HTMLResponse:
    with site.read(request) as seen:
        view = exchange_list.look(seen, reference, filters, temporal_ui=site.temporal_ui, tried=tried)
        if view is None:
            raise HTTPException(404)
        status = tried.status if tried else FINE
        return site.show(request, "daily/exchanges.html", view, seen=seen, status=status)


@shows(router, "/exchanges/{exchange_id}")
def one_exchange(request: Request, site: TheSite, exchange_id: UUID) -> HTMLResponse:
    return _page(request, site, exchange_id)


@posts(router, "/exchanges/{exchange_id}/{code}")
def act(request: Request, site: TheSite, exchange_id: UUID, code: str, form: TheForm) -> Response:
    tried = carry_out(request, site, EXCHANGE, exchange_id, code, form)
    if tried is None:
        return go(f"/exchanges/{exchange_id}", done="recorded")
    return _page(request, site, exchange_id, tried=tried)


def _page(request: Request, site: Site, exchange_id: UUID, *, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = exchange.look(seen, exchange_id, tried=tried, temporal_ui=site.temporal_ui)
        status = tried.status if tried else FINE
        return site.show(request, "daily/exchange.html", view, seen=seen, status=status)
