"""What the two do after their exchange, whenever they like."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain.afterwards import by_hand
from domain.refusals import Invalid
from domain.troubles import day
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from web.forms import TheForm
from web.routes.my.changing import change
from web.site import TheSite, posts
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
MOST_TITLE = 200


@posts(router, "/my/exchanges/{exchange_id}/touch")
def touch(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        if form.text("word") not in (by_hand.YES, by_hand.NO):
            raise Invalid(_("Choose one of the answers."))
        yes = form.text("word") == by_hand.YES
        by_hand.keep_in_touch(seen.db, found, me, yes=yes, now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="contact.chosen")


@posts(router, "/my/exchanges/{exchange_id}/again")
def again(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        first, days = day(form.text("first")), form.text("days") or "1"
        if first is None or not (days.isascii() and days.isdigit() and len(days) < 3):
            raise Invalid(_("Choose the first day, and how many working days it lasts."))
        by_hand.meet_again(seen.db, found, me, first, days=int(days), now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="visit.proposed", done="visit-proposed")


@posts(router, "/my/exchanges/{exchange_id}/seminar")
def seminar(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        on = day(form.text("on"))
        if on is None:
            raise Invalid(_("Choose a day at least some working days from now."))
        title, invites = form.text("title")[:MOST_TITLE], form.text("word") == by_hand.ANNOUNCE
        by_hand.tell_at_home(seen.db, found, me, on, title=title, invites=invites, now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="seminar.planned", done="seminar-planned")
