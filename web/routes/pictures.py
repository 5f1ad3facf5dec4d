"""Pages that show a round in pictures: its calendar, who visits whom, its figures."""

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse

from domain.access.policy import Action
from web.site import PageNumber, TheSite, shows
from web.views.pictures import calendar, figures, flows
from web.views.pictures.flows import Counted
from web.views.pictures.gantt_rows import By
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/rounds/{reference}/calendar")
def when(
    request: Request, site: TheSite, reference: str, by: By = By.PERSON, page: PageNumber = 1
) -> HTMLResponse:
    with site.read(request) as seen:
        view = calendar.look(seen, reference, by=by, page=page)
    if view.paging.is_beyond:
        raise HTTPException(404)
    return site.show(request, "pictures/calendar.html", view, seen=seen)


@shows(router, "/rounds/{reference}/flows")
def who_visits_whom(
    request: Request, site: TheSite, reference: str, counted: Counted = Counted.VISITS, of: str = ""
) -> HTMLResponse:
    with site.read(request) as seen:
        view = flows.look(seen, reference, counted=counted, of=of)
    return site.show(request, "pictures/flows.html", view, seen=seen)


@shows(router, "/rounds/{reference}/figures")
def in_columns(request: Request, site: TheSite, reference: str) -> HTMLResponse:
    with site.read(request) as seen:
        view = figures.look(seen, reference)
    return site.show(request, "pictures/figures.html", view, seen=seen)
