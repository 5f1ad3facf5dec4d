"""Are we alive, can we work."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from models.database import Database
from tests.web.conftest import browser


@pytest.fixture
def blank_web(blank_database: Database) -> Iterator[TestClient]:
    yield from browser(blank_database)


def test_a_process_with_its_database_is_alive_and_ready(web: TestClient) -> None:
    answers = [web.get(path) for path in ("/healthz", "/readyz")]

    assert [(each.status_code, each.json()) for each in answers] == [
        (200, {"status": "ok"}),
        (200, {"status": "ok"}),
    ]


def test_a_process_without_tables_is_alive_and_not_ready(blank_web: TestClient) -> None:
    answers = [blank_web.get(path) for path in ("/healthz", "/readyz")]

    assert [(each.status_code, each.json()) for each in answers] == [
        (200, {"status": "ok"}),
        (503, {"status": "no database"}),
    ]
