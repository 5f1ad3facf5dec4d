"""One person in a plan, and two who change places."""

from uuid import UUID

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from domain import swapping
from domain.access.policy import Action
from domain.audit import Act
from domain.locks import Ruling
from web.forms import TheForm
from web.routes.board import deeds
from web.routes.board.choosing import pair_of
from web.site import TheSite, go, posts, shows
from web.views.board import person, swap
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/rounds/{reference}/plan/{version:int}/swap")
def cost_of_swap(
    request: Request, site: TheSite, reference: str, version: int, one: UUID, other: UUID
) -> HTMLResponse:
    with site.read(request) as seen:
        view = swap.look(seen, reference, version, (one, other))
    return site.show(request, "board/swap.html", view, seen=seen)


@posts(router, "/rounds/{reference}/plan/{version:int}/swap")
def change_places(request: Request, site: TheSite, reference: str, version: int, form: TheForm) -> Response:
    """A new version in which only these two differ."""
    round_id, two, why = (
        deeds.round_of(request, site, reference),
        pair_of(form, "one", "other"),
        form.text("why"),
    )
    act = Act("plan.swap", "round", round_id, fields=tuple(f"{each}" for each in two), reason=why)
    with site.change(request, act) as seen:
        round_ = deeds.locked(seen, round_id)
        schedule = deeds.version(seen, round_, f"{version}")
        ruling = Ruling(deeds.doer(seen), why)
        made = swapping.swap(seen.db, round_, schedule, two, ruling=ruling, now=seen.now).version
    return go(f"/rounds/{reference}/plan/{made}", done="swapped")


@shows(router, "/rounds/{reference}/plan/{version:int}/{application_id}")
def one_person(
    request: Request, site: TheSite, reference: str, version: int, application_id: UUID
) -> HTMLResponse:
    """Version 0 means the newest."""
    with site.read(request) as seen:
        view = person.look(seen, reference, version, application_id)
    return site.show(request, "board/person.html", view, seen=seen)
