"""A supervisor's people: one list, and a word on each in a moment."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import link_answers
from domain.audit import Act
from domain.refusals import NotFound, Refusal
from models.asks import About, Ask
from models.languages import _
from web.forms import Form, TheForm
from web.routes.my.questions import mine
from web.said import fields_of, said
from web.site import Site, TheSite, go, posts, shows
from web.views.my import people as view_of
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
CONFLICT = 409


@shows(router, "/my/people")
def people(request: Request, site: TheSite) -> Response:
    with site.read(request) as seen:
        view = view_of.look(seen)
    return site.show(request, "my/people.html", view, seen=seen)


@posts(router, "/my/people/{ask_id}")
def word(request: Request, site: TheSite, ask_id: UUID, form: TheForm) -> Response:
    """Yes, yes on conditions, or no with a reason."""
    try:
        with site.change(request, Act("endorsement.answered", "ask", ask_id)) as seen:
            _answer(seen, ask_id, form)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, site, ask_id, form, refusal)
    return go("/my/people", done="answered")


def _answer(seen: Reading, ask_id: UUID, form: Form) -> None:
    ticket = mine(seen, "ask", ask_id)
    if seen.db.get_one(Ask, ask_id).about is not About.ENDORSEMENT:
        raise NotFound(_("There is nothing to answer any more."))
    link_answers.answer(seen.db, ticket, said(fields_of(form)), now=seen.now)


def _refused(request: Request, site: Site, ask_id: UUID, form: Form, refusal: Refusal) -> Response:
    """Said beside the one it is about, with what was written."""
    with site.read(request) as seen:
        view = view_of.look(seen)
    told = {"weeks": form.text("weeks"), "euros": form.text("euros"), "refusal": refusal.words}
    cards = (each.model_copy(update=told) if each.ask_id == ask_id else each for each in view.waiting)
    shown = view.model_copy(update={"waiting": tuple(cards)})
    return site.show(request, "my/people.html", shown, seen=seen, status=CONFLICT)
