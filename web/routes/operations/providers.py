"""Pages of organisations' own sign-ins, and what whoever administers does about one."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Request
from pydantic import StringConstraints
from starlette.responses import HTMLResponse, Response

from domain.access import keeping_providers, policy, providers
from domain.audit import Act
from domain.refusals import Conflict, Invalid
from models.access import Provider
from models.languages import _
from web import again
from web.forms import Form, FormModel, FreshForm, TheForm, Trouble, parsed, trouble
from web.openid import OpenId, Unproven
from web.routes.entrance.asking import our_address
from web.site import Site, TheSite, go, posts, shows
from web.views.operations import providers as view
from web.visitor import signed_in, wall_now
from web.words.providers import unfit

router = signed_in(policy.Action.OPERATE)
HERE = "/operations/providers"
NOT_GOOD = 422
Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Secret = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[\x21-\x7e]*$")]


class Changing(FormModel):
    labels: ClassVar = {
        "organisation": _("Organisation"),
        "code": _("Code in addresses"),
        "issuer": _("Issuer"),
        "client_id": _("Client id"),
        "secret": _("Client secret"),
        "second_factor": _("Second factor"),
    }
    client_id: Short
    secret: Secret = ""
    second_factor: Annotated[str, StringConstraints(max_length=200)] = ""


class Adding(Changing):
    organisation: UUID
    code: Short
    issuer: Annotated[str, StringConstraints(max_length=300)]


@shows(router, HERE)
def all_providers(request: Request, site: TheSite) -> HTMLResponse:
    return _list(request, site, again.kept_form(request))


@posts(router, HERE)
def add(request: Request, site: TheSite, form: FreshForm) -> Response:
    """Tried before it is kept: whoever could not come in by it learns so now."""
    asked = parsed(Adding, form)
    if not isinstance(asked, Adding):
        return _list(request, site, form, asked)
    row = _row(asked)
    try:
        keeping_providers.check_code(asked.code)
        providers.check_issuer(asked.issuer)
        _openid(request).look_at(asked.issuer)
        with site.change(request, Act("provider.added", "provider", row.id)) as seen:
            keeping_providers.house(seen.db, asked.organisation, actor=seen.actor)
            providers.add(seen.db, row)
            _keep_secret(request, asked.code, asked.secret)
    except (Conflict, Invalid) as refused:
        field = "code" if keeping_providers.CODE.fullmatch(asked.code) is None else "issuer"
        return _list(request, site, form, (trouble(Adding, field, refused.words),))
    except Unproven as problem:
        return _list(request, site, form, (trouble(Adding, "issuer", unfit(problem.code)),))
    except OSError:
        return _list(request, site, form, (_not_kept(),))
    return go(f"{HERE}/{row.id}", done="provider-added")


@shows(router, HERE + "/{provider_id}")
def one(request: Request, site: TheSite, provider_id: UUID) -> HTMLResponse:
    return _page(request, site, provider_id, said=again.kept_form(request))


@posts(router, HERE + "/{provider_id}")
def change(request: Request, site: TheSite, form: FreshForm, provider_id: UUID) -> Response:
    asked = parsed(Changing, form)
    if not isinstance(asked, Changing):
        return _page(request, site, provider_id, said=form, troubles=asked)
    fields = ("client_id", "second_factor", *(("secret",) if asked.secret else ()))
    try:
        with site.change(request, Act("provider.changed", "provider", provider_id, fields=fields)) as seen:
            row = keeping_providers.mine(seen.db, provider_id, actor=seen.actor)
            keeping_providers.change(row, client_id=asked.client_id, second_factor=asked.second_factor)
            _keep_secret(request, row.code, asked.secret)
    except OSError:
        return _page(request, site, provider_id, said=form, troubles=(_not_kept(),))
    return go(f"{HERE}/{provider_id}", done="saved")


@posts(router, HERE + "/{provider_id}/try")
def try_(request: Request, site: TheSite, _form: TheForm, provider_id: UUID) -> Response:
    with site.read(request) as seen:
        issuer = keeping_providers.mine(seen.db, provider_id, actor=seen.actor).issuer
    try:
        _openid(request).look_at(issuer)
    except Unproven as problem:
        return _page(request, site, provider_id, tried=problem.code)
    return _page(request, site, provider_id, tried="")


@posts(router, HERE + "/{provider_id}/end")
def end(request: Request, site: TheSite, _form: FreshForm, provider_id: UUID) -> Response:
    with site.change(request, Act("provider.ended", "provider", provider_id)) as seen:
        row = keeping_providers.mine(seen.db, provider_id, actor=seen.actor)
        providers.end(seen.db, row.code, now=wall_now())
    return go(f"{HERE}/{provider_id}", done="provider-ended")


@posts(router, HERE + "/{provider_id}/resume")
def resume(request: Request, site: TheSite, _form: FreshForm, provider_id: UUID) -> Response:
    """Tried first, as when it was added."""
    with site.read(request) as seen:
        issuer = keeping_providers.mine(seen.db, provider_id, actor=seen.actor).issuer
    try:
        _openid(request).look_at(issuer)
    except Unproven as problem:
        return _page(request, site, provider_id, tried=problem.code)
    with site.change(request, Act("provider.resumed", "provider", provider_id)) as seen:
        keeping_providers.resume(seen.db, keeping_providers.mine(seen.db, provider_id, actor=seen.actor))
    return go(f"{HERE}/{provider_id}", done="provider-added")


def _row(asked: Adding) -> Provider:
    return Provider(
        organisation_id=asked.organisation,
        code=asked.code,
        issuer=asked.issuer,
        client_id=asked.client_id,
        second_factor=asked.second_factor,
    )


def _list(
    request: Request, site: Site, said: Form | None, troubles: tuple[Trouble, ...] = ()
) -> HTMLResponse:
    typed = {name: said.text(name) for name in view.FIELDS} if said else {}
    with site.read(request) as seen:
        found = view.look(
            seen, typed, redirect=_redirect(request, site), keeps_secrets=_keeps_secrets(request)
        )
        found = found.model_copy(update={"troubles": troubles})
        status = NOT_GOOD if troubles else 200
        return site.show(request, "operations/providers.html", found, seen=seen, status=status)


def _page(
    request: Request,
    site: Site,
    provider_id: UUID,
    *,
    said: Form | None = None,
    troubles: tuple[Trouble, ...] = (),
    tried: str | None = None,
) -> HTMLResponse:
    """`tried` is what was wrong when it was tried just now; nothing, if it works."""
    typed = {name: said.text(name) for name in ("client_id", "second_factor")} if said else {}
    with site.read(request) as seen:
        found = view.look_at(
            seen,
            provider_id,
            redirect=_redirect(request, site),
            has_secret=lambda code: request.app.state.secret_of(code) is not None,
            keeps_secrets=_keeps_secrets(request),
        )
        news = {"tried": unfit(tried) if tried else None, "works": tried == "", "troubles": troubles}
        status = NOT_GOOD if troubles or tried else 200
        whole = found.model_copy(update={**typed, **news})
        return site.show(request, "operations/provider.html", whole, seen=seen, status=status)


def _keep_secret(request: Request, code: str, secret: str) -> None:
    """An empty field leaves what is there."""
    if secret:
        request.app.state.keep_secret(code, secret)


def _keeps_secrets(request: Request) -> bool:
    return request.app.state.keep_secret is not None


def _not_kept() -> Trouble:
    words = _("this server may not write it down: lay it into the file that the operator's guide names")
    return trouble(Changing, "secret", words)


def _redirect(request: Request, site: Site) -> str:
    ours = (site.base_url or our_address(request, site)).rstrip("/")
    return f"{ours}/sign-in/with/{{code}}/callback"


def _openid(request: Request) -> OpenId:
    found: OpenId = request.app.state.openid
    return found
