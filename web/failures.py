"""What a person reads when something is missing or broken, and the line it leaves in the log."""

import logging
import secrets
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from domain.refusals import Invalid, NotFound, Refusal
from models.languages import Words
from models.record import Record
from web import again, lines
from web.forms import TOKEN, SentBefore, ShowAgain
from web.site import Site
from web.visitor import SignedOut

log = logging.getLogger("web")


class Failure(Record):
    """The reference is the same on the page and in the log."""

    status: int
    reference: str
    words: Words | None = None  # of a rule that said no
    typed: tuple[tuple[str, str], ...] = ()  # before somebody signed in again
    sends_to: str = ""


def answer(app: FastAPI) -> None:
    """Let the application answer every failure with a page in the person's language."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(SignedOut, _signed_out)
    app.add_exception_handler(Refusal, _not_possible)
    app.add_exception_handler(ShowAgain, _asked_again)
    app.add_exception_handler(SentBefore, _sent_before)
    app.add_exception_handler(Exception, _crashed)


def _refused(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    response = _page(request, status, problem)
    if isinstance(problem, HTTPException) and problem.headers:
        response.headers.update(problem.headers)
    return response


def _signed_out(request: Request, _problem: Exception) -> Response:
    """Whoever only looked comes back here after signing in."""
    if request.method not in ("GET", "HEAD"):
        return _line(request, 401) if _is_line(request) else _page(request, 401, _problem)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': here})}", status_code=303)


def _sent_before(request: Request, problem: Exception) -> Response:
    """The same form once more with today's token: whoever is signed in now presses, or does not."""
    if not isinstance(problem, SentBefore):
        raise problem
    if _is_line(request):
        return _line(request, 403)
    fields = problem.form.fields.items()
    typed = tuple((name, value) for name, values in fields if name != TOKEN for value in values)
    failure = Failure(status=403, reference=secrets.token_hex(4), typed=typed, sends_to=request.url.path)
    site: Site = request.app.state.site
    return site.pages.show(request, "failure.html", failure, seen=None, status=403)


def _is_line(request: Request) -> bool:
    """Whether the answer stands in the line beneath a form that saves itself."""
    return "hx-request" in request.headers and request.url.path.endswith("/save")


def _line(request: Request, status: int) -> Response:
    failure = Failure(status=status, reference=secrets.token_hex(4))
    site: Site = request.app.state.site
    return site.pages.show(request, "failure_line.html", failure, seen=None, status=status)


def _asked_again(request: Request, problem: Exception) -> Response:
    """What was typed is kept, and comes back with whoever has shown who they are."""
    if not isinstance(problem, ShowAgain):
        raise problem
    return again.ask(request, problem.form)


def _not_possible(request: Request, problem: Exception) -> Response:
    """A rule's no, in its own words, where the page that was posted from says nothing better."""
    if not isinstance(problem, Refusal) or isinstance(problem, NotFound):
        return _page(request, 404, problem)
    status = 422 if isinstance(problem, Invalid) else 409
    return _page(request, status, problem, words=problem.words)


def _not_understood(request: Request, problem: Exception) -> Response:
    # An address that nobody here has written: as good as one that does not exist.
    return _page(request, 404, problem)


def _crashed(request: Request, problem: Exception) -> Response:
    return _page(request, 500, problem)


def _page(request: Request, status: int, problem: Exception, *, words: Words | None = None) -> Response:
    failure = Failure(status=status, reference=secrets.token_hex(4), words=words)
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "%s %s %s, reference %s",
        status,
        request.method,
        type(problem).__name__,
        failure.reference,
        extra={**lines.of(request), "status": status, "reference": failure.reference},
    )
    site: Site = request.app.state.site
    return site.pages.show(request, "failure.html", failure, seen=None, status=status)
