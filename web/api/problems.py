"""What a program is told when something cannot be: application/problem+json, in its language."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from domain.refusals import Invalid, NotAllowed, NotFound, Refusal
from models.languages import Words, _
from web.api.records import FieldProblem, Problem
from web.languages import language_of

log = logging.getLogger("web.api")
JSON = "application/problem+json"
STATUSES = {NotFound: 404, NotAllowed: 403, Invalid: 422}
WORDS = {
    401: _("Give a token that is alive: Authorization: Bearer ..."),
    403: _("This token may not do that."),
    404: _("There is nothing here that this token may see."),
    405: _("This method does nothing here."),
    415: _("Send JSON."),
    422: _("What was sent is not understood."),
    429: _("Too many questions: wait as long as Retry-After says."),
    500: _("Something broke here. It is written down."),
}


class NotUnderstood(Exception):
    """A rule that looks at every field has found what is wrong with some."""

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        super().__init__("not understood")
        self.errors = errors


def answer(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(NotUnderstood, _not_understood)
    app.add_exception_handler(Refusal, _rule)
    app.add_exception_handler(Exception, _crashed)


def _refused(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    response = told(request, status, WORDS.get(status, WORDS[422]))
    if isinstance(problem, HTTPException) and problem.headers:
        response.headers.update(problem.headers)
    return response


def _not_valid(request: Request, problem: Exception) -> Response:
    errors: tuple[FieldProblem, ...] = ()
    if isinstance(problem, RequestValidationError):
        errors = tuple(
            FieldProblem(field=".".join(str(part) for part in each["loc"]), detail=str(each["msg"]))
            for each in problem.errors()
        )
    return told(request, 422, WORDS[422], errors=errors)


def _not_understood(request: Request, problem: Exception) -> Response:
    errors = problem.errors if isinstance(problem, NotUnderstood) else ()
    return told(request, 422, WORDS[422], errors=errors)


def _rule(request: Request, problem: Exception) -> Response:
    if not isinstance(problem, Refusal):
        raise problem
    return told(request, STATUSES.get(type(problem), 409), problem.words, code=problem.code)


def _crashed(request: Request, problem: Exception) -> Response:
    log.error("500 %s %s", request.method, type(problem).__name__)
    return told(request, 500, WORDS[500])


def told(
    request: Request, status: int, words: Words, *, code: str = "", errors: tuple[FieldProblem, ...] = ()
) -> Response:
    title = HTTPStatus(status).phrase
    said = Problem(
        title=title,
        status=status,
        detail=words.into(language_of(request)),
        code=code or title.lower().replace(" ", "_"),
        errors=errors,
    )
    return JSONResponse(said.model_dump(mode="json"), status_code=status, media_type=JSON)
