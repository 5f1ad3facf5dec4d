"""What browsers tell of content that our policy has refused: one line in the log each, and no more."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from domain.access import limits
from domain.access.limits import Limit
from web import lines
from web.shield import REPORTS
from web.site import Site
from web.visitor import client_address, wall_now

router = APIRouter(include_in_schema=False)
KIND = "application/csp-report"
MOST_OCTETS = 8_000
WRONG_KIND, TOO_LONG, TOO_MANY, NOT_UNDERSTOOD = 415, 413, 429, 400
OF_A_NETWORK = Limit("policy-reports", 30, timedelta(minutes=1))
OF_ALL = Limit("policy-reports-all", 300, timedelta(minutes=1))
WORD = re.compile(r"[a-z][a-z0-9-]{0,40}")
HOST = re.compile(r"[a-z0-9.-]{1,100}(:\d{1,5})?")


class Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    directive: str = Field(default="", alias="effective-directive")
    older: str = Field(default="", alias="violated-directive")
    blocked: str = Field(default="", alias="blocked-uri")
    page: str = Field(default="", alias="document-uri")


async def _octets(request: Request) -> bytes:
    """Read no further than a report may be long."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != KIND:
        raise HTTPException(WRONG_KIND)
    found = b""
    async for piece in request.stream():
        found += piece
        if len(found) > MOST_OCTETS:
            raise HTTPException(TOO_LONG)
    return found


@router.post(REPORTS, status_code=204)
def hear(request: Request, octets: Annotated[bytes, Depends(_octets)]) -> Response:
    """Whoever sends many is told to wait; what they said is not kept."""
    _count(request)
    try:
        told = Told.model_validate(_said(octets))
    except ValidationError:
        raise HTTPException(NOT_UNDERSTOOD) from None
    lines.tell(request, f"policy.refused: {_directive(told)} {_blocked(told)} on {_section(told)}")
    return Response(status_code=204)


def _count(request: Request) -> None:
    site: Site = request.app.state.site
    now = wall_now()
    with site.database.change() as db:
        tries = ((OF_A_NETWORK, client_address(request)), (OF_ALL, ""))
        ends = [each for limit, who in tries if (each := limits.wait_until(db, limit, who, now=now))]
    if ends:
        seconds = int((max(ends) - now).total_seconds()) + 1
        raise HTTPException(TOO_MANY, headers={"Retry-After": str(seconds)})


def _said(octets: bytes) -> Mapping[str, object]:
    try:
        found: object = json.loads(octets)
    except (ValueError, RecursionError):
        raise HTTPException(NOT_UNDERSTOOD) from None
    inner = found.get("csp-report") if isinstance(found, dict) else None
    if not isinstance(inner, dict):
        raise HTTPException(NOT_UNDERSTOOD)
    return inner


def _directive(told: Told) -> str:
    word = (told.directive or told.older).partition(" ")[0]
    return word if WORD.fullmatch(word) else "unknown"


def _blocked(told: Told) -> str:
    """A keyword such as `inline`, or the host alone: paths and queries may tell about people."""
    if WORD.fullmatch(told.blocked):
        return told.blocked
    try:
        host = urlsplit(told.blocked).netloc
    except ValueError:
        return "unknown"
    return host if HOST.fullmatch(host) else "unknown"


def _section(told: Told) -> str:
    """The first word of the page's path: what follows may be a token or somebody's id."""
    try:
        word = urlsplit(told.page).path.removeprefix("/").partition("/")[0]
    except ValueError:
        return "/"
    return f"/{word}" if WORD.fullmatch(word) else "/"
