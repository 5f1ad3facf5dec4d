"""What a person reads when something is missing or broken, and the line it leaves in the log."""

import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from models.record import Record
from web.site import Site

log = logging.getLogger("web")


class Failure(Record):
    """The reference is the same on the page and in the log."""

    status: int
    reference: str


def answer(app: FastAPI) -> None:
    """Let the application answer every failure with a page in the person's language."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _crashed)


def _refused(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    response = _page(request, status, problem)
    if isinstance(problem, HTTPException) and problem.headers:
        response.headers.update(problem.headers)
    return response


def _not_understood(request: Request, problem: Exception) -> Response:
    # An address that nobody here has written: as good as one that does not exist.
    return _page(request, 404, problem)


def _crashed(request: Request, problem: Exception) -> Response:
    return _page(request, 500, problem)


def _page(request: Request, status: int, problem: Exception) -> Response:
    failure = Failure(status=status, reference=secrets.token_hex(4))
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "%s %s %s, reference %s",
        status,
        request.method,
        type(problem).__name__,
        failure.reference,
    )
    site: Site = request.app.state.site
    return site.pages.show(request, "failure.html", failure, seen=None, status=status)
