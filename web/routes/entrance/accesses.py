"""Roles and sessions of others, for administrators."""

from typing import ClassVar
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain.access import appointing
from domain.access.actors import Grant
from domain.access.appointing import Wanted
from domain.access.asking import known
from domain.access.policy import Action
from domain.audit import Act
from models.languages import _
from models.states import Role
from web import again
from web.forms import Form, FormModel, FreshForm, Trouble, parsed, trouble
from web.routes.entrance.asking import Address
from web.site import Site, TheSite, go, posts, shows
from web.views.entrance.accesses import accesses_view
from web.visitor import signed_in, wall_now

router = signed_in(Action.APPOINT)
NOT_GOOD = 422
FIELDS = ("email", "role", "reach")


class RoleForm(FormModel):
    labels: ClassVar = {"email": _("Mail address"), "role": _("Role"), "reach": _("Where it reaches")}
    email: Address
    role: Role
    reach: str


@shows(router, "/accesses")
def accesses(request: Request, site: TheSite) -> Response:
    return _page(request, site, again.kept_texts(request, FIELDS), ())


def _page(request: Request, site: Site, said: dict[str, str], found: tuple[Trouble, ...]) -> Response:
    kept = {**dict.fromkeys(FIELDS, ""), **said}
    status = NOT_GOOD if found else 200
    with site.read(request) as seen:
        view = accesses_view(seen, now=wall_now(), said=kept, troubles=found)
        return site.show(request, "entrance/accesses.html", view, seen=seen, status=status)


@posts(router, "/accesses")
def give(request: Request, site: TheSite, form: FreshForm) -> Response:
    said = parsed(RoleForm, form)
    if not isinstance(said, RoleForm):
        return _again(request, site, form, said)
    grant = _grant(said)
    with site.read(request) as seen:
        person = known(seen.db, said.email)
    if person is None:
        wrong = _("nobody here has this address: first they must be entered as a person")
        return _again(request, site, form, (trouble(RoleForm, "email", wrong),))
    if grant is None:
        wrong = _("choose one of those offered")
        return _again(request, site, form, (trouble(RoleForm, "reach", wrong),))
    act = Act("role.given", "person", person.id, fields=(said.role.value, said.reach))
    with site.change(request, act) as changed:
        appointing.give(changed.db, Wanted(person.id, grant), by=changed.actor)
    return go("/accesses", done="role-given")


def _again(request: Request, site: Site, form: Form, found: tuple[Trouble, ...]) -> Response:
    return _page(request, site, {each: form.text(each) for each in FIELDS}, found)


@posts(router, "/accesses/roles/{appointee_id}/take")
def take(request: Request, site: TheSite, appointee_id: UUID, _form: FreshForm) -> Response:
    with site.change(request, Act("role.taken", "role", appointee_id)) as seen:
        appointing.take(seen.db, appointee_id, by=seen.actor, now=wall_now())
    return go("/accesses", done="role-taken")


@posts(router, "/accesses/people/{person_id}/sign-out")
def end_sessions(request: Request, site: TheSite, person_id: UUID, _form: FreshForm) -> Response:
    with site.change(request, Act("sessions.ended", "person", person_id)) as seen:
        appointing.end_sessions(seen.db, person_id, by=seen.actor, now=wall_now())
    return go("/accesses", done="signed-out")


def _grant(said: RoleForm) -> Grant | None:
    kind, _colon, id_ = said.reach.partition(":")
    if kind == "everywhere":
        return Grant(said.role)
    try:
        found = UUID(id_)
    except ValueError:
        return None
    if kind == "organisation":
        return Grant(said.role, organisation_id=found)
    return Grant(said.role, round_id=found) if kind == "round" else None
