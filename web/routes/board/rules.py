"""Locking, forbidding and freeing pairings of a plan."""

from uuid import UUID

from fastapi import HTTPException, Request
from starlette.responses import Response

from domain import rulings
from domain.access.policy import Action
from domain.audit import Act
from domain.locks import Ruling
from domain.refusals import Refusal
from domain.rulings import Verdict
from web.forms import Form, TheForm
from web.routes.board import deeds
from web.routes.board.choosing import narrowed, pair_of, uuids
from web.routes.board.pages import board
from web.site import TheSite, go, posts
from web.views.board.plan import Said
from web.visitor import signed_in

router = signed_in(Action.STEER)
DONE = {Verdict.LOCK: "locked", Verdict.FORBID: "forbidden", Verdict.LIFT: "lifted"}


@posts(router, "/rounds/{reference}/plan/rules")
def rule(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """For everybody who is chosen in the list, with whom the newest plan has given them."""
    round_id, verdict = deeds.round_of(request, site, reference), _verdict(form)
    these, why = uuids(form.all("application")), form.text("why")
    try:
        with site.change(request, _act(verdict, round_id, these, why)) as seen:
            ruling = Ruling(deeds.doer(seen), why)
            round_ = deeds.locked(seen, round_id)
            rulings.rule_as_planned(seen.db, round_, these, verdict, ruling=ruling, now=seen.now)
    except Refusal as refused:
        said = Said(why=why, chosen=these, refused=refused.words)
        return board(request, site, reference, None, narrowed(form.text("back")), said=said, status=422)
    look = narrowed(form.text("back"))
    query = look.but(page=look.page)
    return go(f"/rounds/{reference}/plan{'?' if query else ''}{query}", done=DONE[verdict])


@posts(router, "/rounds/{reference}/plan/rule")
def rule_one(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """For one person and one host or mentor, from the person's own page."""
    round_id, verdict = deeds.round_of(request, site, reference), _verdict(form)
    pair, why = pair_of(form, "application", "offer"), form.text("why")
    with site.change(request, _act(verdict, round_id, pair, why)) as seen:
        ruling = Ruling(deeds.doer(seen), why)
        round_ = deeds.locked(seen, round_id)
        rulings.rule(seen.db, round_, pair, verdict, ruling=ruling, now=seen.now)
    return _back(reference, form, pair[0], done=DONE[verdict])


def _back(reference: str, form: Form, application_id: UUID, *, done: str) -> Response:
    version = form.text("version")
    number = version if version.isdecimal() else "0"
    return go(f"/rounds/{reference}/plan/{number}/{application_id}", done=done)


def _verdict(form: Form) -> Verdict:
    try:
        return Verdict(form.text("effect"))
    except ValueError:
        raise HTTPException(404) from None


def _act(verdict: Verdict, round_id: UUID, these: tuple[UUID, ...], why: str) -> Act:
    """Ids only; the reason is kept where it can be erased."""
    fields = tuple(str(each) for each in these)
    return Act(f"pairing.{verdict}", "round", round_id, fields=fields, reason=why)
