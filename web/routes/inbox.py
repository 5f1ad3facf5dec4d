"""The mails that have reached us, and what a coordinator makes of one."""

from typing import Annotated
from uuid import UUID

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from domain.access.policy import Action
from web.deeds.carrying_out import carry_out
from web.deeds.of_inbox import INBOUND
from web.deeds.sheets import FINE, Tried
from web.forms import TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views import inbox
from web.views.daily import inbound
from web.views.inbox import Choice
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/inbox")
def inbound_mails(request: Request, site: TheSite, asked: Annotated[Choice, Query()]) -> HTMLResponse:
    with site.read(request) as seen:
        view = inbox.look(seen, asked)
        if view is None:
            raise HTTPException(404)
        return site.show(request, "inbox.html", view, seen=seen)


@shows(router, "/inbox/{mail_id}")
def one_inbound_mail(request: Request, site: TheSite, mail_id: UUID) -> HTMLResponse:
    return _page(request, site, mail_id)


@posts(router, "/inbox/{mail_id}/{code}")
def act(request: Request, site: TheSite, mail_id: UUID, code: str, form: TheForm) -> Response:
    tried = carry_out(request, site, INBOUND, mail_id, code, form)
    if tried is None:
        return go(f"/inbox/{mail_id}", done="recorded")
    return _page(request, site, mail_id, tried=tried)


def _page(request: Request, site: Site, mail_id: UUID, *, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = inbound.look(seen, mail_id, tried=tried)
        status = tried.status if tried else FINE
        return site.show(request, "daily/inbound.html", view, seen=seen, status=status)
