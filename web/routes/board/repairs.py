"""Choosing between repairs, and the limit under which some are made without asking; comparing versions."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import HTMLResponse, Response

from domain import choosing, planning_settings
from domain.access.policy import Action
from domain.audit import Act
from domain.planning_settings import RepairLimit
from domain.refusals import Invalid
from models.languages import Words, _
from web.forms import Form, TheForm
from web.routes.board import deeds
from web.site import Site, TheSite, go, posts, shows
from web.views.board import compare, repairs
from web.visitor import signed_in

router = signed_in(Action.STEER)
Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@shows(router, "/rounds/{reference}/plan/compare")
def two_versions(
    request: Request, site: TheSite, reference: str, one: Version = None, other: Version = None
) -> HTMLResponse:
    with site.read(request) as seen:
        view = compare.look(seen, reference, one, other)
    return site.show(request, "board/compare.html", view, seen=seen)


@shows(router, "/rounds/{reference}/repairs")
def all_repairs(request: Request, site: TheSite, reference: str) -> HTMLResponse:
    return _page(request, site, reference)


@posts(router, "/rounds/{reference}/repairs/{number:int}")
def choose(request: Request, site: TheSite, reference: str, number: int, _form: TheForm) -> Response:
    """This one becomes the version that waits; approving it is another word."""
    round_id = deeds.round_of(request, site, reference)
    with site.change(request, Act("repair.choose", "round", round_id)) as seen:
        round_ = deeds.locked(seen, round_id)
        choosing.choose(seen.db, round_, number, by=deeds.doer(seen), now=seen.now)
    return go(f"/rounds/{reference}/repairs", done="chosen")


@posts(router, "/rounds/{reference}/repairs/limit")
def limit(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """Which repairs are made without asking; both fields empty: none."""
    round_id = deeds.round_of(request, site, reference)
    try:
        told = _limit(form)
        with site.change(request, Act("round.repair_limit", "round", round_id)) as seen:
            round_ = deeds.locked(seen, round_id)
            planning_settings.limit_repairs(seen.db, round_, told, by=deeds.doer(seen), now=seen.now)
    except Invalid as refused:
        return _page(request, site, reference, refused=refused.words, status=422)
    return go(f"/rounds/{reference}/repairs", done="saved")


def _limit(form: Form) -> RepairLimit | None:
    moved, euros = form.text("most_moved"), form.text("most_euros")
    if not moved and not euros:
        return None
    if not (moved.isdecimal() and euros.isdecimal() and len(moved) < 9 and len(euros) < 9):
        raise Invalid(_("Give both numbers, or leave both empty."))
    return RepairLimit(int(moved), int(euros))


def _page(
    request: Request, site: Site, reference: str, *, refused: Words | None = None, status: int = 200
) -> HTMLResponse:
    with site.read(request) as seen:
        view = repairs.look(seen, reference, refused=refused)
    return site.show(request, "board/repairs.html", view, seen=seen, status=status)
