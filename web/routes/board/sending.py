"""Seeing what a plan would send, and saying yes to just that."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, Response

from domain import departing, foresight, planning_settings, schedules
from domain.access.policy import Action
from domain.audit import Act
from domain.foresight import Foresight
from domain.refusals import Conflict, Invalid, Refusal
from domain.send_plans import Effect
from models.languages import Words, _
from web.forms import TheForm
from web.languages import language_of
from web.routes.board import deeds
from web.site import PageNumber, Site, TheSite, go, posts, shows
from web.views.board import sending
from web.views.board.sending import Chosen
from web.views.reading import Reading, reading
from web.visitor import signed_in, visitor_of

router = signed_in(Action.STEER)


@shows(router, "/rounds/{reference}/send-plan")
def send_plan(
    request: Request, site: TheSite, reference: str, effect: Effect | None = None, page: PageNumber = 1
) -> HTMLResponse:
    return _page(request, site, reference, Chosen(effect=effect, page=page))


@shows(router, "/rounds/{reference}/send-plan/{number:int}")
def one_message(request: Request, site: TheSite, reference: str, number: int) -> HTMLResponse:
    with trying(request, site) as seen:
        view = sending.one(seen, reference, number)
    return site.show(request, "board/letter.html", view, seen=seen)


@posts(router, "/rounds/{reference}/send-plan")
def approve(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """Yes to what was seen; where something else would be sent by now, it is shown anew instead."""
    round_id = deeds.round_of(request, site, reference)
    try:
        seen_plan = _foreseen(request, site, reference, form.text("version"), digest=form.text("digest"))
        with site.change(request, Act("plan.approve", "round", round_id)) as seen:
            round_ = deeds.locked(seen, round_id)
            schedule = deeds.version(seen, round_, form.text("version"))
            leaves_at = departing.leaves_at(round_, now=seen.now)
            doer = deeds.doer(seen)
            schedules.approve(seen.db, schedule, by=doer, now=seen.now, seen=seen_plan, leaves_at=leaves_at)
    except Refusal as refused:
        return _page(request, site, reference, Chosen(), refused=refused.words, status=409)
    return go(f"/rounds/{reference}/plan", done="approved" if leaves_at else "leaves")


@posts(router, "/rounds/{reference}/send-plan/regret")
def regret(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """How long an approval can be taken back, from the next one on."""
    round_id, told = deeds.round_of(request, site, reference), form.text("minutes")
    try:
        with site.change(request, Act("round.regret", "round", round_id, fields=("regret_minutes",))) as seen:
            round_ = deeds.locked(seen, round_id)
            if not told.isdecimal():
                raise Invalid(_("{told} is not a number.", told=told[:20]))
            planning_settings.set_regret(seen.db, round_, int(told), by=deeds.doer(seen), now=seen.now)
    except Invalid as refused:
        return _page(request, site, reference, Chosen(), refused=refused.words, status=422)
    return go(f"/rounds/{reference}/send-plan", done="saved")


@contextmanager
def trying(request: Request, site: Site) -> Iterator[Reading]:
    """Verbs may be tried out here: whatever they write is gone at the end."""
    visitor = visitor_of(request)
    actor = visitor.actor if visitor else None
    with site.database.trial() as db:
        yield reading(db, language_of(request), site.clock.now(), visitor=actor)


def _foreseen(request: Request, site: Site, reference: str, version: str, *, digest: str) -> Foresight:
    """What would be sent now, if it is what was seen."""
    with trying(request, site) as seen:
        round_ = deeds.found(seen, reference)
        schedule = deeds.version(seen, round_, version)
        told = foresight.of(seen.db, schedule.id, now=seen.now)
    if told.digest != digest:
        raise Conflict(_("What would be sent has changed since you looked: please look again."))
    return told


def _page(
    request: Request,
    site: Site,
    reference: str,
    chosen: Chosen,
    *,
    refused: Words | None = None,
    status: int = 200,
) -> HTMLResponse:
    with trying(request, site) as seen:
        view = sending.look(seen, reference, chosen, refused=refused)
    if view.paging.is_beyond:
        raise HTTPException(404)
    return site.show(request, "board/send_plan.html", view, seen=seen, status=status)
