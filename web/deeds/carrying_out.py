"""A form that was posted: judged, then tried or done; what is wrong comes back to its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic
from uuid import UUID

from fastapi import HTTPException, Request

from domain import send_plans
from domain.audit import Act
from domain.refusals import Refusal
from models.rounds import Round
from web.deeds.deed import LOOK, ROW, At, Deed, Ready
from web.deeds.plans import PlanView, plan_view
from web.deeds.sheets import Tried, came_back, said_no, would_send
from web.forms import TOKEN, Form
from web.site import Site
from web.views.reading import Reading

OUR_OWN = {TOKEN, ROW, LOOK}
LONGEST_WHY = 2_000  # as the audit log keeps it


@dataclass(frozen=True)
class Noun(Generic[At]):
    """What deeds are done to: `find` locks the row of that id for whoever may, or says there is none."""

    kind: str
    deeds: Mapping[str, Deed[At]]
    find: Callable[[Reading, UUID, Form], At]
    round_of: Callable[[At], Round] | None = None


def carry_out(request: Request, site: Site, noun: Noun[At], id_: UUID, code: str, form: Form) -> Tried | None:
    """None when it is done; a row that one may not see is refused by the page that shows the rest."""
    deed = noun.deeds.get(code)
    if deed is None:
        raise HTTPException(404)
    ready = deed.read(form)
    if isinstance(ready, tuple):
        return came_back(code, form, ready)
    try:
        if deed.shows_plan and form.has(LOOK):
            return would_send(code, form, _plan(request, site, noun, id_, ready, form))
        with site.change(request, _act(noun, id_, code, form)) as seen:
            ready(noun.find(seen, id_, form))
    except Refusal as no:
        return said_no(code, form, no)
    return None


def _act(noun: Noun[At], id_: UUID, code: str, form: Form) -> Act:
    fields = tuple(sorted(form.fields.keys() - OUR_OWN))
    return Act(f"{noun.kind}.{code}", noun.kind, id_, fields, form.text("why")[:LONGEST_WHY])


def _plan(
    request: Request, site: Site, noun: Noun[At], id_: UUID, ready: Ready[At], form: Form
) -> PlanView | None:
    """The verb itself, on a copy or in a transaction that is taken back."""
    if noun.round_of is None:
        return None
    with site.trial(request) as seen:
        round_ = noun.round_of(noun.find(seen, id_, form))
        plan = send_plans.of_change(
            seen.db,
            round_,
            lambda: ready(noun.find(seen, id_, form)),
            now=seen.now,
            reader=seen.language,
        )
        return plan_view(plan)
