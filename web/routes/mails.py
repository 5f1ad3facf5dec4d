"""Pages about the mails that we write."""

from typing import Annotated
from uuid import UUID

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from domain.access.policy import Action
from web.deeds.carrying_out import carry_out
from web.deeds.of_mails import MAIL
from web.deeds.sheets import FINE, Tried
from web.forms import TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views import mail_page, mails
from web.views.mails import Choice
from web.visitor import signed_in

router = signed_in(Action.STEER)

# A mail's own HTML: shown in a frame without scripts, links or anything from elsewhere.
# Mail programs want their styles inside the letter, so this page alone allows them.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)


@shows(router, "/mails")
def all_mails(request: Request, site: TheSite, asked: Annotated[Choice, Query()]) -> HTMLResponse:
    return _outbox(request, site, asked)


@shows(router, "/rounds/{reference}/mails")
def mails_of_round(
    request: Request, site: TheSite, reference: str, asked: Annotated[Choice, Query()]
) -> HTMLResponse:
    return _outbox(request, site, asked.model_copy(update={"round": reference}))


def _outbox(request: Request, site: Site, choice: Choice) -> HTMLResponse:
    with site.read(request) as seen:
        view = mails.look(seen, choice, outbox=site.outbox)
        if view is None:
            raise HTTPException(404)
        return site.show(request, "mails.html", view, seen=seen)


@shows(router, "/mails/{mail_id}")
def one_mail(request: Request, site: TheSite, mail_id: UUID) -> HTMLResponse:
    return _page(request, site, mail_id)


@posts(router, "/mails/{mail_id}/{code}")
def act(request: Request, site: TheSite, mail_id: UUID, code: str, form: TheForm) -> Response:
    tried = carry_out(request, site, MAIL, mail_id, code, form)
    if tried is None:
        return go(f"/mails/{mail_id}", done="recorded")
    return _page(request, site, mail_id, tried=tried)


def _page(request: Request, site: Site, mail_id: UUID, *, tried: Tried | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = mail_page.look(seen, mail_id, tried=tried)
        if view is None:
            raise HTTPException(404)
        status = tried.status if tried else FINE
        return site.show(request, "mail.html", view, seen=seen, status=status)


@shows(router, "/mails/{mail_id}/html")
def html_of_mail(request: Request, site: TheSite, mail_id: UUID) -> HTMLResponse:
    with site.read(request) as seen:
        html = mail_page.html(seen, mail_id)
    if html is None:
        raise HTTPException(404)
    return HTMLResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


@shows(router, "/mails/{mail_id}/eml")
def mail_file(request: Request, site: TheSite, mail_id: UUID) -> Response:
    """With its links as they leave, and so for administrators alone."""
    with site.read(request) as seen:
        octets = mail_page.octets(seen, mail_id) if mail_page.may_download(seen) else None
    if octets is None:
        raise HTTPException(404)
    attachment = f'attachment; filename="{mail_id}.eml"'
    return Response(octets, media_type="message/rfc822", headers={"Content-Disposition": attachment})
