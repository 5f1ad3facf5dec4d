"""Fetching calendars from a real https server, and from addresses that mean us no good."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address

import pytest

from domain.busy_trouble import Trouble, Unread
from tests.workers.calendar_server import HERE, Calendars, a_fetcher, resolved_here, serving
from workers.expanding import MOST_OCTETS
from workers.fetching import Address, Fetcher, Request, for_the_world, is_public

ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
ELSEWHERE = ip_address("10.0.0.7")


@pytest.fixture
def calendars() -> Iterator[Calendars]:
    with serving() as calendars:
        yield calendars


def trouble(fetcher: Fetcher, address: str) -> Trouble:
    """Why an address gives nothing."""
    return trouble_of(fetcher, Request(address))


def trouble_of(fetcher: Fetcher, asked: Request) -> Trouble:
    with pytest.raises(Unread) as unread:
        fetcher.fetch(asked)
    return unread.value.trouble


def test_a_calendar_is_fetched_as_it_stands(calendars: Calendars) -> None:
    address = calendars.says("/a b/äiti.ics?key=1&x=%C3%A4", ICS)
    calendars.answers["/a%20b/%C3%A4iti.ics?key=1&x=%C3%A4"] = calendars.answers[
        "/a b/äiti.ics?key=1&x=%C3%A4"
    ]

    assert a_fetcher().fetch(Request(f"{address}#part")) == ICS
    assert calendars.asked == [
        ("GET", f"calendar.example.org:{calendars.port}", "/a%20b/%C3%A4iti.ics?key=1&x=%C3%A4")
    ]


def test_redirects_are_followed_three_times(calendars: Calendars) -> None:
    calendars.says("/3", ICS)
    calendars.leads("/2", "/3", status=308)
    calendars.leads("/1", calendars.at("/2", host="other.example.org"), status=307)
    address = calendars.leads("/0", "1", status=301)
    fourth = calendars.leads("/again", "/0")

    assert a_fetcher().fetch(Request(address)) == ICS
    assert [path for _method, _host, path in calendars.asked] == ["/0", "/1", "/2", "/3"]
    assert trouble(a_fetcher(), fourth) is Trouble.UNREACHABLE


def test_a_redirect_into_the_house_is_not_followed(calendars: Calendars) -> None:
    calendars.says("/secret", ICS)

    def resolve(host: str, _port: int) -> tuple[Address, ...]:
        return (ELSEWHERE if host == "other.example.org" else HERE,)

    inwards = calendars.leads("/in", calendars.at("/secret", host="other.example.org"))
    plain = calendars.leads("/plain", calendars.at("/secret").replace("https", "http"))
    signed = calendars.leads("/signed", calendars.at("/secret").replace("https://", "https://a:b@"))
    told = [trouble(a_fetcher(resolve=resolve), each) for each in (inwards, plain, signed)]

    assert told == [Trouble.FORBIDDEN] * 3
    assert [path for _method, _host, path in calendars.asked] == ["/in", "/plain", "/signed"]


@pytest.mark.parametrize("location", ["https://[", "https://calendar.example.org:x/", "//[::1"])
def test_a_redirect_to_no_address_at_all_is_not_followed(calendars: Calendars, location: str) -> None:
    assert trouble(a_fetcher(), calendars.leads("/odd", location)) is Trouble.FORBIDDEN


def test_the_connection_goes_to_the_very_address_that_was_checked(calendars: Calendars) -> None:
    address = calendars.says("/a", ICS)
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> tuple[Address, ...]:
        """Good at the first question, inside the house at the second."""
        asked.append(host)
        return (HERE,) if len(asked) == 1 else (ELSEWHERE,)

    assert a_fetcher(resolve=rebinding).fetch(Request(address)) == ICS
    assert asked == ["calendar.example.org"]


def test_one_address_inside_the_house_among_good_ones_is_too_many(calendars: Calendars) -> None:
    address = calendars.says("/a", ICS)

    assert trouble(a_fetcher(resolve=lambda *_: (HERE, ELSEWHERE)), address) is Trouble.FORBIDDEN
    assert calendars.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://calendar.example.org/a.ics",
        "ftp://calendar.example.org/a.ics",
        "file:///etc/passwd",
        "https://aino:secret@calendar.example.org/a.ics",
        "https:///a.ics",
        "https://calendar.example.org:99999/a.ics",
        "https://[::1/a.ics",
        "calendar.example.org/a.ics",
        "",
    ],
)
def test_only_https_without_a_sign_in_is_asked(address: str) -> None:
    assert trouble(a_fetcher(), address) is Trouble.FORBIDDEN


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "169.254.169.254", "10.0.0.1", "2130706433"],  # noqa: S104
)
def test_nobody_outside_a_test_reaches_this_machine_or_its_neighbours(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        told = trouble(for_the_world(), f"https://{host}:{door.getsockname()[1]}/a.ics")

    assert told is Trouble.FORBIDDEN


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("193.166.3.2", True),
        ("2001:708:10:3::53", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:193.166.3.2", True),
        ("2002:0a00:0001::1", False),
        ("2002:c1a6:0302::1", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::193.166.3.2", True),
    ],
)
def test_public_is_what_everybody_can_reach_also_inside_other_addresses(
    address: str, *, public: bool
) -> None:
    assert is_public(ip_address(address)) is public


def test_a_certificate_that_nobody_vouches_for_is_not_believed(calendars: Calendars) -> None:
    address = calendars.says("/a", ICS)
    doubting = replace(a_fetcher(), trust=ssl.create_default_context())

    assert trouble(doubting, address) is Trouble.UNREACHABLE
    assert trouble(a_fetcher(), address.replace("calendar.", "wrong.")) is Trouble.UNREACHABLE
    assert calendars.asked == []


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 304, 206])
def test_any_other_answer_is_a_refusal(calendars: Calendars, status: int) -> None:
    assert trouble(a_fetcher(), calendars.says("/a", b"", status=status)) is Trouble.REFUSED


def test_five_megabytes_are_taken_and_not_one_octet_more(calendars: Calendars) -> None:
    enough = calendars.says("/enough", b"x" * MOST_OCTETS)
    endless = calendars.says("/endless", b"x" * (MOST_OCTETS + 1), Content_Length="900000000")

    assert len(a_fetcher().fetch(Request(enough))) == MOST_OCTETS
    assert trouble(a_fetcher(), endless) is Trouble.TOO_LARGE


def test_what_is_packed_is_not_unpacked(calendars: Calendars) -> None:
    packed = calendars.says("/a", b"\x1f\x8b", Content_Encoding="gzip")

    assert trouble(a_fetcher(), packed) is Trouble.NOT_A_CALENDAR


def test_half_an_answer_is_none(calendars: Calendars) -> None:
    cut = calendars.says("/a", ICS[:10], Content_Length=str(len(ICS)))

    assert trouble(a_fetcher(), cut) is Trouble.UNREACHABLE


def test_whoever_drips_is_left_at_the_deadline(calendars: Calendars) -> None:
    def drip(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            try:
                to.wfile.write(b"X-Slow: 1\r\n")
            except OSError:
                return
            time.sleep(0.05)

    calendars.answers["/a"] = drip
    began = time.monotonic()

    told = trouble(a_fetcher(seconds=0.5), calendars.at("/a"))

    assert told is Trouble.UNREACHABLE
    assert time.monotonic() - began < 2


def test_a_search_for_the_name_that_takes_too_long_is_left() -> None:
    answered = threading.Event()

    def slow(*_: object) -> tuple[Address, ...]:
        answered.wait(5)
        return resolved_here("", 0)

    began = time.monotonic()
    told = trouble(a_fetcher(resolve=slow, seconds=0.2), "https://calendar.example.org/a.ics")
    answered.set()

    assert told is Trouble.UNREACHABLE
    assert time.monotonic() - began < 2


def test_a_name_that_nobody_knows_and_a_door_that_is_shut_are_unreachable() -> None:
    def unknown(*_: object) -> tuple[Address, ...]:
        raise socket.gaierror

    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

    assert trouble(a_fetcher(resolve=unknown), "https://calendar.example.org/") is Trouble.UNREACHABLE
    assert trouble(a_fetcher(), f"https://calendar.example.org:{port}/") is Trouble.UNREACHABLE


def test_a_sign_in_is_never_carried_elsewhere(calendars: Calendars) -> None:
    address = calendars.leads("/dav", calendars.at("/dav", host="other.example.org"))
    asked = Request(address, method="REPORT", headers={"Authorization": "Basic eDp5"}, body=b"<q/>")

    assert trouble_of(a_fetcher(), asked) is Trouble.REFUSED
    assert (len(calendars.asked), calendars.bodies) == (1, [b"<q/>"])
