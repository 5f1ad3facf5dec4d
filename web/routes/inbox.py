"""The page about the mails that have reached us."""

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse

from domain.access.policy import Action
from web.site import PageNumber, TheSite, shows
from web.views import inbox
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/inbox")
def inbound_mails(request: Request, site: TheSite, page: PageNumber = 1) -> HTMLResponse:
    with site.read(request) as seen:
        view = inbox.look(seen, page=page)
    if view is None:
        raise HTTPException(404)
    return site.show(request, "inbox.html", view, seen=seen)
