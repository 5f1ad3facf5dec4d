"""What people outside this machine reach: answer links, subscribed calendars and styles. Nobody signs in
yet, so every other page is for this machine only, whatever name it is asked by.
"""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN = ("/answer/", "/feeds/", "/static/")


class Gate:
    """ASGI middleware: other names than this machine's own see only what is open."""

    def __init__(self, app: ASGIApp, own_names: Collection[str]) -> None:
        self.app = app
        self.own_names = frozenset(own_names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may_see(scope):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may_see(self, scope: Scope) -> bool:
        host = Headers(scope=scope).get("host", "").partition(":")[0].lower()
        return host in self.own_names or str(scope["path"]).startswith(OPEN)
