"""Asking to be let in by mail, and typing the code that came."""

import time
from datetime import timedelta
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import HTMLResponse, Response

from domain import audit
from domain.access import asking, limits, login_links
from domain.access.asking import Asked
from domain.audit import Act
from models.languages import Words, _
from web import lines
from web.forms import AnonymousForm, FormModel, Trouble, parsed, trouble
from web.routes.entrance import coming
from web.routes.entrance.coming import (
    Wished,
    arrival_by,
    asked_by,
    entered,
    let_in,
    own_path,
    spend,
    spend_try,
)
from web.site import Site, TheSite, go, posts, shows
from web.views.entrance.signing_in import CodeView, ask_view
from web.visitor import client_address, doer_of, wall_now

router = APIRouter()
NOT_GOOD, GONE = 422, 410
ANSWERS_AFTER = timedelta(milliseconds=250)  # known or not: nobody learns by the clock who has an account
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$", max_length=254)]
Code = Annotated[str, StringConstraints(pattern=r"^\d{3} ?\d{3}$")]


class AskForm(FormModel):
    labels: ClassVar = {"email": _("Mail address")}
    email: Address
    next: str = "/"


class CodeForm(FormModel):
    labels: ClassVar = {"code": _("Six-digit code")}
    code: Code


@shows(router, "/sign-in")
def sign_in(request: Request, site: TheSite, wished: Wished = "/") -> HTMLResponse:
    with site.read(request) as seen:
        here = not site.is_secure(request)
        view = ask_view(seen, leads_to=own_path(wished), is_here=here, outbox=site.outbox)
        return site.show(request, "entrance/sign_in.html", view, seen=seen)


@posts(router, "/sign-in")
def ask(request: Request, site: TheSite, form: AnonymousForm) -> Response:
    """The same answer after the same time, whether or not somebody has that address."""
    began = time.monotonic()
    asked = parsed(AskForm, form)
    if not isinstance(asked, AskForm):
        return _ask_again(request, site, form.text("email"), form.text("next"))
    address = asked.email.lower()
    spend(
        request,
        (limits.A_LINK_EACH_MINUTE, address),
        (limits.A_LINK_EACH_DAY, address),
        (limits.LINKS_OF_A_NETWORK, client_address(request)),
    )
    browser = asked_by(request) or coming.new_browser()
    _queue(request, site, Asked(address, browser, own_path(asked.next), our_address(request, site)))
    response = go("/sign-in/code")
    coming.remember_asking(request, response, browser)
    time.sleep(max(0.0, began + ANSWERS_AFTER.total_seconds() - time.monotonic()))
    return response


def _queue(request: Request, site: Site, asked: Asked) -> None:
    now = wall_now()
    with site.database.change() as db:
        person = asking.ask(db, asked, now=now, queued_at=site.clock.now())
        act = Act("login_link.asked", "person" if person else "", person.id if person else None)
        audit.write(db, act, by=doer_of(request), now=now)


def _ask_again(request: Request, site: Site, email: str, leads_to: str) -> Response:
    said = _("write it like this: aino@example.org")
    with site.read(request) as seen:
        here = not site.is_secure(request)
        view = ask_view(seen, leads_to=own_path(leads_to), is_here=here, outbox=site.outbox)
        found = (trouble(AskForm, "email", said),)
        view = view.model_copy(update={"email": email, "troubles": found})
        return site.show(request, "entrance/sign_in.html", view, seen=seen, status=NOT_GOOD)


@shows(router, "/sign-in/code")
def code_page(request: Request, site: TheSite) -> HTMLResponse:
    return _code_page(request, site)


@posts(router, "/sign-in/code")
def by_code(request: Request, site: TheSite, form: AnonymousForm) -> Response:
    """Wrong digits are counted; the sixth time the link ends too."""
    spend_try(request)
    typed = parsed(CodeForm, form)
    if not isinstance(typed, CodeForm):
        return _code_page(request, site, _("type the six digits of the mail"))
    now, browser = wall_now(), asked_by(request)
    with site.database.change() as db:
        used = login_links.use_code(db, typed.code.replace(" ", ""), browser=browser, now=now)
        arrival = arrival_by(db, used, now=now) if used else None
        told = let_in(db, request, arrival, now=now) if arrival else ""
        if arrival is None:
            audit.write(db, Act("sign_in.refused", "code"), by=doer_of(request), now=now)
            lines.tell(request, "sign_in.refused")
    if arrival is None:
        return _code_page(request, site, _("this is not the code of the newest mail, or it has ended"))
    return entered(request, told, leads_to=arrival.leads_to)


def _code_page(request: Request, site: Site, wrong: Words | None = None) -> HTMLResponse:
    found: tuple[Trouble, ...] = (trouble(CodeForm, "code", wrong),) if wrong else ()
    with site.read(request) as seen:
        outbox = None if site.is_secure(request) else site.outbox
        view = CodeView(has_asked=asked_by(request) != "", troubles=found, outbox=outbox)
        status = NOT_GOOD if wrong else 200
        return site.show(request, "entrance/code.html", view, seen=seen, status=status)


def our_address(request: Request, site: Site) -> str:
    """Where the browser reaches us: outside by our known name, else on this machine."""
    if site.is_secure(request) and site.base_url:
        return site.base_url.rstrip("/")
    return f"http://{request.headers.get('host', '')}"
