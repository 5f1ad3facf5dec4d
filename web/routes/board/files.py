"""What proves a plan: a page in plain words, and the files that anybody can judge with `vaihto check`."""

from collections.abc import Callable

from fastapi import Request
from starlette.responses import Response

from domain.access.policy import Action
from domain.refusals import NotFound
from models.languages import _
from models.schedules import Schedule
from web.site import TheSite, shows
from web.views.board import certificate, standing
from web.views.hr import round_head
from web.visitor import signed_in

router = signed_in(Action.STEER)
FILES: dict[str, Callable[[Schedule], str]] = {
    "problem": lambda schedule: schedule.problem,
    "solution": lambda schedule: schedule.solution,
    "certificate": certificate.file,
}


@shows(router, "/rounds/{reference}/plan/{version:int}/problem.json")
def problem(request: Request, site: TheSite, reference: str, version: int) -> Response:
    return _file(request, site, reference, version, "problem")


@shows(router, "/rounds/{reference}/plan/{version:int}/solution.json")
def solution(request: Request, site: TheSite, reference: str, version: int) -> Response:
    return _file(request, site, reference, version, "solution")


@shows(router, "/rounds/{reference}/plan/{version:int}/certificate.json")
def certificate_file(request: Request, site: TheSite, reference: str, version: int) -> Response:
    return _file(request, site, reference, version, "certificate")


@shows(router, "/rounds/{reference}/plan/{version:int}/certificate")
def certificate_page(request: Request, site: TheSite, reference: str, version: int) -> Response:
    with site.read(request) as seen:
        view = certificate.look(seen, reference, version)
    return site.show(request, "board/certificate.html", view, seen=seen)


def _file(request: Request, site: TheSite, reference: str, version: int, which: str) -> Response:
    """Ids only, never a name."""
    with site.read(request) as seen:
        schedule = standing.version(seen, round_head.find(seen, reference), version)
        if schedule is None:
            raise NotFound(_("Nothing has been planned yet."))
        told = FILES[which](schedule)
    attachment = f'attachment; filename="plan-{version}-{which}.json"'
    return Response(told, media_type="application/json", headers={"Content-Disposition": attachment})
