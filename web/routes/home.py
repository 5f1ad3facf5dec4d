"""The first page: what waits for whoever comes."""

from fastapi import Request
from starlette.responses import Response

from domain.access.policy import Action
from web.site import TheSite, go, shows
from web.views.hr import home as homes
from web.visitor import may_somewhere, signed_in, visitor_of

router = signed_in()


@shows(router, "/")
def home(request: Request, site: TheSite) -> Response:
    """Those who steer nothing have their own page."""
    visitor = visitor_of(request)
    if visitor is None or not may_somewhere(visitor.actor, Action.STEER):
        return go("/my")
    with site.read(request) as seen:
        return site.show(request, "hr/home.html", homes.look(seen), seen=seen)
