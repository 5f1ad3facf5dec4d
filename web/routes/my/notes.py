"""Notes after an exchange: written on one page, kept on the way, changed for a while, and read by others."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import follow_ups
from domain.audit import Act
from domain.refusals import Invalid, NotFound, Refusal
from models.followups import FollowUp, Note
from models.languages import _
from web.forms import Form, TheForm
from web.routes.my.steps import Saved
from web.said import fields_of, said
from web.site import PageNumber, Site, TheSite, go, posts, shows
from web.views.my import notes as view_of
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
REFUSED, CONFLICT = 422, 409


@shows(router, "/my/notes/{note_id}")
def note(request: Request, site: TheSite, note_id: UUID) -> Response:
    with site.read(request) as seen:
        view = view_of.look(seen, note_id)
    return site.show(request, "my/note.html", view, seen=seen)


@posts(router, "/my/notes/{note_id}")
def write(request: Request, site: TheSite, note_id: UUID, form: TheForm) -> Response:
    given = said(fields_of(form))
    try:
        with site.change(request, Act("note.given", "follow_up", note_id)) as seen:
            row = _to_write(seen, note_id)
            if given.note is None or given.note == Note():
                raise Invalid(_("Write at least one answer."))
            follow_ups.answer(seen.db, row, given.note, now=seen.now, reach=given.reach)
            exchange_id = row.exchange_id
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, site, note_id, form, refusal)
    return go(f"/my/exchanges/{exchange_id}", done="noted")


@posts(router, "/my/notes/{note_id}/save")
def save(request: Request, site: TheSite, note_id: UUID, form: TheForm) -> Response:
    """What is written so far, in answer to the page's own asking."""
    view = Saved()
    try:
        with site.change(request, Act("note.begun", "follow_up", note_id)) as seen:
            row = _to_write(seen, note_id)
            follow_ups.begin(seen.db, row, said(fields_of(form)).note or Note())
            view = Saved(at=seen.now)
    except NotFound:
        raise
    except Refusal as refusal:
        view = Saved(refusal=refusal.words)
    return site.show(request, "my/saved.html", view, seen=seen)


@shows(router, "/my/learnt")
def learnt(request: Request, site: TheSite, page: PageNumber = 1) -> Response:
    with site.read(request) as seen:
        view = view_of.learnt(seen, page)
    return site.show(request, "my/learnt.html", view, seen=seen)


def _to_write(seen: Reading, note_id: UUID) -> FollowUp:
    row = view_of.mine(seen, note_id)
    seen.db.refresh(row, with_for_update=True)
    return row


def _refused(request: Request, site: Site, note_id: UUID, form: Form, refusal: Refusal) -> Response:
    given = said(fields_of(form))
    with site.read(request) as seen:
        view = view_of.look(seen, note_id, kept=given.note, reach=given.reach)
    told = view.model_copy(update={"refusal": refusal.words})
    status = REFUSED if isinstance(refusal, Invalid) else CONFLICT
    return site.show(request, "my/note.html", told, seen=seen, status=status)
