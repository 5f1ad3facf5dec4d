"""Fetching a calendar from an address that a person gave us, which may want us to look into our own house.

Only https, only public addresses, and the connection goes to the very address that was checked, also after
each redirect: a name that answers differently a moment later (DNS rebinding) changes nothing.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from domain.busy_trouble import Trouble, Unread
from workers.expanding import MOST_OCTETS

SECONDS = 10.0
MOST_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)
FOUND = (200, 207)
HTTPS = 443
SAFE = "/%:@!$&'()*+,;=~?"
NAT64 = ip_network("64:ff9b::/96")
AGENT = {"User-Agent": "Vaihto", "Accept-Encoding": "identity", "Connection": "close"}

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], tuple[Address, ...]]


@dataclass(frozen=True)
class Request:
    """What is asked for; only a GET follows redirects, and a sign-in is never taken elsewhere."""

    address: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    reads: bool = True  # else only the status of the answer matters


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    octets: bytes


@dataclass(frozen=True)
class Fetcher:
    """Gives octets; what a test needs to reach its own machine is given here, and by no setting."""

    resolve: Resolver
    may_reach: Callable[[Address], bool]
    trust: ssl.SSLContext
    seconds: float = SECONDS

    def fetch(self, asked: Request) -> bytes:
        """The body of the answer; raises Unread."""
        deadline = time.monotonic() + self.seconds
        address = asked.address
        for _turn in range(MOST_REDIRECTS + 1):
            answer = self._ask(asked, split(address), deadline)
            if answer.status in FOUND:
                return answer.octets
            if answer.status not in REDIRECTS or asked.method != "GET" or asked.headers:
                raise Unread(Trouble.REFUSED)
            address = _led(address, answer.location)
        raise Unread(Trouble.UNREACHABLE)

    def tell(self, asked: Request) -> int:
        """The status of the answer, wherever it wants to lead; raises Unread."""
        return self._ask(asked, split(asked.address), time.monotonic() + self.seconds).status

    def _ask(self, asked: Request, target: SplitResult, deadline: float) -> Answer:
        """At the deadline the connection is cut, however slowly the other side drips."""
        wire = self._wire(target, deadline)
        watch = threading.Timer(_left(deadline), socket.socket.shutdown, (wire, socket.SHUT_RDWR))
        watch.start()
        try:
            wire.do_handshake()
            answer = _conversed(wire, asked, target)
        except (OSError, HTTPException, ValueError) as error:
            raise Unread(Trouble.UNREACHABLE) from error
        finally:
            watch.cancel()
            wire.close()
        if _left(deadline) == 0:
            raise Unread(Trouble.UNREACHABLE)
        return answer

    def _wire(self, target: SplitResult, deadline: float) -> ssl.SSLSocket:
        host, port = target.hostname or "", target.port or HTTPS
        for each in self._addresses(host, port, deadline):
            with suppress(OSError):
                raw = socket.create_connection((str(each), port), timeout=max(0.001, _left(deadline)))
                return self.trust.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
        raise Unread(Trouble.UNREACHABLE)

    def _addresses(self, host: str, port: int, deadline: float) -> tuple[Address, ...]:
        """Where a name leads, all of it public; the system's own search for names knows no time limit."""
        searching = ThreadPoolExecutor(1)
        try:
            found = searching.submit(self.resolve, host, port).result(_left(deadline))
        except (NoAnswer, OSError, ValueError) as error:
            raise Unread(Trouble.UNREACHABLE) from error
        finally:
            searching.shutdown(wait=False)
        if not all(self.may_reach(each) for each in found):
            raise Unread(Trouble.FORBIDDEN)
        return found


def for_the_world() -> Fetcher:
    """What is used outside tests."""
    return Fetcher(resolve=resolved, may_reach=is_public, trust=ssl.create_default_context())


def resolved(host: str, port: int) -> tuple[Address, ...]:
    """All addresses of a name, as the machine finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(str(each[4][0]).partition("%")[0]) for each in found))


def is_public(address: Address) -> bool:
    """Reachable by everybody, also as the address that is wrapped inside (mapped, 6to4, Teredo, NAT64)."""
    inside = _inside(address) if isinstance(address, IPv6Address) else None
    if inside is not None:
        return is_public(inside)
    return address.is_global and not address.is_multicast and not address.is_reserved


def split(address: str) -> SplitResult:
    """An https address without a sign-in in it; raises Unread."""
    try:
        parts = urlsplit(address)
        is_fit = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
        is_fit = is_fit and parts.port != 0  # asking for the port judges it
    except ValueError as error:
        raise Unread(Trouble.FORBIDDEN) from error
    if not is_fit:
        raise Unread(Trouble.FORBIDDEN)
    return parts


def _led(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise Unread(Trouble.FORBIDDEN) from error


def _conversed(wire: ssl.SSLSocket, asked: Request, target: SplitResult) -> Answer:
    line = HTTPSConnection(target.hostname or "", target.port or HTTPS)
    line.sock = wire
    path = quote(target.path or "/", safe=SAFE)
    where = f"{path}?{quote(target.query, safe=SAFE)}" if target.query else path
    line.request(asked.method, where, body=asked.body or None, headers={**AGENT, **asked.headers})
    told = line.getresponse()
    if told.status not in FOUND or not asked.reads:
        return Answer(told.status, told.headers.get("Location", ""), b"")
    return Answer(told.status, "", _body(told))


def _body(told: HTTPResponse) -> bytes:
    """All of it, if it is not too much; nothing is unpacked."""
    if told.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Unread(Trouble.NOT_A_CALENDAR)
    octets = told.read(MOST_OCTETS + 1)
    if len(octets) > MOST_OCTETS:
        raise Unread(Trouble.TOO_LARGE)
    if told.length:
        raise HTTPException("the answer was cut off")
    return octets


def _inside(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
