"""What proves a plan, as files: the problem, and the solution that anybody can judge with `vaihto check`."""

from fastapi import Request
from starlette.responses import Response

from domain.access.policy import Action
from domain.refusals import NotFound
from models.languages import _
from web.site import TheSite, shows
from web.views.board import standing
from web.views.hr import round_head
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/rounds/{reference}/plan/{version:int}/problem.json")
def problem(request: Request, site: TheSite, reference: str, version: int) -> Response:
    return _file(request, site, reference, version, "problem")


@shows(router, "/rounds/{reference}/plan/{version:int}/solution.json")
def solution(request: Request, site: TheSite, reference: str, version: int) -> Response:
    return _file(request, site, reference, version, "solution")


def _file(request: Request, site: TheSite, reference: str, version: int, which: str) -> Response:
    """Ids only, never a name."""
    with site.read(request) as seen:
        schedule = standing.version(seen, round_head.find(seen, reference), version)
        if schedule is None:
            raise NotFound(_("Nothing has been planned yet."))
        told: str = schedule.problem if which == "problem" else schedule.solution
    attachment = f'attachment; filename="plan-{version}-{which}.json"'
    return Response(told, media_type="application/json", headers={"Content-Disposition": attachment})
