"""Only our own pages post here: another site that makes browsers post is refused, whatever cookies it has."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))
OWN = frozenset(("same-origin", "none"))
WITHOUT_COOKIES = ("/answer/", "/api/", "/feeds/")  # a token in the address or a header is the proof there


class SameSite:
    """ASGI middleware over `Sec-Fetch-Site`, or `Origin` in browsers that do not send it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_own(scope):
            await PlainTextResponse("Refused: the request came from another site", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    if scope["method"] in SAFE or str(scope["path"]).startswith(WITHOUT_COOKIES):
        return True
    headers = Headers(scope=scope)
    if site := headers.get("sec-fetch-site"):
        return site in OWN
    origin = headers.get("origin", "")
    return origin != "" and urlsplit(origin).netloc == headers.get("host", "")
