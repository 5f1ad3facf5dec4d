"""The audit log: searched, exported, and proven whole."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from fastapi import HTTPException, Request
from sqlalchemy import func, select
from starlette.responses import Response

from domain import audit
from domain.access.asking import known
from domain.access.policy import Action
from domain.audit import Act
from models.audit import AuditEntry
from web.forms import TheForm
from web.site import PageNumber, Site, TheSite, go, posts, shows
from web.views.entrance.audit import Choice, Proof, audit_view, exported
from web.visitor import signed_in

router = signed_in(Action.AUDIT)


@shows(router, "/audit")
def log(
    request: Request,
    site: TheSite,
    actor: str = "",
    action: str = "",
    about: str = "",
    since: str = "",
    until: str = "",
    page: PageNumber = 1,
) -> Response:
    """A field of the form that is left empty asks for everything."""
    return _page(request, site, _choice(actor, action, about, since, until).model_copy(update={"page": page}))


@shows(router, "/audit.csv")
def export(
    request: Request,
    site: TheSite,
    actor: str = "",
    action: str = "",
    about: str = "",
    since: str = "",
    until: str = "",
) -> Response:
    with site.read(request) as seen:
        octets = exported(seen, _choice(actor, action, about, since, until))
    attachment = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(octets, media_type="text/csv; charset=utf-8", headers=attachment)


@posts(router, "/audit/find")
def find(request: Request, site: TheSite, form: TheForm) -> Response:
    """By somebody's mail address, which stands in no address of ours: only their id does."""
    with site.read(request) as seen:
        person = known(seen.db, form.text("email"))
    return go(f"/audit?actor={person.id}" if person else "/audit", done="" if person else "nobody-found")


@posts(router, "/audit/verify")
def verify(request: Request, site: TheSite, _form: TheForm) -> Response:
    with site.change(request, Act("audit.verified")) as seen:
        broken = audit.broken_at(seen.db)
        entries = seen.db.scalar(select(func.count(AuditEntry.number))) or 0
    return _page(request, site, Choice(), proof=Proof(broken_at=broken, entries=entries))


def _page(request: Request, site: Site, chosen: Choice, *, proof: Proof | None = None) -> Response:
    asked = chosen.model_dump(exclude_defaults=True, exclude={"page"}, mode="json")
    with site.read(request) as seen:
        view = audit_view(seen, chosen, query=f"{urlencode(asked)}&" if asked else "")
        if view is None:
            raise HTTPException(404)
        shown = view.model_copy(update={"proof": proof})
        return site.show(request, "entrance/audit.html", shown, seen=seen)


def _choice(actor: str, action: str, about: str, since: str, until: str) -> Choice:
    return Choice(actor=_id(actor), action=action, about=_id(about), since=_day(since), until=_day(until))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text.strip()) if text.strip() else None
    except ValueError:
        raise HTTPException(404) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise HTTPException(404) from None
