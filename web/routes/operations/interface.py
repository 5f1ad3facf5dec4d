"""The description of /api/v1 as a page of ours."""

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse

from web.api.app import HERE
from web.site import TheSite, shows
from web.views.operations import interface
from web.visitor import signed_in

router = signed_in()


@shows(router, HERE + "/docs")
def description(request: Request, site: TheSite) -> HTMLResponse:
    api: FastAPI = request.app.state.api
    view = interface.look(api.openapi(), HERE)
    with site.read(request) as seen:
        return site.show(request, "operations/interface.html", view, seen=seen)
