"""What the pages leave is done by a worker, as soon as Temporal and the workflow answer."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
from temporalio.client import Client

from domain import errands
from domain.events import record
from models import streams
from models.clock import WallClock
from models.database import Database
from models.errands import Errand, LeftErrand
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.facts import ExchangeProposed
from models.messages import Action
from models.rounds import Round
from models.states import ExchangeState
from tests.domain.lived import a_proposed_exchange
from tests.stories.engine import end_workflows, engine
from workers.errands import LeftErrands
from workers.office import Office
from workers.process import carry
from workers.relay import Relay
from workflows.door import connect

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
LIMIT_SECONDS = 30.0


@pytest.fixture
async def client(sqlite_database: Database) -> AsyncIterator[Client]:
    client = await connect(engine().address)
    yield client
    await end_workflows(client, sqlite_database)


@pytest.fixture
def exchange_id(sqlite_database: Database) -> UUID:
    with sqlite_database.change() as db:
        exchange = a_proposed_exchange(db, confirm_by=datetime(2027, 2, 5, 14, 0, tzinfo=UTC))
        record(db, ExchangeProposed(exchange_id=exchange.id), on=streams.of_exchange(exchange.id), now=NOW)
        return exchange.id


@asynccontextmanager
async def a_worker(database: Database, client: Client) -> AsyncIterator[None]:
    leave = asyncio.Event()
    working = asyncio.create_task(carry(Office(database, WallClock()), client, leave))
    try:
        yield
    finally:
        leave.set()
        await working


def leave(database: Database, exchange_id: UUID, action: Action) -> UUID:
    with database.change() as db:
        exchange = db.get_one(Exchange, exchange_id)
        owner = db.get_one(Round, exchange.round_id).owner_id
        errand = Errand(
            stream_id=streams.of_exchange(exchange_id), action=action, by_id=owner, why="pyysi", asked_at=NOW
        )
        errands.leave(db, errand)
        return errand.id


async def until_waiting(database: Database, exchange_id: UUID) -> None:
    await _until(lambda: _waits_for(database, exchange_id) == "answers")


async def until_ended(database: Database, errand_id: UUID) -> LeftErrand:
    await _until(lambda: _left(database, errand_id).ended_at is not None)
    return _left(database, errand_id)


async def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


def _waits_for(database: Database, exchange_id: UUID) -> str:
    with database.look() as db:
        wait = db.get(Wait, streams.of_exchange(exchange_id))
        return wait.waiting_for if wait else ""


def _left(database: Database, errand_id: UUID) -> LeftErrand:
    with database.look() as db:
        return db.get_one(LeftErrand, errand_id)


@pytest.mark.parametrize("action", [Action.SKIP, Action.CANCEL])
async def test_what_is_left_is_done_by_the_workflow(
    sqlite_database: Database, client: Client, exchange_id: UUID, action: Action
) -> None:
    async with a_worker(sqlite_database, client):
        await until_waiting(sqlite_database, exchange_id)
        errand_id = leave(sqlite_database, exchange_id, action)
        left = await until_ended(sqlite_database, errand_id)
        await _until(lambda: _waits_for(sqlite_database, exchange_id) == "")

    assert left.refusal is None
    with sqlite_database.look() as db:
        assert db.get_one(Exchange, exchange_id).state is ExchangeState.RELEASED
        assert db.get_one(Errand, errand_id).carried_out_at is not None


async def test_trying_again_changes_nothing_but_is_called_done(
    sqlite_database: Database, client: Client, exchange_id: UUID
) -> None:
    async with a_worker(sqlite_database, client):
        await until_waiting(sqlite_database, exchange_id)
        errand_id = leave(sqlite_database, exchange_id, Action.RETRY)
        left = await until_ended(sqlite_database, errand_id)

    assert left.refusal is None
    assert _waits_for(sqlite_database, exchange_id) == "answers"


async def test_a_lost_workflow_is_begun_anew_from_the_rows(
    sqlite_database: Database, client: Client, exchange_id: UUID
) -> None:
    async with a_worker(sqlite_database, client):
        await until_waiting(sqlite_database, exchange_id)
        await end_workflows(client, sqlite_database)
        refused = await until_ended(sqlite_database, leave(sqlite_database, exchange_id, Action.SKIP))
        rebuilt = await until_ended(sqlite_database, leave(sqlite_database, exchange_id, Action.REBUILD))
        again = await until_ended(sqlite_database, leave(sqlite_database, exchange_id, Action.REBUILD))

    assert (refused.refusal, rebuilt.refusal, again.refusal) == ("not_found", None, "runs")


async def test_while_no_worker_takes_it_an_errand_waits(
    sqlite_database: Database, client: Client, exchange_id: UUID
) -> None:
    office = Office(sqlite_database, WallClock())
    await Relay(office, client, stands_still=False).carry()
    errand_id = leave(sqlite_database, exchange_id, Action.RETRY)

    waiting = await LeftErrands(office, client, stands_still=False).carry()

    left = _left(sqlite_database, errand_id)
    assert (waiting, left.ended_at, left.tried_at is not None) == (1, None, True)


async def test_an_errand_of_a_case_that_has_ended_meanwhile_is_refused(
    sqlite_database: Database, client: Client, exchange_id: UUID
) -> None:
    errand_id = leave(sqlite_database, exchange_id, Action.RETRY)
    with sqlite_database.change() as db:
        db.get_one(Stream, streams.of_exchange(exchange_id)).closed_at = NOW

    await LeftErrands(Office(sqlite_database, WallClock()), client, stands_still=False).carry()

    assert _left(sqlite_database, errand_id).refusal == "not_found"
