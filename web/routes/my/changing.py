"""How somebody changes their own exchange: one transaction, and a rule's no stands above the page."""

from collections.abc import Callable
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import exchanges
from domain.audit import Act
from domain.behalf import Behalf
from domain.refusals import Invalid, NotFound, Refusal
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from web.forms import Form
from web.said import fields_of, said
from web.site import Site, go
from web.views.my import exchange as view_of
from web.views.my.exchange_view import Kept
from web.views.reading import Reading

AGREED = "the two have agreed"
Verb = Callable[[Reading, Exchange, Person], None]


def change(
    request: Request,
    site: Site,
    exchange_id: UUID,
    verb: Verb,
    *,
    form: Form,
    act: str,
    done: str = "saved",
) -> Response:
    """A refusal changes nothing; what was written stands in its form again."""
    try:
        with site.change(request, Act(act, "exchange", exchange_id)) as seen:
            view_of.load(seen, exchange_id)
            me = seen.db.get_one(Person, seen.actor.person_id)
            verb(seen, exchanges.load(seen.db, exchange_id), me)
    except NotFound:
        raise
    except Refusal as refusal:
        kept = Kept(act=act, filled=said(fields_of(form)).filled)
        return _refused(request, site, exchange_id, refusal, kept)
    return go(f"/my/exchanges/{exchange_id}", done=done)


def _refused(request: Request, site: Site, exchange_id: UUID, refusal: Refusal, kept: Kept) -> Response:
    with site.read(request) as seen:
        view = view_of.look(seen, exchange_id, kept)
    told = view.model_copy(update={"refusal": refusal.words})
    status = 422 if isinstance(refusal, Invalid) else 409
    return site.show(request, "my/exchange.html", told, seen=seen, status=status)


def together(form: Form, me: Person) -> Behalf:
    """Nobody moves the other's time alone: they say that both have agreed."""
    if not form.has("agreed"):
        raise Invalid(_("Agree it with the other one first, and tick that you have."))
    return Behalf(me, AGREED)


def number(form: Form) -> int:
    """Which block or session is meant."""
    text = form.text("number")
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise NotFound(_("There is no such session."))
    return int(text)
