"""Under which names the pages are reached: this machine's own, and the outside name through a proxy."""

import asyncio

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Send

from models.clock import StandingClock
from models.database import Database
from tests.web.conftest import NOW
from web.app import create_app

OUTSIDE = "vaihto.example.org"
HERE = ("127.0.0.1", 50_000)
PAGES = ("/", "/mails", "/inbox", "/healthz")
OPEN = ("/static/app.css", "/answer/x", "/feeds/x.ics")
TRACES = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Server",
    "X-Real-IP",
    "Via",
)


def browser(database: Database, *, peer: tuple[str, int] = HERE) -> TestClient:
    clock = StandingClock(NOW)
    app = create_app(database, temporal_ui=None, outbox=None, clock=clock, base_url=f"https://{OUTSIDE}")
    return TestClient(app, client=peer, raise_server_exceptions=False)


def statuses(web: TestClient, paths: tuple[str, ...], **headers: str) -> list[int]:
    return [web.get(path, headers=headers).status_code for path in paths]


def statuses_by(version: str, database: Database) -> list[int]:
    """What is answered to a request that names our own address and bears no mark."""

    async def ask(path: str) -> int:
        scope = {
            "type": "http",
            "http_version": version,
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8300"), (b"connection", b"close")],
            "client": HERE,
            "server": ("127.0.0.1", 8300),
        }
        told: list[Message] = []
        await browser(database).app(scope, nothing_more, keeper(told))
        return int(next(each["status"] for each in told if each["type"] == "http.response.start"))

    return [asyncio.run(ask(path)) for path in PAGES]


async def nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def keeper(told: list[Message]) -> Send:
    async def keep(message: Message) -> None:
        told.append(message)

    return keep


def is_gate(web: TestClient, path: str, headers: dict[str, str]) -> bool:
    return web.get(path, headers=headers).text == "Not found"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1:8300", "LOCALHOST"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
def test_this_machine_sees_all_pages(sqlite_database: Database, *, name: str, peer: str) -> None:
    web = browser(sqlite_database, peer=(peer, 50_000))

    assert statuses(web, PAGES, Host=name) == [200, 200, 200, 200]  # the first three are the sign-in's


@pytest.mark.parametrize("trace", TRACES)
@pytest.mark.parametrize("value", ["192.0.2.7", ""])
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_who_comes_through_a_proxy_that_hides_our_name_sees_only_what_is_open(
    sqlite_database: Database, *, trace: str, value: str, name: str
) -> None:
    headers = {"Host": name, trace: value}

    web = browser(sqlite_database)

    assert [is_gate(web, path, headers) for path in (*PAGES, *OPEN)] == [True] * 4 + [False] * 3


@pytest.mark.parametrize("trace", TRACES)
def test_who_comes_by_our_outside_name_meets_the_sign_in_and_never_our_health(
    sqlite_database: Database, trace: str
) -> None:
    headers = {"Host": OUTSIDE, trace: "192.0.2.7"}

    web = browser(sqlite_database)

    assert [is_gate(web, path, headers) for path in (*PAGES, *OPEN)] == [False] * 3 + [True] + [False] * 3


@pytest.mark.parametrize(("version", "status"), [("1.1", 303), ("1.0", 404)])
def test_a_proxy_that_names_our_own_address_is_known_by_the_http_that_it_speaks(
    sqlite_database: Database, version: str, status: int
) -> None:
    assert statuses_by(version, sqlite_database)[:3] == [status] * 3


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1", "2001:db8::1"])
def test_another_machine_sees_only_what_is_open_whatever_name_is_asked_for(
    sqlite_database: Database, peer: str
) -> None:
    web = browser(sqlite_database, peer=(peer, 50_000))

    assert [is_gate(web, path, {"Host": "localhost"}) for path in (*PAGES, *OPEN)] == [True] * 4 + [False] * 3
