"""One's own data: seen, corrected, taken along, and asked to be forgotten."""

from collections.abc import Callable
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import aliases, deputies, forgetting_wishes, own_data
from domain.audit import Act
from domain.identity_codes import holds_identity_code
from domain.refusals import Invalid, NotFound, Refusal
from models.languages import _
from models.people import Person
from web.forms import Form, TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views.my import data as view_of
from web.views.reading import Reading
from web.visitor import signed_in, visitor_of

router = signed_in()
LONGEST_TITLE = 200
Verb = Callable[[Reading, Person], None]


@shows(router, "/my/data")
def own(request: Request, site: TheSite) -> Response:
    with site.read(request) as seen:
        view = view_of.look(seen)
    return site.show(request, "my/data.html", view, seen=seen)


@posts(router, "/my/data/export")
def export(request: Request, site: TheSite, _form: TheForm) -> Response:
    """A file of one's own; that it was made is in the audit log."""
    with site.change(request, Act("data.exported", "person", own_id(request))) as seen:
        told = own_data.export(seen.db, seen.actor.person_id, now=seen.now)
    headers = {
        "Content-Disposition": 'attachment; filename="vaihto-own-data.json"',
        "Cache-Control": "no-store",
    }
    return Response(told, media_type="application/json; charset=utf-8", headers=headers)


@posts(router, "/my/data/title")
def title(request: Request, site: TheSite, form: TheForm) -> Response:
    def verb(_seen: Reading, me: Person) -> None:
        said = " ".join(form.text("title").split())
        if len(said) > LONGEST_TITLE:
            raise Invalid(_("write at most {number} signs", number=LONGEST_TITLE))
        if holds_identity_code(said):
            raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
        me.title = said

    return _change(request, site, verb, act="person.title_changed")


@posts(router, "/my/data/addresses")
def addresses(request: Request, site: TheSite, form: TheForm) -> Response:
    """One more address that one writes from, or one less."""

    def verb(seen: Reading, me: Person) -> None:
        if form.has("without"):
            aliases.remove(seen.db, me, form.text("without"))
        else:
            aliases.add(seen.db, me, form.text("address"))

    return _change(request, site, verb, act="person.addresses_changed")


@posts(router, "/my/data/deputies")
def named(request: Request, site: TheSite, form: TheForm) -> Response:
    """Who may answer for one; or no longer."""

    def verb(seen: Reading, me: Person) -> None:
        if form.has("without"):
            deputies.remove(seen.db, me, form.text("without"))
        else:
            _name(seen, me, form)

    return _change(request, site, verb, act="person.deputies_changed")


def _name(seen: Reading, me: Person, form: Form) -> None:
    name = " ".join(form.text("name").split())[:LONGEST_TITLE]
    deputies.add(seen.db, me, form.text("email"), name=name, may_answer=True)


@posts(router, "/my/data/forget")
def forget(request: Request, site: TheSite, _form: TheForm) -> Response:
    """The wish is on record with its moment, and waits on the first page of HR."""

    def verb(seen: Reading, me: Person) -> None:
        forgetting_wishes.ask(seen.db, me, now=seen.now)

    return _change(request, site, verb, act="forgetting.asked")


def _change(request: Request, site: Site, verb: Verb, *, act: str) -> Response:
    try:
        with site.change(request, Act(act, "person", own_id(request))) as seen:
            verb(seen, seen.db.get_one(Person, seen.actor.person_id))
    except NotFound:
        raise
    except Refusal as refusal:
        with site.read(request) as seen:
            view = view_of.look(seen).model_copy(update={"refusal": refusal.words})
        status = 422 if isinstance(refusal, Invalid) else 409
        return site.show(request, "my/data.html", view, seen=seen, status=status)
    return go("/my/data", done="saved")


def own_id(request: Request) -> UUID | None:
    visitor = visitor_of(request)
    return visitor.actor.person_id if visitor else None
