"""Pages of programs that ask us, and of addresses that we tell."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from fastapi import Request
from pydantic import Field
from starlette.responses import HTMLResponse, Response

from domain import integrations, webhooks
from domain.access.policy import Action
from domain.audit import Act
from domain.refusals import Refusal
from models.integrations import Webhook
from models.languages import Words, _
from models.people import Person
from models.states import Role
from web import again
from web.forms import Form, FormModel, FreshForm, Trouble, parsed, trouble
from web.site import Site, TheSite, go, posts, shows
from web.views.operations import integrations as view
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in(Action.OPERATE)
HERE = "/operations/integrations"


class Naming(FormModel):
    labels: ClassVar[dict[str, Words]] = {
        "name": _("Name"),
        "reach": _("What it sees"),
        "role": _("Role"),
        "address": _("Address"),
        "after": _("After which number"),
    }

    name: str = Field(min_length=1, max_length=100)
    reach: str = Field(pattern=r"^(everywhere|organisation:[0-9a-f-]{36}|round:[0-9a-f-]{36})$")

    @property
    def ids(self) -> dict[str, UUID]:
        kind, _colon, id_ = self.reach.partition(":")
        return {f"{kind}_id": UUID(id_)} if id_ else {}


class TokenForm(Naming):
    role: Role
    may_write: bool = False


class HookForm(Naming):
    lists: ClassVar[frozenset[str]] = frozenset({"types"})

    address: str = Field(min_length=1, max_length=2000)
    types: tuple[str, ...] = ()


class Again(FormModel):
    labels = Naming.labels

    after: int = Field(ge=0, le=2**31 - 1)


@shows(router, HERE)
def all_integrations(request: Request, site: TheSite) -> HTMLResponse:
    kept = again.kept_form(request)
    which = "webhook" if kept and kept.has("address") else "token"
    return _page(request, site, form=which if kept else "", said=kept)


@posts(router, HERE + "/tokens")
def make_token(request: Request, site: TheSite, form: FreshForm) -> Response:
    asked = parsed(TokenForm, form)
    if not isinstance(asked, TokenForm):
        return _page(request, site, troubles=asked, form="token", said=form)
    wish = integrations.Wish(asked.name, asked.role, may_write=asked.may_write, **asked.ids)

    def make(seen: Reading) -> str:
        by = seen.db.get_one(Person, seen.actor.person_id)
        return integrations.make(seen.db, wish, by=by, actor=seen.actor, now=seen.now)[1]

    return _made(request, site, form, Act("integration.make", "integration", reason=asked.name), make)


@posts(router, HERE + "/tokens/{token_id}/end")
def end_token(request: Request, site: TheSite, _form: FreshForm, token_id: UUID) -> Response:
    with site.change(request, Act("integration.end", "integration", token_id)) as seen:
        integrations.end(seen.db, token_id, actor=seen.actor, now=seen.now)
    return go(HERE, done="saved")


@posts(router, HERE + "/webhooks")
def make_webhook(request: Request, site: TheSite, form: FreshForm) -> Response:
    asked = parsed(HookForm, form)
    if not isinstance(asked, HookForm):
        return _page(request, site, troubles=asked, form="webhook", said=form)
    types = tuple(each for each in asked.types if each in view.TYPES)
    wish = webhooks.Wish(asked.name, asked.address, types, **asked.ids)

    def make(seen: Reading) -> str:
        by = seen.db.get_one(Person, seen.actor.person_id)
        return webhooks.make(seen.db, wish, by=by, actor=seen.actor, now=seen.now).secret

    return _made(request, site, form, Act("webhook.make", "webhook", reason=asked.name), make)


@posts(router, HERE + "/webhooks/{webhook_id}/end")
def end_webhook(request: Request, site: TheSite, _form: FreshForm, webhook_id: UUID) -> Response:
    return _with(request, site, webhook_id, "end", lambda each, seen: webhooks.end(each, now=seen.now))


@posts(router, HERE + "/webhooks/{webhook_id}/resume")
def resume_webhook(request: Request, site: TheSite, _form: FreshForm, webhook_id: UUID) -> Response:
    return _with(request, site, webhook_id, "resume", lambda each, _seen: webhooks.resume(each))


@posts(router, HERE + "/webhooks/{webhook_id}/replay")
def replay_webhook(request: Request, site: TheSite, form: FreshForm, webhook_id: UUID) -> Response:
    asked = parsed(Again, form)
    if not isinstance(asked, Again):
        return _page(request, site, troubles=asked, form=str(webhook_id))
    try:
        return _with(
            request, site, webhook_id, "replay", lambda each, _seen: webhooks.replay(each, asked.after)
        )
    except Refusal as refused:
        found = (trouble(Again, "after", refused.words),)
        return _page(request, site, troubles=found, form=str(webhook_id))


def _with(
    request: Request, site: Site, webhook_id: UUID, verb: str, do: Callable[[Webhook, Reading], None]
) -> Response:
    with site.change(request, Act(f"webhook.{verb}", "webhook", webhook_id)) as seen:
        do(webhooks.mine(seen.db, webhook_id, actor=seen.actor), seen)
    return go(HERE, done="saved")


def _made(request: Request, site: Site, form: Form, act: Act, make: Callable[[Reading], str]) -> Response:
    """The page with the secret, which no later look shows."""
    kind = act.object_kind.replace("integration", "token")
    try:
        with site.change(request, act) as seen:
            secret = make(seen)
    except Refusal as refused:
        field = "address" if kind == "webhook" else "reach"
        return _page(request, site, troubles=(trouble(Naming, field, refused.words),), form=kind, said=form)
    return _page(request, site, secret=secret, form=kind)


def _page(
    request: Request,
    site: Site,
    *,
    troubles: tuple[Trouble, ...] = (),
    form: str = "",
    said: Form | None = None,
    secret: str = "",
) -> HTMLResponse:
    with site.read(request) as seen:
        shown = view.look(seen)
    typed = {name: said.text(name) for name in ("name", "address")} if said else {}
    shown = shown.model_copy(update={"troubles": troubles, "form": form, "secret": secret, **typed})
    status = 422 if troubles else 200
    return site.show(request, "operations/integrations.html", shown, seen=seen, status=status)
