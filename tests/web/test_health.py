"""Are we alive, can we work."""

import pytest
from starlette.testclient import TestClient

from models.clock import StandingClock
from models.database import Database
from tests.web.conftest import NOW
from web.app import create_app


@pytest.fixture
def blank_web(blank_database: Database) -> TestClient:
    app = create_app(blank_database, temporal_ui=None, outbox=None, clock=StandingClock(NOW))
    return TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50_000))


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
