"""What protects every answer, whatever it is."""

import re

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from models.database import Database

ALL_KINDS = [
    "/",
    "/mails",
    "/inbox",
    "/nowhere",
    "/mails/not-an-id",
    "/healthz",
    "/readyz",
    "/static/nothing.css",
]
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-N'; style-src 'self' 'nonce-N'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types htmx; "
    "report-uri /policy-reports"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


def policy(headers: dict[str, str]) -> str:
    return re.sub(r"'nonce-[\w-]{22}'", "'nonce-N'", headers["content-security-policy"])


@pytest.mark.parametrize("path", ALL_KINDS)
def test_every_answer_is_shielded(sqlite_web: TestClient, path: str) -> None:
    headers = dict(sqlite_web.get(path).headers)

    assert policy(headers) == POLICY
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_a_crash_and_a_refused_host_and_a_wrong_method_are_shielded_too(
    sqlite_web: TestClient, sqlite_database: Database
) -> None:
    with sqlite_database.change() as db:
        db.execute(text("DROP TABLE mails"))

    answers = [
        sqlite_web.get("/mails"),
        sqlite_web.get("/", headers={"Host": "evil.example.org"}),
        sqlite_web.post("/healthz"),
    ]

    assert [each.status_code for each in answers] == [500, 400, 405]
    assert [policy(dict(each.headers)) for each in answers] == [POLICY] * 3


def test_each_answer_has_its_own_nonce(sqlite_web: TestClient) -> None:
    policies = {sqlite_web.get("/healthz").headers["content-security-policy"] for _ in range(3)}

    assert len(policies) == 3


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("evil.example.org", 400),
        ("localhost.evil.example.org", 400),
        ("127.0.0.1.evil.example.org:8000", 400),
    ],
)
def test_only_this_machine_is_answered(sqlite_web: TestClient, host: str, status: int) -> None:
    assert sqlite_web.get("/healthz", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", ["/", "/mails", "/inbox", "/healthz", "/readyz"])
def test_a_page_can_be_asked_for_by_head(sqlite_web: TestClient, path: str) -> None:
    assert sqlite_web.head(path).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_changed(sqlite_web: TestClient, method: str) -> None:
    answer = sqlite_web.request(method, "/")

    assert answer.status_code == 405
    assert {each.strip() for each in answer.headers["allow"].split(",")} == {"GET", "HEAD"}


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_the_frameworks_own_pages_are_closed(sqlite_web: TestClient, path: str) -> None:
    assert sqlite_web.get(path).status_code == 404
