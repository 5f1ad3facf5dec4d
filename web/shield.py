"""The headers that protect every response, and a new nonce for each."""

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REPORTS = "/policy-reports"  # `report-uri`: every browser knows it, and tells at once
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'nonce-{nonce}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types htmx",
        f"report-uri {REPORTS}",
    )
)
A_YEAR = "max-age=31536000; includeSubDomains"
UNKNOWN_METHODS = frozenset(("TRACE", "TRACK", "CONNECT", "DEBUG"))  # what they tell back helps others only
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Shield:
    """ASGI middleware; what a route has set itself (a mail's own policy, caching of files) stays."""

    def __init__(self, app: ASGIApp, *, https_host: str | None = None) -> None:
        """`https_host` is the name, and the port if it has one, by which we are reached over https."""
        self.app = app
        self.https_host = https_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        scope["state"]["request_id"] = secrets.token_hex(8)

        is_https = self.https_host is not None and Headers(scope=scope).get("host") == self.https_host

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(raw=message["headers"]), nonce, is_https=is_https)
            await send(message)

        if scope["method"] in UNKNOWN_METHODS:
            refused = PlainTextResponse("Method not allowed", 405, headers={"Allow": "GET, HEAD"})
            await refused(scope, receive, shielded)
            return
        await self.app(scope, receive, shielded)


def _protect(headers: MutableHeaders, nonce: str, *, is_https: bool) -> None:
    if is_https:
        headers["Strict-Transport-Security"] = A_YEAR
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
