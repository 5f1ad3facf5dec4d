"""Going on after somebody has shown once more who they are: what they had typed, where they had typed it."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import audit
from domain.access import proofs
from domain.audit import Act
from web.forms import TOKEN, Form
from web.site import Site, go
from web.visitor import doer_of, visitor_of, wall_now

HERE = "/sign-in/again"
KEPT = "kept"  # in addresses
SHOWN = "shown-again"
PAGES = ("/me", "/accesses", "/operations/providers", "/operations/integrations")
BELOW = ("/operations/providers",)  # each of these has a page of its own


def ask(request: Request, form: Form) -> Response:
    """Keep what was typed, and lead to where one shows who one is."""
    site: Site = request.app.state.site
    visitor = visitor_of(request)
    if visitor is None:
        raise LookupError("nobody is signed in")
    now, person_id = wall_now(), visitor.actor.person_id
    with site.database.change() as db:
        typed = {name: said for name, said in form.fields.items() if name != TOKEN}
        row = proofs.keep(db, person_id, typed, page=page_of(request.url.path), now=now)
        audit.write(db, Act("proof.asked", "person", person_id), by=doer_of(request), now=now)
        kept_id = row.id
    return go(f"{HERE}/{kept_id}")


def page_of(path: str) -> str:
    """The page on which a form stands that posts to this path."""
    home = next((each for each in PAGES if path == each or path.startswith(f"{each}/")), "/")
    name = path.removeprefix(f"{home}/").partition("/")[0] if home in BELOW and path != home else ""
    return f"{home}/{name}" if name else home


def back_to(page: str, kept_id: UUID) -> str:
    return f"{page}?{KEPT}={kept_id}&done={SHOWN}"


def kept_form(request: Request) -> Form | None:
    """What the visitor had typed on this page, if they come back to it."""
    visitor, site = visitor_of(request), request.app.state.site
    try:
        kept_id = UUID(request.query_params.get(KEPT, ""))
    except ValueError:
        return None
    if visitor is None:
        return None
    with site.database.look() as db:
        row = proofs.kept(db, visitor.actor.person_id, kept_id, now=wall_now())
        return Form(row.fields, {}) if row and row.fields and row.page == request.url.path else None


def kept_texts(request: Request, names: Iterable[str]) -> dict[str, str]:
    form = kept_form(request)
    return {each: form.text(each) for each in names} if form else {}
