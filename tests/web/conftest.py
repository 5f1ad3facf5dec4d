"""The real application over a real database; the clock stands in March 2027."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from models.clock import StandingClock
from models.database import Database
from web.app import create_app

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
TEMPORAL = "http://127.0.0.1:8233"
OUTBOX = Path("data/outbox")


@pytest.fixture
def web(database: Database) -> Iterator[TestClient]:
    """A browser that reads English unless a test says otherwise."""
    yield from browser(database)


@pytest.fixture
def sqlite_web(sqlite_database: Database) -> Iterator[TestClient]:
    """For what does not depend on the database."""
    yield from browser(sqlite_database)


def browser(database: Database) -> Iterator[TestClient]:
    app = create_app(database, temporal_ui=TEMPORAL, outbox=OUTBOX, clock=StandingClock(NOW))
    headers = {"Accept-Language": "en"}
    with TestClient(
        app,
        base_url="http://localhost",
        headers=headers,
        raise_server_exceptions=False,
        client=("127.0.0.1", 50_000),
    ) as client:
        yield client
