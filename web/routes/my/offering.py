"""Offering to host or to mentor in two minutes."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import offers, own_offers, topics, weeks_off
from domain.audit import Act
from domain.refusals import Invalid, NotFound, Refusal
from models.languages import Language, _
from models.offers import TopicStrength
from models.people import Person
from models.rounds import Round
from models.states import Kind
from web.forms import Form, TheForm
from web.routes.my.fields import chosen_slots
from web.site import Site, TheSite, go, posts, shows
from web.views.my import offering as view_of
from web.views.my.joining import find
from web.views.my.offering import OfferView
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()


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
    try:
        with site.change(request, Act("offer.made", "round")) as seen:
            me, round_ = seen.db.get_one(Person, seen.actor.person_id), find(seen, reference)
            said = _said(seen, round_, kind, form)
            made = own_offers.make(seen.db, round_, me, kind, said, now=seen.now)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, site, (reference, kind), form, refusal)
    return go(f"/my/offers/{made.id}", done="offered")


@posts(router, "/my/offers/{offer_id}/withdraw")
def withdraw(request: Request, site: TheSite, offer_id: UUID, _form: TheForm) -> Response:
    with site.change(request, Act("offer.withdrawn", "offer", offer_id)) as seen:
        offers.withdraw(view_of.of_own(seen, offer_id))
    return go(f"/my/offers/{offer_id}", done="saved")


def _said(seen: Reading, round_: Round, kind: Kind, form: Form) -> own_offers.Said:
    """Strengths that were told otherwise, as by a spreadsheet, stay."""
    standing = own_offers.standing(seen.db, round_, seen.actor.person_id, kind)
    before = {each.topic: each for each in standing.topics} if standing else {}
    known = [each for each in dict.fromkeys(form.all("topics")) if each in topics.BY_CODE or each in before]
    most = _number(form, "most")
    return own_offers.Said(
        most=most,
        guests_per_day=_number(form, "at_a_time") if form.has("at_a_time") else 1,
        unit=form.text("unit")[:200],
        topics=tuple(before.get(each) or TopicStrength(topic=each) for each in known),
        languages=tuple(Language(each) for each in form.all("languages") if each in set(Language)),
        slots=chosen_slots(form),
        without=weeks_off.weeks(round_).keys() - set(form.all("weeks")),
    )


def _number(form: Form, name: str) -> int:
    text = form.text(name)
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise Invalid(_("Write how many places as a whole number."))
    return int(text)


def _refused(request: Request, site: Site, asked: tuple[str, Kind], form: Form, refusal: Refusal) -> Response:
    """The same page with everything as it was written."""
    with site.read(request) as seen:
        view = _as_written(view_of.look(seen, *asked), form)
    told = view.model_copy(update={"refusal": refusal.words})
    return site.show(request, "my/offer.html", told, seen=seen, status=422)


def _as_written(view: OfferView, form: Form) -> OfferView:
    def on(name: str, code: str) -> dict[str, bool]:
        return {"is_on": code in form.all(name)}

    chips = {
        name: tuple(each.model_copy(update=on(name, each.code)) for each in getattr(view, name))
        for name in ("topics", "languages", "weeks")
    }
    slots = tuple(
        day.model_copy(update={"chips": tuple(c.model_copy(update=on("slots", c.code)) for c in day.chips)})
        for day in view.slots
    )
    texts = {name: form.text(name) for name in ("most", "at_a_time", "unit")}
    return view.model_copy(update={**chips, **texts, "slots": slots})
