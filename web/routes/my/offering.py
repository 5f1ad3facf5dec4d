"""Offering to host or to mentor in two minutes."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import own_offers
from domain.audit import Act
from domain.refusals import NotFound, Refusal
from domain.second_thoughts import offers_back
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import Kind
from web.forms import Form, TheForm, Trouble
from web.routes.my import offer_form
from web.site import Site, TheSite, go, posts, shows
from web.views.my import offering as view_of
from web.views.my.joining import find
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
WITHIN = ("span", "drop")


@shows(router, "/my/rounds/{reference}/offer/{kind}")
def offer(request: Request, site: TheSite, reference: str, kind: Kind, copy: int = 0) -> Response:
    """With `copy`, filled in as in the round before; nothing is saved by looking."""
    with site.read(request) as seen:
        view = view_of.look(seen, reference, kind, copies=bool(copy))
    return site.show(request, "my/offer.html", view, seen=seen)


@shows(router, "/my/offers/{offer_id}")
def own_offer(request: Request, site: TheSite, offer_id: UUID) -> Response:
    with site.read(request) as seen:
        found = view_of.of_own(seen, offer_id)
        round_ = seen.db.get_one(Round, found.round_id)
        view = view_of.shown(seen, round_, found.kind, found, None, copies=False)
    return site.show(request, "my/offer.html", view, seen=seen)


@posts(router, "/my/rounds/{reference}/offer/{kind}")
def make(request: Request, site: TheSite, reference: str, kind: Kind, form: TheForm) -> Response:
    """Saved as a whole; buttons within the page only change what stands there."""
    with site.read(request) as seen:
        found = offer_form.troubles(form, find(seen, reference), kind)
    if found or form.text("do").partition(":")[0] in WITHIN:
        return _as_written(request, site, (reference, kind), form, found)
    try:
        with site.change(request, Act("offer.made", "round")) as seen:
            made = _make(seen, reference, kind, form)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, site, (reference, kind), form, refusal)
    return go(f"/my/offers/{made.id}", done="offered")


def _make(seen: Reading, reference: str, kind: Kind, form: Form) -> Offer:
    me, round_ = seen.db.get_one(Person, seen.actor.person_id), find(seen, reference)
    standing = own_offers.standing(seen.db, round_, me.id, kind)
    said = offer_form.said(form, round_, kind, standing=standing)
    return own_offers.make(seen.db, round_, me, kind, said, now=seen.now)


@posts(router, "/my/offers/{offer_id}/withdraw")
def withdraw(request: Request, site: TheSite, offer_id: UUID, _form: TheForm) -> Response:
    with site.change(request, Act("offer.withdrawn", "offer", offer_id)) as seen:
        offers_back.take_back(view_of.of_own(seen, offer_id), now=seen.now)
    return go(f"/my/offers/{offer_id}", done="saved")


def _as_written(
    request: Request, site: Site, asked: tuple[str, Kind], form: Form, found: tuple[Trouble, ...]
) -> Response:
    """While days are added or taken away, what else is missing is not yet told."""
    is_within = form.text("do").partition(":")[0] in WITHIN
    told = tuple(each for each in found if each.field == "from") if is_within else found
    with site.read(request) as seen:
        view = offer_form.as_written(view_of.look(seen, *asked), form, told)
    view = view.model_copy(update={"is_unsaved": True})
    return site.show(request, "my/offer.html", view, seen=seen, status=422 if told else 200)


def _refused(request: Request, site: Site, asked: tuple[str, Kind], form: Form, refusal: Refusal) -> Response:
    """The same page with everything as it was written."""
    with site.read(request) as seen:
        view = offer_form.as_written(view_of.look(seen, *asked), form)
    told = view.model_copy(update={"refusal": refusal.words})
    return site.show(request, "my/offer.html", told, seen=seen, status=422)
