"""What people outside this machine reach: answer links, subscribed calendars and styles under any name, the
pages behind the sign-in only under the name that we are known by, and the look at our health not at all.
"""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN = ("/answer/", "/feeds/", "/static/")
INSIDE = ("/healthz", "/readyz")
OWN_PEERS = frozenset(("127.0.0.1", "::1"))
TRACES = frozenset(("forwarded", "x-real-ip", "via"))
TRACES_BEGIN = "x-forwarded-"
BY_PROXIES = "1.0"  # the HTTP that nginx speaks, unmarked and by our own address, unless it is told otherwise


class Gate:
    """ASGI middleware: other names, and proxies that hide which name they were asked by, see what is open."""

    def __init__(self, app: ASGIApp, own_names: Collection[str], outside: str | None = None) -> None:
        self.app = app
        self.outside = outside
        self.own_names = frozenset(own_names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may_see(scope):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may_see(self, scope: Scope) -> bool:
        path = str(scope["path"])
        return path.startswith(OPEN) or self._is_inside(scope) or self._is_by_name(scope, path)

    def _is_by_name(self, scope: Scope, path: str) -> bool:
        host = Headers(scope=scope).get("host", "").partition(":")[0].lower()
        return self.outside is not None and host == self.outside and not path.startswith(INSIDE)

    def _is_inside(self, scope: Scope) -> bool:
        """A proxy that keeps the name it was asked by would let anybody call us `localhost`.

        One that puts our own address there is known by its marks, or by a version that no browser speaks.
        """
        headers = Headers(scope=scope)
        host = headers.get("host", "").partition(":")[0].lower()
        peer, _port = scope["client"] or ("", 0)
        is_passed_on = scope["http_version"] == BY_PROXIES or any(map(_is_trace, headers))
        return host in self.own_names and peer in OWN_PEERS and not is_passed_on


def _is_trace(name: str) -> bool:
    return name in TRACES or name.startswith(TRACES_BEGIN)
