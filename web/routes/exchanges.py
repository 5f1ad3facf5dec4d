"""The page of an exchange, and everything that its coordinator does there."""

from urllib.parse import quote
from uuid import UUID

from fastapi import Request
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


@posts(router, "/rounds/{reference}/exchanges/{code}")
def act_on_all(request: Request, site: TheSite, reference: str, code: str, form: TheForm) -> Response:
    with site.read(request) as seen:
        round_id = find(seen, reference).id
    tried = carry_out(request, site, ROUND_DAYS, round_id, code, form)
    if tried is None:
        return go(f"/rounds/{quote(reference)}/exchanges", done="recorded")
    with site.read(request) as seen:
        view = exchange_list.look(seen, reference, Filters(), tried=tried)
        return site.show(request, "daily/exchanges.html", view, seen=seen, status=tried.status)


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
