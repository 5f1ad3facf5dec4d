"""Temporal as the pages ask it: there, silent, and there again."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.events import record
from models import streams
from models.clock import StandingClock
from models.database import Database
from models.exchanges import Exchange
from models.facts import ExchangeProposed
from tests.domain.lived import a_proposed_exchange
from tests.stories.engine import another_engine, end_workflows, engine
from tests.web.conftest import NOW, OUTBOX, TEMPORAL, signed_in
from tests.web.page import rows, texts
from web.app import create_app
from web.engine import PATIENCE_SECONDS, Engine, nowhere
from web.visitor import PLAIN_COOKIE
from workers.office import Office
from workers.relay import Relay
from workflows import queues
from workflows.door import connect


@pytest.fixture
def asked() -> Iterator[Engine]:
    """Asks the server of the tests."""
    address = engine().address
    found = Engine(lambda: address)
    yield found
    found.close()


@pytest.fixture
def exchange(sqlite_database: Database) -> Iterator[Exchange]:
    """Its workflow runs, and no worker is there."""
    with sqlite_database.change() as db:
        exchange = a_proposed_exchange(db)
        record(db, ExchangeProposed(exchange_id=exchange.id), on=streams.of_exchange(exchange.id), now=NOW)
    asyncio.run(_ring(sqlite_database))
    yield exchange
    asyncio.run(_end(sqlite_database))


async def _ring(database: Database) -> None:
    office = Office(database, StandingClock(NOW))
    await Relay(office, await connect(engine().address), stands_still=True).carry()


async def _end(database: Database) -> None:
    await end_workflows(await connect(engine().address), database)


def pages(database: Database, asked: Engine) -> Iterator[TestClient]:
    app = create_app(database, temporal_ui=TEMPORAL, outbox=OUTBOX, clock=StandingClock(NOW), engine=asked)
    headers = {"Accept-Language": "en"}
    with TestClient(app, base_url="http://localhost", headers=headers, client=("127.0.0.1", 1)) as client:
        client.cookies.set(PLAIN_COOKIE, signed_in(database))
        yield client


def test_a_page_says_that_the_workflow_of_a_case_runs(
    sqlite_database: Database, asked: Engine, exchange: Exchange
) -> None:
    for web in pages(sqlite_database, asked):
        html = web.get(f"/operations/cases/{streams.of_exchange(exchange.id)}").text

    assert "its workflow runs" in texts(html, "dd")
    assert texts(html, "p", "silence") == []


def test_a_page_says_that_no_workflow_runs(
    sqlite_database: Database, asked: Engine, exchange: Exchange
) -> None:
    asyncio.run(_end(sqlite_database))

    for web in pages(sqlite_database, asked):
        [told] = rows(web.get("/operations").text, "rows cases")

    assert "no workflow runs for it" in told[1]


def test_pages_open_and_say_that_they_wait_when_the_server_has_stopped(
    sqlite_database: Database, tmp_path: Path, exchange: Exchange
) -> None:
    with another_engine(tmp_path) as server:
        asked = Engine(lambda: server.address)
        assert asked.ask(queues.version)
    started = time.monotonic()

    for web in pages(sqlite_database, asked):
        first = web.get("/operations")
        took = time.monotonic() - started
        second_began = time.monotonic()
        second = web.get("/operations?lang=fi")
        second_took = time.monotonic() - second_began

    assert (first.status_code, second.status_code) == (200, 200)
    assert texts(first.text, "p", "silence")[0].startswith("Waits Temporal has not answered since")
    assert texts(second.text, "p", "silence")[0].startswith("Odottaa")
    assert took < PATIENCE_SECONDS + 5
    assert second_took < 1.5  # nobody waits again so soon
    asked.close()


def test_a_server_that_comes_later_is_found(tmp_path: Path) -> None:
    where: list[str] = []
    asked = Engine(lambda: where[0] if where else None)
    assert asked.ask(queues.version) is None
    assert asked.silent_since is not None

    where.append(engine().address)
    asked.rest_no_more()

    assert asked.ask(queues.version)
    assert asked.silent_since is None
    asked.close()


def test_over_a_database_alone_temporal_is_silent() -> None:
    alone = nowhere()

    assert alone.ask(queues.version) is None
    assert alone.silent_since is not None


def test_the_queues_say_who_takes_work(asked: Engine) -> None:
    found = asked.ask(queues.queues)

    assert found is not None
    assert [(each.name, each.kind) for each in found] == [
        ("exchanges", "workflows"),
        ("exchanges", "steps"),
        ("solver", "steps"),
    ]


def test_there_are_no_timetables_of_temporals_own(asked: Engine) -> None:
    assert asked.ask(queues.timetables) == ()
