"""Points of ASVS 5.0 level 2 that hold of every route; docs/security.md lists all thirty."""

import json
import logging
import re

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from models.database import Database
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.web.conftest import browser, post
from tests.web.entrance.mailed import AINO, HERE, ask, asked, is_in, mails, stranger
from tests.web.matrix import House, Route, Who, a_house, routes
from tests.web.page import Page
from tests.web.test_matrix import checksum
from web.lines import JsonLines
from web.visitor import COOKIE, PLAIN_COOKIE

OUTSIDE = "https://vaihto.example.org"
FROM_PROXY = {**HERE, "X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
ENTRANCES = {
    ("POST", "/sign-in"),  # asks for a mail
    ("POST", "/sign-in/code"),  # the six digits of the mail
    ("POST", "/sign-in/{token}"),  # the mail's link, or the terminal's
    ("POST", "/sign-in/again/{kept_id}"),  # whoever is inside asks for a mail to themselves
    ("GET", "/sign-in/with/{code}/callback"),  # an organisation's own sign-in
}
A_STREAM = "/rounds/{reference}/solving"  # has no end that could be told without it
LEADS_OUT = "/sign-in/with/"  # a journey to an organisation's sign-in is noted, as its state must be


@pytest.fixture
def house(sqlite_database: Database) -> House:
    """Helmi, whose round it all is, is an administrator too."""
    with sqlite_database.change() as db:
        house = a_house(db)
        an_appointee(db, person=house.helmi, role=Role.ADMINISTRATOR)
        return house


@pytest.fixture
def every(sqlite_web: TestClient) -> list[Route]:
    app = sqlite_web.app
    assert isinstance(app, FastAPI)
    return routes(app)


def test_every_unsafe_route_refuses_another_site_and_a_form_without_our_token(
    sqlite_database: Database, house: House, every: list[Route]
) -> None:
    """3.5.1, 3.5.2; a token in the address or the header is the proof where no cookie is."""
    unsafe = [each for each in every if each.method != "GET" and not each.path.startswith("/answer/")]
    before = checksum(sqlite_database)
    wrong = []
    for web in browser(sqlite_database, person_id=house.helmi.id):
        for each in unsafe:
            path = each.of(house.objects)
            crossed = post(web, path, headers={"Sec-Fetch-Site": "cross-site"}).status_code
            foreign = web.post(path, headers={"Sec-Fetch-Site": "", "Origin": "https://evil.example"})
            bare = 403 if each.who is Who.ANYBODY else web.post(path, data={"a": "b"}).status_code
            if (crossed, foreign.status_code, bare) != (403, 403, 403):
                wrong.append((each, crossed, foreign.status_code, bare))

    assert len(unsafe) > 20
    assert wrong == []
    assert checksum(sqlite_database) == before


def test_looking_changes_nothing(sqlite_database: Database, house: House, every: list[Route]) -> None:
    """3.5.3: whoever crawls every page, also one that may do everything, leaves no trace in the rows."""
    pages = [each for each in every if each.method == "GET" and not each.path.startswith(LEADS_OUT)]
    before = checksum(sqlite_database)

    for web in browser(sqlite_database, person_id=house.helmi.id):
        statuses = {each: web.get(each.of(house.objects)).status_code for each in pages}
        heads = {each: web.head(each.of(house.objects)).status_code for each in pages}

    assert checksum(sqlite_database) == before
    assert [each for each, status in statuses.items() if status >= 500] == []
    of_pages = [each for each in pages if each.path != A_STREAM]
    assert [(each, heads[each]) for each in of_pages if heads[each] != statuses[each]] == []


def test_every_body_says_what_it_is_and_no_page_is_kept(
    sqlite_database: Database, house: House, every: list[Route]
) -> None:
    """4.1.1, 14.3.2, 3.4.2."""
    wrong = []
    for web in browser(sqlite_database, person_id=house.helmi.id):
        for each in every:
            if each.method != "GET" or each.path.startswith(("/static/", LEADS_OUT)):
                continue
            answer = web.get(each.of(house.objects), headers={"Origin": "https://evil.example"})
            kind = answer.headers.get("content-type", "")
            is_text = kind.startswith("text/")
            if answer.content and (not kind or (is_text and "charset=" not in kind)):
                wrong.append((each.path, kind))
            if kind.startswith("text/event-stream"):
                continue  # a stream is never kept
            if "no-store" not in answer.headers["cache-control"] and answer.status_code == 200:
                wrong.append((each.path, answer.headers["cache-control"]))
            if "evil.example" in str(answer.headers) or "access-control-allow-origin" in answer.headers:
                wrong.append((each.path, "reflects"))

    assert wrong == []


def test_no_address_in_a_page_carries_a_secret_or_somebodys_name(
    sqlite_database: Database, house: House, every: list[Route]
) -> None:
    """14.2.1; links of mails are the stated deviation, and stand in no page."""
    told = []
    for web in browser(sqlite_database, person_id=house.helmi.id):
        token = web.cookies[PLAIN_COOKIE]
        for each in every:
            if each.method != "GET" or each.path.startswith(LEADS_OUT):
                continue
            answer = web.get(each.of(house.objects))
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            for element in Page(answer.text).elements:
                for name in ("href", "action", "src"):
                    address = element.attributes.get(name, "")
                    is_ours = not address.startswith(("mailto:", "data:", "http"))
                    if is_ours and ("@" in address or "%40" in address or token in address):
                        told.append((each.path, address))

    assert told == []


def test_the_ways_in_are_those_that_are_documented(every: list[Route]) -> None:
    """6.1.3, 6.3.4: nobody comes in by a door that docs/security.md does not name."""
    beginnings = [each for each in every if each.path.startswith("/sign-in")]

    changing = {(each.method, each.path) for each in beginnings if each.method != "GET"}
    assert changing | {("GET", "/sign-in/with/{code}/callback")} == ENTRANCES


def test_behind_https_every_cookie_is_bound_to_our_host_and_browsers_stay_with_https(
    sqlite_database: Database,
) -> None:
    """3.3.1 to 3.3.4, 3.4.1."""
    with sqlite_database.change() as db:
        a_person(db, email=AINO)
    with stranger(sqlite_database, base_url=OUTSIDE) as web:
        web.headers.update(FROM_PROXY)
        first = ask(web)
        came = web.post(mails(sqlite_database)[-1].path)
        page = web.get("/me")

    cookies = [*first.headers.get_list("set-cookie"), *came.headers.get_list("set-cookie")]
    assert {each.partition("=")[0] for each in cookies} == {COOKIE, "__Host-asked"}
    for each in cookies:
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= {
            p.strip().lower() for p in each.split(";")
        }
        assert "domain" not in each.lower()
    assert page.status_code == 200
    assert page.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


def test_on_this_machine_nobody_is_told_to_stay_with_https(sqlite_web: TestClient) -> None:
    assert "strict-transport-security" not in sqlite_web.get("/").headers


@pytest.mark.parametrize(
    ("base_url", "peer", "network"),
    [
        (OUTSIDE, "127.0.0.1", "198.51.100"),  # the last word, which our own proxy has written
        (None, "127.0.0.1", "127.0.0"),
    ],
)
def test_where_somebody_sits_is_believed_of_our_own_proxy_alone(
    sqlite_database: Database, base_url: str | None, peer: str, network: str
) -> None:
    """4.1.3."""
    with stranger(sqlite_database, base_url=base_url, peer=peer) as web:
        if base_url:
            web.headers.update(FROM_PROXY)
        else:
            web.headers.update(HERE)
        ask(web, "nobody@example.org")

    with sqlite_database.look() as db:
        assert db.execute(text("SELECT network FROM audit_entries")).scalars().all() == [network]


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/static/x"])
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_no_method_tells_back_what_it_was_told(sqlite_web: TestClient, method: str, path: str) -> None:
    """13.4.4."""
    answer = sqlite_web.request(method, path, headers={"X-Canary": "canary"})

    assert answer.status_code == 405
    assert "canary" not in answer.text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/metrics", "/.git/config", "/debug"])
def test_what_helps_only_others_is_closed(sqlite_web: TestClient, path: str) -> None:
    """13.4.2, 13.4.5."""
    assert sqlite_web.get(path).status_code == 404


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLines().format(each)) for each in caplog.records if each.name == "web"]


