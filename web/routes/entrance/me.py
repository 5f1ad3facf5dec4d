"""One's own account: name, language, and the browsers in which one is signed in."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import HTTPException, Request
from pydantic import StringConstraints
from starlette.responses import Response

from domain.access import sessions
from domain.audit import Act
from models.access import WebSession
from models.languages import Language, _
from models.people import Person
from web.forms import FormModel, FreshForm, TheForm, Trouble, parsed
from web.site import Site, TheSite, go, posts, shows
from web.views.entrance.me import me_view
from web.visitor import Visitor, signed_in, visitor_of, wall_now

router = signed_in()
NOT_GOOD = 422


class AccountForm(FormModel):
    labels: ClassVar = {"name": _("Your name"), "language": _("Language of pages and mails")}
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    language: Language


@shows(router, "/me")
def me(request: Request, site: TheSite) -> Response:
    return _page(request, site)


def _page(
    request: Request, site: Site, *, name: str | None = None, found: tuple[Trouble, ...] = ()
) -> Response:
    with site.read(request) as seen:
        view = me_view(seen, session_id=_visitor(request).session_id, now=wall_now())
        if found:
            view = view.model_copy(update={"name": name, "troubles": found})
        return site.show(request, "entrance/me.html", view, seen=seen, status=NOT_GOOD if found else 200)


@posts(router, "/me")
def change(request: Request, site: TheSite, form: TheForm) -> Response:
    said = parsed(AccountForm, form)
    if not isinstance(said, AccountForm):
        return _page(request, site, name=form.text("name"), found=said)
    person_id = _visitor(request).actor.person_id
    with site.change(
        request, Act("person.changed", "person", person_id, fields=("name", "language"))
    ) as seen:
        person = seen.db.get_one(Person, person_id)
        person.name, person.language = said.name, said.language
    response = go("/me", done="saved")
    response.delete_cookie("vaihto_lang")
    return response


@posts(router, "/me/sessions/others/end")
def end_others(request: Request, site: TheSite, _form: FreshForm) -> Response:
    visitor = _visitor(request)
    with site.change(request, Act("sessions.ended", "person", visitor.actor.person_id)) as seen:
        sessions.end_others(seen.db, visitor.actor.person_id, but=visitor.session_id, now=wall_now())
    return go("/me", done="sessions-ended")


@posts(router, "/me/sessions/{session_id}/end")
def end_one(request: Request, site: TheSite, session_id: UUID, _form: FreshForm) -> Response:
    """One's own alone: somebody else's is as unknown as none."""
    with site.change(request, Act("session.ended", "session", session_id)) as seen:
        row = seen.db.get(WebSession, session_id)
        if row is None or row.person_id != seen.actor.person_id:
            raise HTTPException(404)
        sessions.end(seen.db, session_id, now=wall_now())
    return go("/me", done="session-ended")


def _visitor(request: Request) -> Visitor:
    visitor = visitor_of(request)
    if visitor is None:
        raise LookupError("nobody is signed in")
    return visitor
