"""One question to whoever is signed in: the same as behind the link in their mail."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import link_answers, own_tickets
from domain.audit import Act
from domain.refusals import NotFound, Refusal
from invites.links import Ticket
from models.languages import _
from web.forms import TheForm
from web.said import fields_of, said
from web.site import Site, TheSite, go, posts, shows
from web.views import answer_page
from web.views.my.waiting import NAMES
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
CONFLICT = 409


@shows(router, "/my/questions/{kind}/{row_id}")
def question(request: Request, site: TheSite, kind: str, row_id: UUID, say: str = "") -> Response:
    with site.read(request) as seen:
        view = answer_page.look(seen, mine(seen, kind, row_id), first=say)
    return site.show(request, "my/question.html", view, seen=seen)


@posts(router, "/my/questions/{kind}/{row_id}")
def word(request: Request, site: TheSite, kind: str, row_id: UUID, form: TheForm) -> Response:
    """Then look anew, so that reloading says nothing twice; a refusal stands beside the question."""
    try:
        with site.change(request, Act("question.answered", kind, row_id)) as seen:
            ticket = mine(seen, kind, row_id)
            link_answers.answer(seen.db, ticket, said(fields_of(form)), now=seen.now)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, site, (kind, row_id), refusal)
    return go("/my", done="answered")


def mine(seen: Reading, kind: str, row_id: UUID) -> Ticket:
    """The question of whoever is signed in; others' and unknown ones look the same."""
    purpose = NAMES.get(kind)
    found = (
        own_tickets.ticket(seen.db, purpose, row_id, seen.actor.person_id, now=seen.now) if purpose else None
    )
    if found is None:
        raise NotFound(_("There is nothing to answer any more."))
    return found


def _refused(request: Request, site: Site, asked: tuple[str, UUID], refusal: Refusal) -> Response:
    kind, row_id = asked
    with site.read(request) as seen:
        words = refusal.words.into(seen.language)
        view = answer_page.look(seen, mine(seen, kind, row_id), first="", refusal=words)
    return site.show(request, "my/question.html", view, seen=seen, status=CONFLICT)