def test_each_sign_in_refusal_and_denial_is_one_line_without_secrets(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """16.2.1 to 16.2.5, 16.3.1, 16.3.2, 14.2.1."""
    with sqlite_database.change() as db:
        aino = a_person(db, email=AINO, name="Kanarian Lintu")
    with caplog.at_level(logging.INFO), stranger(sqlite_database) as web:
        told = asked(web, sqlite_database)
        web.post("/sign-in/code", data={"code": "000000" if told.code != "000000" else "111111"})
        web.post(told.path)
        web.get("/accesses")
        assert is_in(web)
        token = web.cookies[PLAIN_COOKIE]

    said = lines(caplog)
    assert [(each["message"], each["route"]) for each in said[:2]] == [
        ("sign_in.refused", "/sign-in/code"),
        ("session.began", "/sign-in/{token}"),
    ]
    assert said[1]["actor"] == str(aino.id)
    assert said[2]["status"] == 404
    assert said[2]["actor"] == str(aino.id)
    assert all(re.fullmatch(r"[0-9a-f]{16}", str(each["request_id"])) for each in said)
    assert all(str(each["at"]).endswith("+00:00") for each in said)
    ours = [each for each in caplog.records if each.name != "httpx2"]  # the browser of the test
    everything = "".join(JsonLines().format(each) for each in ours)
    for secret in (told.code, told.path.rpartition("/")[2], token, AINO, "Kanarian"):
        assert secret not in everything


def test_nobody_writes_a_second_line_into_the_log() -> None:
    """16.4.1."""
    record = logging.LogRecord("web", logging.INFO, "", 1, 'a\n{"level": "x"}\r\u2028b', (), None)

    line = JsonLines().format(record)

    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line)["message"].startswith("a\n")
