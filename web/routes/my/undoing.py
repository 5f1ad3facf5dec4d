"""Taking back what one has just said no to, left or taken back."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import exchanges
from domain.audit import Act
from domain.second_thoughts import declines, departures, offers_back
from web.forms import TheForm
from web.site import TheSite, go, posts
from web.views.my import applying, exchange, offering
from web.visitor import signed_in

router = signed_in()


@posts(router, "/my/undo/exchanges/{exchange_id}")
def decline(request: Request, site: TheSite, exchange_id: UUID, _form: TheForm) -> Response:
    """The proposal stands again, under an address of its own."""
    with site.change(request, Act("proposal.no_taken_back", "exchange", exchange_id)) as seen:
        exchange.load(seen, exchange_id)
        found = exchanges.load(seen.db, exchange_id)
        again = declines.take_back(seen.db, found, seen.actor.person_id, now=seen.now)
    return go(f"/my/exchanges/{again.id}", done="undone")


@posts(router, "/my/undo/applications/{application_id}")
def departure(request: Request, site: TheSite, application_id: UUID, _form: TheForm) -> Response:
    with site.change(request, Act("application.resumed", "application", application_id)) as seen:
        departures.come_back(seen.db, applying.load(seen, application_id), now=seen.now)
    return go(f"/my/applications/{application_id}", done="undone")


@posts(router, "/my/undo/offers/{offer_id}")
def offer(request: Request, site: TheSite, offer_id: UUID, _form: TheForm) -> Response:
    with site.change(request, Act("offer.resumed", "offer", offer_id)) as seen:
        offers_back.offer_again(seen.db, offering.of_own(seen, offer_id), now=seen.now)
    return go(f"/my/offers/{offer_id}", done="undone")
