"""The matching board of a round: who goes where in its plan, and why."""

from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse

from domain.access.policy import Action
from models.states import Kind, RuleEffect
from web.site import PageNumber, Site, TheSite, shows
from web.views.board import plan
from web.views.board.choices import Choice, Shown, Sort
from web.views.board.plan import NOTHING_SAID, Said
from web.visitor import signed_in

router = signed_in(Action.STEER)


def _choice(
    show: Shown = Shown.PLACED,
    q: Annotated[str, Query(max_length=100)] = "",
    kind: Kind | None = None,
    organisation: Annotated[str, Query(max_length=60)] = "",
    wish: Annotated[int | None, Query(ge=0, le=99)] = None,
    ruled: RuleEffect | None = None,
    sort: Sort = Sort.NAME,
    page: PageNumber = 1,
) -> Choice:
    return Choice(
        show=show,
        q=q.strip(),
        kind=kind,
        organisation=organisation,
        wish=wish,
        ruled=ruled,
        sort=sort,
        page=page,
    )


TheChoice = Annotated[Choice, Depends(_choice)]


@shows(router, "/rounds/{reference}/plan")
def newest_plan(request: Request, site: TheSite, reference: str, choice: TheChoice) -> HTMLResponse:
    return board(request, site, reference, None, choice)


@shows(router, "/rounds/{reference}/plan/{version:int}")
def one_version(
    request: Request, site: TheSite, reference: str, version: int, choice: TheChoice
) -> HTMLResponse:
    return board(request, site, reference, version, choice)


def board(
    request: Request,
    site: Site,
    reference: str,
    version: int | None,
    choice: Choice,
    *,
    said: Said = NOTHING_SAID,
    status: int = 200,
) -> HTMLResponse:
    with site.read(request) as seen:
        view = plan.look(seen, reference, version, choice, said=said)
    if view.listed and view.listed.paging.is_beyond:
        raise HTTPException(404)
    return site.show(request, "board/plan.html", view, seen=seen, status=status)
