"""Calendars to subscribe to: for programs, so without cookies, pages and sign-in; the address is the key."""

import gzip
import hashlib
import re

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain import feeds
from invites.feed import write
from web.site import TheSite, shows

router = APIRouter()
ETAG = re.compile(r'(?:W/)?("[^"]*")')
HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="vaihto.ics"',
    "Cache-Control": "private, no-cache",  # keep it, but ask each time whether it is still true
    "Vary": "Accept-Encoding",
}


@shows(router, "/feeds/{token}.ics")
def feed(request: Request, site: TheSite, token: str) -> Response:
    """The calendar behind an address, or 304 where the asker has it already."""
    with site.database.look() as db:
        found = feeds.find(db, token)
        source = feeds.address(db, token)
        octets = write(feeds.subscription(db, found, source=source, now=site.clock.now())) if found else None
    return Response(status_code=404) if octets is None else _answer(request, octets)


def _answer(request: Request, octets: bytes) -> Response:
    """Packed here and not on the way out: a strong ETag names these very octets."""
    headers = dict(HEADERS)
    mark = hashlib.sha256(octets).hexdigest()[:32]
    if "gzip" in request.headers.get("accept-encoding", ""):
        octets = gzip.compress(octets, mtime=0)
        headers["Content-Encoding"] = "gzip"
        mark += "-gzip"
    headers["ETag"] = f'"{mark}"'
    if _has(request.headers.get("if-none-match", ""), headers["ETag"]):
        kept = {name: headers[name] for name in ("ETag", "Cache-Control", "Vary")}
        return Response(status_code=304, headers=kept)
    return Response(octets, headers=headers)


def _has(known: str, etag: str) -> bool:
    return known.strip() == "*" or etag in ETAG.findall(known)
