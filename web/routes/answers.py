"""The page behind a link in a mail: it shows a question, and only a pressed button answers it."""

from dataclasses import replace
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from domain import link_answers, links
from domain.link_answers import Said
from domain.refusals import Refusal
from invites.links import Purpose, Ticket
from models.people import Person
from web.languages import language_of, speak
from web.said import said
from web.site import Site, TheSite, shows
from web.views import answer_page
from web.views.answer_view import AnswerView
from web.views.answer_workshops import GIVEN
from web.views.reading import Reading, reading

router = APIRouter()
MOST_OCTETS = 20_000
MOST_FIELDS = 20
NOT_UNDERSTOOD, TOO_MUCH, CONFLICT = 400, 413, 409


@shows(router, "/answer/{token}")
def question(request: Request, site: TheSite, token: str, say: str = "") -> Response:
    """Nothing changes by looking: mail scanners open every link."""
    with site.read(request) as seen:
        view, seen = _look(request, seen, token, first=say)
    return site.show(request, "answer.html", view, seen=seen)


@router.post("/answer/{token}", include_in_schema=False)
async def word(request: Request, site: TheSite, token: str) -> Response:
    """The token in the address is the proof: there is no cookie that another site could lend."""
    given = said(_fields(await _body(request)))
    return await run_in_threadpool(_say, request, site, token, given)


def _say(request: Request, site: Site, token: str, given: Said) -> Response:
    """Then look anew, so that reloading says nothing twice; a refusal is shown beside the question."""
    try:
        with site.database.change() as db:
            seen = reading(db, language_of(request), site.clock.now())
            ticket = _opened(seen, token)
            link_answers.answer(db, ticket, given, now=seen.now)
    except Refusal as refusal:
        return _refused(request, site, token, refusal)
    thanks = f"?say={GIVEN}" if ticket.purpose is Purpose.FEEDBACK else ""
    return RedirectResponse(f"/answer/{token}{thanks}", status_code=303)


def _refused(request: Request, site: Site, token: str, refusal: Refusal) -> Response:
    with site.read(request) as seen:
        view, seen = _look(request, seen, token, first="")
    told = view.model_copy(update={"refusal": refusal.words.into(seen.language)})
    response = site.show(request, "answer.html", told, seen=seen)
    response.status_code = CONFLICT
    return response


def _look(request: Request, seen: Reading, token: str, *, first: str) -> tuple[AnswerView, Reading]:
    """In the language of the person whom the link was sent to, if it names one."""
    ticket = _opened(seen, token)
    person = seen.db.get(Person, ticket.person_id)
    if person is not None:  # feedback comes from anybody
        seen = replace(seen, language=speak(request, person.language))
    return answer_page.look(seen, ticket, first=first), seen


def _opened(seen: Reading, token: str) -> Ticket:
    ticket = links.opened(seen.db, token, now=seen.now)
    if ticket is None:
        raise HTTPException(404)
    return ticket


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_OCTETS:
            raise HTTPException(TOO_MUCH)
    return body


def _fields(body: bytes) -> dict[str, str]:
    try:
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(NOT_UNDERSTOOD) from None
    return {name: values[0] for name, values in found.items()}
