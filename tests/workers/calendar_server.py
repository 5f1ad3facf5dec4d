"""A real https server with a certificate of its own, on this machine alone, that says what a test wants."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from workers.fetching import Address, Fetcher

CERTIFICATE = Path(__file__).with_name("calendar.example.org.pem")  # of this test alone, for a hundred years
HERE = ip_address("127.0.0.1")
NAMES = ("calendar.example.org", "other.example.org")

Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Calendars:
    """What stands at which path, and what was asked for."""

    port: int
    answers: dict[str, Answering] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, host, path
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def at(self, path: str, *, host: str = NAMES[0]) -> str:
        return f"https://{host}:{self.port}{path}"

    def says(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> str:
        """Let a path answer so; its address."""

        def answer(to: BaseHTTPRequestHandler) -> None:
            to.send_response(status)
            for name, value in headers.items():
                to.send_header(name.replace("_", "-"), value)
            if "Content_Length" not in headers:
                to.send_header("Content-Length", str(len(body)))
            to.end_headers()
            to.wfile.write(body)

        self.answers[path] = answer
        return self.at(path)

    def leads(self, path: str, to: str, *, status: int = 302) -> str:
        return self.says(path, b"", status=status, Location=to)


def resolved_here(_host: str, _port: int) -> tuple[Address, ...]:
    return (HERE,)


def a_fetcher(
    *,
    resolve: Callable[[str, int], tuple[Address, ...]] = resolved_here,
    may_reach: Callable[[Address], bool] = HERE.__eq__,
    seconds: float = 5.0,
) -> Fetcher:
    """One that trusts the test's certificate and may come to this machine."""
    trust = ssl.create_default_context(cafile=str(CERTIFICATE))
    return Fetcher(resolve=resolve, may_reach=may_reach, trust=trust, seconds=seconds)


@contextmanager
def serving() -> Iterator[Calendars]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    calendars = Calendars(int(server.server_address[1]))
    server.RequestHandlerClass = _handler(calendars)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield calendars
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(calendars: Calendars) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            calendars.asked.append((self.command, self.headers["Host"], self.path))
            calendars.headers.append(dict(self.headers))
            calendars.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
            calendars.answers[self.path](self)

        do_GET = do_REPORT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler
