"""The first page of whoever takes part."""

from fastapi import Request
from starlette.responses import Response

from web.site import TheSite, shows
from web.views.my import home
from web.visitor import signed_in

router = signed_in()


@shows(router, "/my")
def mine(request: Request, site: TheSite) -> Response:
    with site.read(request) as seen:
        view = home.look(seen)
    return site.show(request, "my/home.html", view, seen=seen)
