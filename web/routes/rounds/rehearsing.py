"""Rehearsing a round from its page: ordered here, played by a worker, looked at as long as the round is."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain.access.policy import Action
from domain.refusals import NotFound, Refusal
from domain.rehearsals import orders
from domain.rehearsals.behaviour import Said
from domain.rehearsals.orders import MOST_INVENTED, MOST_SEEDS, Wanted
from models.languages import Words, _
from web.forms import Form, FormModel, TheForm, Trouble, parsed
from web.routes.rounds.desk import desk
from web.site import Site, TheSite, go, posts, shows
from web.views.hr.round_head import address
from web.views.rehearsals import page, played
from web.views.rehearsals.listed import SHARES
from web.visitor import signed_in

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422
Hundredth = Annotated[int | None, Field(ge=0, le=100)]


class Ordered(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {
        "seeds": _("How often"),
        "declines": _("Say no"),
        "silences": _("Do not answer at all"),
        "illnesses": _("Fall ill before a visit"),
        "late": _("Answer too late"),
        "applicants": _("Invented applicants"),
    }
    seeds: Annotated[int, Field(ge=1, le=MOST_SEEDS)]
    declines: Hundredth = None
    silences: Hundredth = None
    illnesses: Hundredth = None
    late: Hundredth = None
    applicants: Annotated[int | None, Field(ge=1, le=MOST_INVENTED)] = None

    @property
    def people(self) -> Said:
        shares = self.model_dump(include=set(SHARES), exclude_none=True)
        return Said(**{name: each / page.HUNDRED for name, each in shares.items()})


@shows(router, "/rounds/{reference}/rehearsals")
def rehearsals(request: Request, site: TheSite, reference: str) -> Response:
    with site.read(request) as seen:
        view = page.look(seen, reference)
    return site.show(request, "rehearsals/rehearsals.html", view, seen=seen)


@shows(router, "/rounds/{reference}/rehearsals/{number:int}")
def one_rehearsal(request: Request, site: TheSite, reference: str, number: int) -> Response:
    with site.read(request) as seen:
        view = played.one(seen, reference, number)
    return site.show(request, "rehearsals/rehearsal.html", view, seen=seen)


@posts(router, "/rounds/{reference}/rehearsals")
def order(request: Request, site: TheSite, form: TheForm, reference: str) -> Response:
    said = parsed(Ordered, form)
    if isinstance(said, tuple):
        return _again(request, site, reference, form, troubles=said)
    wanted = Wanted(seeds=said.seeds, people=said.people, invented=said.applicants)
    try:
        with desk(request, site, reference, "rehearse", fields=("seeds",)) as at:
            number = orders.order(at.seen.db, at.round_, wanted, by=at.by, now=at.seen.now).number
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, site, reference, form, refused=refusal.words)
    return go(f"{address(reference)}/rehearsals/{number}", done="rehearsing")


@posts(router, "/rounds/{reference}/rehearsals/{number:int}/stop")
def stop(request: Request, site: TheSite, _form: TheForm, reference: str, number: int) -> Response:
    with desk(request, site, reference, "rehearsal-stop") as at:
        orders.cancel(at.seen.db, orders.numbered(at.seen.db, at.round_, number), now=at.seen.now)
    return go(f"{address(reference)}/rehearsals/{number}", done="rehearsal-stopped")


def _again(
    request: Request,
    site: Site,
    reference: str,
    form: Form,
    *,
    troubles: tuple[Trouble, ...] = (),
    refused: Words | None = None,
) -> Response:
    values = {name: form.text(name) for name in Ordered.model_fields}
    with site.read(request) as seen:
        view = page.look(seen, reference, values, troubles=troubles, refused=refused)
    status = NOT_RIGHT if troubles else REFUSED
    return site.show(request, "rehearsals/rehearsals.html", view, seen=seen, status=status)
