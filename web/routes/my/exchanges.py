"""One's own exchange: looked at, answered, prepared, moved, and called off."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import colleagues, illnesses, stays, visit_packs
from domain.agreeing import late_yes
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.second_thoughts import declines
from domain.troubles import day
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.states import Answer
from models.withdrawals import Withdrawal
from web.forms import TheForm
from web.routes.my.changing import change, number, together
from web.site import TheSite, posts, shows
from web.views.my import exchange as view_of
from web.views.my import exchange_money
from web.views.my.exchange_view import PACK
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()


@shows(router, "/my/exchanges/{exchange_id}")
def exchange(request: Request, site: TheSite, exchange_id: UUID) -> Response:
    with site.read(request) as seen:
        view = view_of.look(seen, exchange_id)
    return site.show(request, "my/exchange.html", view, seen=seen)


@shows(router, "/my/exchanges/{exchange_id}/travel-order")
def travel_order(request: Request, site: TheSite, exchange_id: UUID) -> Response:
    with site.read(request) as seen:
        view = exchange_money.order(seen, view_of.load(seen, exchange_id))
    return site.show(request, "my/travel_order.html", view, seen=seen)


@posts(router, "/my/exchanges/{exchange_id}/answer")
def answer(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """Yes, other days, or no with a reason if there is one."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        word, why = form.text("word"), form.text("why")
        if word == "yes":
            late_yes.answer(seen.db, found, me.id, Answer.ACCEPTED, now=seen.now)
        elif word == "any_days":
            illnesses.cannot(seen.db, found, me.id, now=seen.now)
        elif word == "no":
            reason = Withdrawal(why) if why in set(Withdrawal) else None
            declines.decline(seen.db, found, me.id, why=reason, now=seen.now)
        else:
            raise Invalid(_("Choose one of the answers."))

    return change(request, site, exchange_id, verb, form=form, act="proposal.answered", done="answered")


@posts(router, "/my/exchanges/{exchange_id}/pack")
def pack(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """The host says what the guest should know: here, or for everybody who comes by this offer."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        if me.id != found.host_id:
            raise NotAllowed(_("The host writes what the guest should know."))
        edit = visit_packs.Edit(**{name: form.text(name) for name in PACK})
        if form.has("everybody"):
            visit_packs.edit_for_everybody(seen.db, found.offer, edit, by=me, now=seen.now)
        else:
            visit_packs.edit_for_one(seen.db, found, edit, by=me, now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="visit_pack.edited")


@posts(router, "/my/exchanges/{exchange_id}/link")
def link(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        visit_packs.meet_at(seen.db, found, form.text("link"), by=me, now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="meeting_link.set")


@posts(router, "/my/exchanges/{exchange_id}/colleagues")
def bring(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """Somebody comes along, invited by mail; or does not after all."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        if form.has("without"):
            _leave_out(seen, found, me, form.text("without"))
            return
        code = form.text("language")
        colleague = colleagues.a_colleague(
            found,
            of=me,
            name=form.text("name"),
            email=form.text("email"),
            language=Language(code) if code in set(Language) else None,
            is_asked=form.has("is_asked"),
        )
        colleagues.bring(seen.db, found, colleague, by=me, now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="colleagues.changed")


def _leave_out(seen: Reading, found: Exchange, me: Person, email: str) -> None:
    """Only whom one has brought oneself."""
    mine = {each.email for each in found.colleagues if each.brought_by_id == me.id}
    if email not in mine:
        raise NotFound(_("There is no such colleague."))
    colleagues.leave_out(seen.db, found, email, by=me, now=seen.now)


@posts(router, "/my/exchanges/{exchange_id}/move")
def move(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """The two have agreed on other days among themselves: calendars follow at once."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        to = day(form.text("day"))
        if to is None:
            raise Invalid(_("Write the day as 2027-11-10."))
        stays.move(seen.db, found, number(form), to=to, now=seen.now, behalf=together(form, me))

    return change(request, site, exchange_id, verb, form=form, act="stay.moved")
