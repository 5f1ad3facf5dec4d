"""Pages about rounds."""

from fastapi import Request
from starlette.responses import HTMLResponse

from domain.access.policy import Action
from models.states import ExchangeState
from web.site import PageNumber, TheSite, shows
from web.views import round_page, rounds
from web.views.exchanges import Choice
from web.views.rounds import Phase
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/rounds")
def all_rounds(request: Request, site: TheSite, phase: Phase | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = rounds.look(seen, phase)
    return site.show(request, "hr/rounds.html", view, seen=seen)


@shows(router, "/rounds/{reference}")
def one_round(
    request: Request,
    site: TheSite,
    reference: str,
    state: ExchangeState | None = None,
    page: PageNumber = 1,
) -> HTMLResponse:
    with site.read(request) as seen:
        choice = Choice(state=state, page=page, temporal_ui=site.temporal_ui)
        view = round_page.look(seen, reference, choice)
    return site.show(request, "hr/round.html", view, seen=seen)
