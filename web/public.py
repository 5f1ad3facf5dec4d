"""What people outside this machine reach: answer links, subscribed calendars and styles. Nobody signs in
yet, so every other page is for this machine only, whatever name it is asked by: who asks chooses the name.
"""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN = ("/answer/", "/feeds/", "/static/")
OWN_PEERS = frozenset(("127.0.0.1", "::1"))
TRACES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


class Gate:
    """ASGI middleware: other machines, other names and what a proxy passes on see only what is open."""

    def __init__(self, app: ASGIApp, own_names: Collection[str]) -> None:
        self.app = app
        self.own_names = frozenset(own_names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may_see(scope):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may_see(self, scope: Scope) -> bool:
        return str(scope["path"]).startswith(OPEN) or self._is_inside(scope)

    def _is_inside(self, scope: Scope) -> bool:
        """A proxy that keeps the name it was asked by would let anybody call us `localhost`."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").partition(":")[0].lower()
        peer, _port = scope["client"] or ("", 0)
        return host in self.own_names and peer in OWN_PEERS and not any(each in headers for each in TRACES)
