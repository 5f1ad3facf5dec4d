"""HR's word on the version that waits: plan again, or take an approval back."""

from fastapi import Request
from starlette.responses import Response

from domain import departing, schedules
from domain.access.policy import Action
from domain.audit import Act
from web.forms import TheForm
from web.routes.board import deeds
from web.site import TheSite, go, posts
from web.visitor import signed_in

router = signed_in(Action.STEER)


@posts(router, "/rounds/{reference}/plan/again")
def plan_again(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """The version that waits is set aside, and another is made of what is known by now."""
    round_id = deeds.round_of(request, site, reference)
    with site.change(request, Act("plan.set_aside", "round", round_id)) as seen:
        round_ = deeds.locked(seen, round_id)
        schedule = deeds.version(seen, round_, form.text("version"))
        schedules.reject(seen.db, schedule, by=deeds.doer(seen), now=seen.now)
    return go(f"/rounds/{reference}/plan", done="set_aside")


@posts(router, "/rounds/{reference}/plan/take-back")
def take_back(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """Nothing has left yet: the plan waits for a decision again."""
    round_id = deeds.round_of(request, site, reference)
    with site.change(request, Act("plan.approval_taken_back", "round", round_id)) as seen:
        round_ = deeds.locked(seen, round_id)
        schedule = deeds.version(seen, round_, form.text("version"))
        departing.take_back(seen.db, round_, schedule, by=deeds.doer(seen), now=seen.now)
    return go(f"/rounds/{reference}/plan", done="taken_back")
