"""One offer: looked at, withdrawn, or given other limits with a reason."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain import offers, overrides
from domain.access.policy import Action
from domain.overrides import Wanted
from domain.refusals import Invalid, NotFound, Refusal
from models.languages import Words, _
from models.offers import Offer
from models.overrides import Limit
from web.forms import FormModel, TheForm, parsed
from web.routes.rounds.desk import Desk, desk
from web.site import Site, TheSite, go, posts, shows
from web.views.hr import offer_page
from web.views.hr.round_head import address
from web.visitor import signed_in

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422


class Deed(StrEnum):
    WITHDRAW = "withdraw"
    LIMIT = "limit"


class Said(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {"number": _("The new limit"), "why": _("How do you know it?")}
    limit: Limit | None = None
    number: Annotated[int, Field(ge=0, le=999_999)] | None = None
    why: Annotated[str, Field(max_length=500)] = ""


@shows(router, "/rounds/{reference}/offers/{offer_id}")
def page(request: Request, site: TheSite, reference: str, offer_id: UUID) -> Response:
    with site.read(request) as seen:
        view = offer_page.look(seen, reference, offer_id)
    return site.show(request, "hr/offer.html", view, seen=seen)


@posts(router, "/rounds/{reference}/offers/{offer_id}/{deed}")
def act(
    request: Request, site: TheSite, form: TheForm, reference: str, offer_id: UUID, deed: Deed
) -> Response:
    said = parsed(Said, form)
    if isinstance(said, tuple):
        words = _("{label}: {words}.", label=said[0].label, words=said[0].words)
        return _again(request, site, reference, offer_id, words, NOT_RIGHT)
    try:
        with desk(request, site, reference, f"offer-{deed}", why=said.why) as at:
            DEEDS[deed](at, offer_page.load(at.seen, at.round_, offer_id), said)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, site, reference, offer_id, refusal.words, REFUSED)
    return go(f"{address(reference)}/offers/{offer_id}", done="saved")


def _again(
    request: Request, site: Site, reference: str, offer_id: UUID, refused: Words, status: int
) -> Response:
    with site.read(request) as seen:
        view = offer_page.look(seen, reference, offer_id).model_copy(update={"refused": refused})
    return site.show(request, "hr/offer.html", view, seen=seen, status=status)


def _withdraw(_at: Desk, row: Offer, _said: Said) -> None:
    offers.withdraw(row)


def _limit(at: Desk, row: Offer, said: Said) -> None:
    if said.limit not in (Limit.MOST, Limit.GUESTS_PER_DAY) or said.number is None:
        raise Invalid(_("Say which limit is to be which number."))
    if said.number < max(1, row.least):
        raise Invalid(_("An open offer takes at least one; withdraw it to take nobody."))
    wanted = Wanted(said.limit, row, said.number)
    overrides.set_aside(at.seen.db, at.round_, wanted, behalf=at.behalf(said.why), now=at.seen.now)


DEEDS: dict[Deed, Callable[[Desk, Offer, Said], None]] = {Deed.WITHDRAW: _withdraw, Deed.LIMIT: _limit}
