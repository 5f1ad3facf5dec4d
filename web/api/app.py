"""/api/v1 as an application of its own: its description, its errors, and none of the pages."""

from typing import Any

from fastapi import FastAPI

from web.api import problems
from web.api.records import Problem
from web.api.routes import router
from web.site import Site

HERE = "/api/v1"
DESCRIPTION = (
    "What other programs may read and say. Each has a token of its own, made on /operations/integrations, "
    "with one role and one reach. Lists are read page by page; `events` and webhooks tell what has changed."
)
ERRORS = {
    400: "The body is not text in UTF-8.",
    401: "No token, or one that has ended.",
    403: "The token may not do that.",
    404: "Unknown, or not for this token.",
    405: "Another method.",
    409: "A rule says no, or somebody was faster.",
    422: "What was sent is not understood.",
    429: "Too many questions.",
}


class Interface(FastAPI):
    """FastAPI whose errors are described as what they are: application/problem+json."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            described = super().openapi()
            for path in described["paths"].values():
                for operation in path.values():
                    _as_problems(operation["responses"])
            described["components"]["schemas"].pop("HTTPValidationError", None)
            described["components"]["schemas"].pop("ValidationError", None)
        return super().openapi()


def _as_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status.startswith("4") and "application/json" in response.get("content", {}):
            response["content"] = {problems.JSON: response["content"]["application/json"]}


def create_api(site: Site) -> FastAPI:
    api = Interface(
        title="Vaihto",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        responses={status: {"model": Problem, "description": words} for status, words in ERRORS.items()},
    )
    api.state.site = site
    api.include_router(router)
    problems.answer(api)
    return api
