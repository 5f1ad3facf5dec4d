"""One application, one offer: looked at, changed on behalf of whoever told it by phone, and how they suit."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain.access.policy import Action
from web.deeds.at_desk import AtApplication, AtOffer, find_application, find_offer
from web.deeds.carrying_out import Noun, carry_out
from web.deeds.memos import AT_APPLICATION
from web.deeds.of_applications import ON_BEHALF as OF_APPLICATIONS
from web.deeds.of_offers import ON_BEHALF as OF_OFFERS
from web.deeds.sheets import FINE, Tried
from web.forms import TheForm
from web.site import PageNumber, Site, TheSite, go, posts, shows
from web.views.hr import application_page, fit_page, offer_page
from web.views.hr.round_head import address, find
from web.visitor import signed_in

router = signed_in(Action.STEER)
APPLICATION = "/rounds/{reference}/applications/{application_id}"
OFFER = "/rounds/{reference}/offers/{offer_id}"


@shows(router, APPLICATION)
def application(request: Request, site: TheSite, reference: str, application_id: UUID) -> Response:
    return _application(request, site, reference, application_id)


@shows(router, OFFER)
def offer(request: Request, site: TheSite, reference: str, offer_id: UUID) -> Response:
    return _offer(request, site, reference, offer_id)


@shows(router, f"{APPLICATION}/beside")
def application_beside(request: Request, site: TheSite, reference: str, application_id: UUID) -> Response:
    """A piece of a page: what stands beside the list while one goes through it."""
    with site.read(request) as seen:
        view = application_page.beside(seen, reference, application_id)
    return site.show(request, "hr/beside.html", view, seen=seen)


@shows(router, f"{APPLICATION}/fit")
def offers_for(
    request: Request, site: TheSite, reference: str, application_id: UUID, page: PageNumber = 1
) -> Response:
    """Every offer of its round, the best first."""
    with site.read(request) as seen:
        view = fit_page.of_application(seen, reference, application_id, page)
    return site.show(request, "hr/fit.html", view, seen=seen)


@shows(router, f"{OFFER}/fit")
def applications_for(
    request: Request, site: TheSite, reference: str, offer_id: UUID, page: PageNumber = 1
) -> Response:
    """Every application that was sent in, the best first."""
    with site.read(request) as seen:
        view = fit_page.of_offer(seen, reference, offer_id, page)
    return site.show(request, "hr/fit.html", view, seen=seen)


@posts(router, APPLICATION + "/{code}")
def act_on_application(
    request: Request, site: TheSite, form: TheForm, reference: str, application_id: UUID, code: str
) -> Response:
    deeds = {each.code: each for each in (*OF_APPLICATIONS, *AT_APPLICATION)}
    noun: Noun[AtApplication] = Noun(
        "application", deeds, lambda seen, id_, form: find_application(seen, find(seen, reference), id_, form)
    )
    tried = carry_out(request, site, noun, application_id, code, form)
    if tried is None:
        return go(f"{address(reference)}/applications/{application_id}", done="saved")
    return _application(request, site, reference, application_id, tried=tried)


@posts(router, OFFER + "/{code}")
def act_on_offer(
    request: Request, site: TheSite, form: TheForm, reference: str, offer_id: UUID, code: str
) -> Response:
    deeds = {each.code: each for each in OF_OFFERS}
    noun: Noun[AtOffer] = Noun(
        "offer", deeds, lambda seen, id_, form: find_offer(seen, find(seen, reference), id_, form)
    )
    tried = carry_out(request, site, noun, offer_id, code, form)
    if tried is None:
        return go(f"{address(reference)}/offers/{offer_id}", done="saved")
    return _offer(request, site, reference, offer_id, tried=tried)


def _application(
    request: Request, site: Site, reference: str, application_id: UUID, *, tried: Tried | None = None
) -> Response:
    with site.read(request) as seen:
        view = application_page.look(seen, reference, application_id, tried=tried)
    status = tried.status if tried else FINE
    return site.show(request, "hr/application.html", view, seen=seen, status=status)


def _offer(
    request: Request, site: Site, reference: str, offer_id: UUID, *, tried: Tried | None = None
) -> Response:
    with site.read(request) as seen:
        view = offer_page.look(seen, reference, offer_id, tried=tried)
    return site.show(request, "hr/offer.html", view, seen=seen, status=tried.status if tried else FINE)
