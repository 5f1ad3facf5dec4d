"""The headers that protect every response, and a new nonce for each."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    )
)
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

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        scope["state"]["request_id"] = secrets.token_hex(8)

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(raw=message["headers"]), nonce)
            await send(message)

        await self.app(scope, receive, shielded)


def _protect(headers: MutableHeaders, nonce: str) -> None:
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
