"""The offers of a round: the table, and the same as a file."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from domain.access.policy import Action
from models.states import Kind, OfferState
from web.routes.rounds.narrowing import Code, OrNothing, Text
from web.site import PageNumber, TheSite, shows
from web.views.hr import listed, offer_list
from web.views.hr.offer_list import Choice, Sort
from web.visitor import signed_in

router = signed_in(Action.STEER)


def _choice(
    state: Annotated[OfferState | None, OrNothing] = None,
    organisation: Code = "",
    kind: Annotated[Kind | None, OrNothing] = None,
    topic: Code = "",
    text: Text = "",
    free: str = "",
    sort: Sort = Sort.NAME,
    page: PageNumber = 1,
) -> Choice:
    return Choice(
        state=state,
        organisation=organisation,
        kind=kind,
        topic=topic,
        text=text.replace("\0", "").strip(),
        free=bool(free),
        sort=sort,
        page=page,
    )


Chosen = Annotated[Choice, Depends(_choice)]


@shows(router, "/rounds/{reference}/offers")
def table(request: Request, site: TheSite, reference: str, chosen: Chosen) -> Response:
    with site.read(request) as seen:
        view = offer_list.look(seen, reference, chosen)
    return site.show(request, "hr/offers.html", view, seen=seen)


@shows(router, "/rounds/{reference}/offers.{form}")
def file(request: Request, site: TheSite, reference: str, form: listed.Format, chosen: Chosen) -> Response:
    """What the table shows, on all its pages."""
    with site.read(request) as seen:
        return listed.offers(seen, reference, chosen).download(form, seen.language)
