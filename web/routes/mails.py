"""Pages about the mails that we write."""

from uuid import UUID

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, Response

from domain.access.policy import Action
from web.site import PageNumber, TheSite, shows
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
def all_mails(request: Request, site: TheSite, kind: str = "", page: PageNumber = 1) -> HTMLResponse:
    return _outbox(request, site, Choice(kind=kind, page=page))


@shows(router, "/rounds/{reference}/mails")
def mails_of_round(
    request: Request, site: TheSite, reference: str, kind: str = "", page: PageNumber = 1
) -> HTMLResponse:
    return _outbox(request, site, Choice(reference=reference, kind=kind, page=page))


def _outbox(request: Request, site: TheSite, choice: Choice) -> HTMLResponse:
    with site.read(request) as seen:
        view = mails.look(seen, choice, outbox=site.outbox)
    if view is None:
        raise HTTPException(404)
    return site.show(request, "mails.html", view, seen=seen)


@shows(router, "/mails/{mail_id}")
def one_mail(request: Request, site: TheSite, mail_id: UUID) -> HTMLResponse:
    with site.read(request) as seen:
        view = mail_page.look(seen, mail_id)
    if view is None:
        raise HTTPException(404)
    return site.show(request, "mail.html", view, seen=seen)


@shows(router, "/mails/{mail_id}/html")
def html_of_mail(request: Request, site: TheSite, mail_id: UUID) -> HTMLResponse:
    with site.read(request) as seen:
        html = mail_page.html(seen, mail_id)
    if html is None:
        raise HTTPException(404)
    return HTMLResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


@shows(router, "/mails/{mail_id}/eml")
def mail_file(request: Request, site: TheSite, mail_id: UUID) -> Response:
    with site.read(request) as seen:
        octets = mail_page.octets(seen, mail_id)
    if octets is None:
        raise HTTPException(404)
    attachment = f'attachment; filename="{mail_id}.eml"'
    return Response(octets, media_type="message/rfc822", headers={"Content-Disposition": attachment})
