"""What browsers report of refused content: one short line each, without anybody in it."""

import json
import logging
from collections.abc import Mapping

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.entrance.mailed import HERE

REPORT = {
    "document-uri": "https://vaihto.example.org/answer/secret-token?name=Aino",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example.org/path/Aino?x=1",
    "script-sample": "alert('Aino')",
}


def told(
    web: TestClient,
    more: Mapping[str, str] | None = None,
    *,
    kind: str = "application/csp-report",
    body: bytes | None = None,
) -> Response:
    octets = body if body is not None else json.dumps({"csp-report": {**REPORT, **(more or {})}}).encode()
    return web.post("/policy-reports", content=octets, headers={**HERE, "Content-Type": kind})


def test_a_report_leaves_one_line_with_nobody_in_it(
    sqlite_web: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="web")

    answer = told(sqlite_web)

    assert (answer.status_code, answer.content) == (204, b"")
    assert [each.getMessage() for each in caplog.records] == [
        "policy.refused: script-src-elem evil.example.org on /answer"
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"blocked-uri": "inline"}, "script-src-elem inline on /answer"),
        ({"blocked-uri": "data:text/html,Aino"}, "script-src-elem unknown on /answer"),
        ({"blocked-uri": "https://[", "document-uri": "https://["}, "script-src-elem unknown on /"),
        ({"effective-directive": "Aino\nsecond"}, "unknown evil.example.org on /answer"),
        ({"document-uri": "about:Aino V"}, "script-src-elem evil.example.org on /"),
    ],
    ids=["inline", "data", "broken", "two lines", "no page"],
)
def test_what_is_no_name_is_not_repeated(
    sqlite_web: TestClient, caplog: pytest.LogCaptureFixture, more: dict[str, str], line: str
) -> None:
    caplog.set_level(logging.INFO, logger="web")

    told(sqlite_web, more)

    assert [each.getMessage() for each in caplog.records] == [f"policy.refused: {line}"]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("application/csp-report", b"[" * 4000, 400),
        ("application/csp-report", b"{}", 400),
        ("application/csp-report", b'{"csp-report": {"blocked-uri": 1}}', 400),
        ("application/csp-report", b"\xff", 400),
        ("application/csp-report", b" " * 8001, 413),
    ],
    ids=["another kind", "deep", "empty", "a number", "no text", "long"],
)
def test_what_is_no_report_is_refused(sqlite_web: TestClient, kind: str, body: bytes, status: int) -> None:
    assert told(sqlite_web, kind=kind, body=body).status_code == status


def test_whoever_reports_much_is_asked_to_wait(
    sqlite_web: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    statuses = [told(sqlite_web).status_code for _ in range(31)]
    caplog.clear()
    late = told(sqlite_web)

    assert statuses == [204] * 30 + [429]
    assert int(late.headers["Retry-After"]) <= 61
    assert [each.getMessage() for each in caplog.records if "policy.refused" in each.getMessage()] == []
