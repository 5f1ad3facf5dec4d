"""Whatever of the two has lost its memory, the rows or Temporal: every case goes on from the rows."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from temporalio.client import Client

from domain import exchanges
from domain.events import close_stream, record
from models import streams
from models.clock import WallClock
from models.database import Database
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.facts import ExchangeMoved, ExchangeProposed
from models.states import Answer, ExchangeState
from tests.domain.lived import a_proposed_exchange
from tests.stories.backups import back_up, restore
from tests.stories.engine import another_engine, end_workflows, engine
from workers.mending import Difference, Found, Mending
from workers.office import Office
from workers.process import carry
from workers.relay import Relay
from workers.temporal_server import TemporalServer
from workflows import seen
from workflows.door import connect

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
LIMIT_SECONDS = 30.0


class House:
    """Workflows and their steps on the wall's clock, months before the days of the exchange."""

    def __init__(self, database: Database, client: Client) -> None:
        self.database = database
        self.client = client
        self.office = Office(database, WallClock())
        self.mending = Mending(self.office, client, stands_still=False)

    def proposes(self) -> UUID:
        exchange_id = self.prepares()
        self.asks(exchange_id)
        return exchange_id

    def prepares(self) -> UUID:
        """Nothing has rung yet."""
        with self.office.change() as db:
            return a_proposed_exchange(db, confirm_by=datetime(2027, 2, 5, 14, 0, tzinfo=UTC)).id

    def asks(self, exchange_id: UUID) -> None:
        with self.office.change() as db:
            fact = ExchangeProposed(exchange_id=exchange_id)
            record(db, fact, on=streams.of_exchange(exchange_id), now=NOW)

    def both_say_yes(self, exchange_id: UUID) -> None:
        with self.office.change() as db:
            exchange = exchanges.load(db, exchange_id)
            for who in (exchange.guest_id, exchange.host_id):
                exchanges.answer(db, exchange, who, Answer.ACCEPTED, now=NOW)

    def moves(self, exchange_id: UUID) -> None:
        with self.office.change() as db:
            fact = ExchangeMoved(exchange_id=exchange_id)
            record(db, fact, on=streams.of_exchange(exchange_id), now=NOW)

    async def waits_for(self, exchange_id: UUID, what: str) -> None:
        deadline = time.monotonic() + LIMIT_SECONDS
        while (now := self._wait(exchange_id)) != what:
            if time.monotonic() > deadline:
                raise TimeoutError(f"it waits for {now}")
            await asyncio.sleep(0.05)

    def _wait(self, exchange_id: UUID) -> str | None:
        with self.database.look() as db:
            wait = db.get(Wait, streams.of_exchange(exchange_id))
            stream = db.get_one(Stream, streams.of_exchange(exchange_id))
            has_acted = wait and wait.heard_number >= stream.bell_number
            return wait.waiting_for if wait and has_acted else None

    def state(self, exchange_id: UUID) -> ExchangeState:
        with self.database.look() as db:
            return db.get_one(Exchange, exchange_id).state


@asynccontextmanager
async def living(database: Database, client: Client) -> AsyncIterator[House]:
    leave = asyncio.Event()
    house = House(database, client)
    working = asyncio.create_task(carry(house.office, client, leave))
    try:
        yield house
    finally:
        leave.set()
        await working


@pytest.fixture
async def client(sqlite_database: Database) -> AsyncIterator[Client]:
    client = await connect(engine().address)
    yield client
    await end_workflows(client, sqlite_database)


@pytest.fixture
def another_server(tmp_path: Path) -> Iterator[TemporalServer]:
    """Temporal after its file was lost: it knows nothing."""
    with another_engine(tmp_path) as server:
        yield server


async def test_where_all_is_well_nothing_differs(sqlite_database: Database, client: Client) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.proposes()
        await house.waits_for(exchange_id, "answers")

        found = await house.mending.compare()

    assert [each for each in found if each.stream_id == streams.of_exchange(exchange_id)] == []


async def test_a_database_from_before_the_last_hour_goes_on_from_what_it_knows(
    sqlite_database: Database, client: Client, tmp_path: Path
) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.proposes()
        await house.waits_for(exchange_id, "answers")
        back_up(sqlite_database, tmp_path / "backup.sqlite")
        house.both_say_yes(exchange_id)
        await house.waits_for(exchange_id, "days")
        restore(sqlite_database, tmp_path / "backup.sqlite")

        found = await house.mending.compare()
        await house.mending.mend(ours(found, exchange_id))
        await house.waits_for(exchange_id, "answers")
        house.both_say_yes(exchange_id)
        await house.waits_for(exchange_id, "days")

    assert ours(found, exchange_id) == [Found(streams.of_exchange(exchange_id), Difference.AHEAD)]
    assert house.state(exchange_id) is ExchangeState.CONFIRMED


async def test_before_it_is_mended_no_step_touches_the_restored_rows(
    sqlite_database: Database, client: Client, tmp_path: Path
) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.proposes()
        await house.waits_for(exchange_id, "answers")
        back_up(sqlite_database, tmp_path / "backup.sqlite")
        house.both_say_yes(exchange_id)
        await house.waits_for(exchange_id, "days")
        restore(sqlite_database, tmp_path / "backup.sqlite")

        house.both_say_yes(exchange_id)
        for _turn in range(3):  # more new facts than the old ones that the workflow knows
            house.moves(exchange_id)
        attention = await has_attention(client, exchange_id)

    assert attention == "outdated"
    assert house.state(exchange_id) is ExchangeState.CONFIRMED


async def test_a_lost_temporal_is_filled_again_from_the_rows(
    sqlite_database: Database, client: Client, another_server: TemporalServer
) -> None:
    async with living(sqlite_database, client) as house:
        asked, agreed = house.proposes(), house.proposes()
        house.both_say_yes(agreed)
        await house.waits_for(asked, "answers")
        await house.waits_for(agreed, "days")

    async with living(sqlite_database, await connect(another_server.address)) as house:
        found = await house.mending.compare()
        await house.mending.mend(found)
        house.both_say_yes(asked)
        await house.waits_for(asked, "days")
        after = await house.mending.compare()

    assert {each.difference for each in found} == {Difference.LOST}
    assert {each.stream_id for each in found} == {streams.of_exchange(each) for each in (asked, agreed)}
    assert after == []


async def test_a_workflow_of_a_closed_case_is_ended(sqlite_database: Database, client: Client) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.proposes()
        await house.waits_for(exchange_id, "answers")
        with sqlite_database.change() as db:
            close_stream(db, streams.of_exchange(exchange_id), now=NOW)

        found = await listed(house, exchange_id)
        await house.mending.mend(found)

    assert [each.difference for each in found] == [Difference.LEFT_OVER]


async def test_a_case_that_begins_while_all_are_compared_is_not_ended(
    sqlite_database: Database, client: Client
) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.proposes()
        await house.waits_for(exchange_id, "answers")

        await house.mending.mend([Found(streams.of_exchange(exchange_id), Difference.UNKNOWN)])
        looked = await seen.look(client, streams.of_exchange(exchange_id))

    assert looked is not None
    assert looked.is_running


async def test_a_case_that_had_not_rung_in_the_backup_begins_from_its_rows(
    sqlite_database: Database, client: Client, tmp_path: Path
) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.prepares()
        back_up(sqlite_database, tmp_path / "backup.sqlite")
        house.asks(exchange_id)
        await house.waits_for(exchange_id, "answers")
        restore(sqlite_database, tmp_path / "backup.sqlite")

        found = await house.mending.compare()
        await house.mending.mend(ours(found, exchange_id))
        house.asks(exchange_id)
        await house.waits_for(exchange_id, "answers")

    assert ours(found, exchange_id) == [Found(streams.of_exchange(exchange_id), Difference.AHEAD)]


async def test_who_has_heard_a_bell_of_a_lost_past_is_not_deaf_to_the_next(
    sqlite_database: Database, client: Client, tmp_path: Path
) -> None:
    async with living(sqlite_database, client) as house:
        exchange_id = house.proposes()
        await house.waits_for(exchange_id, "answers")
    back_up(sqlite_database, tmp_path / "backup.sqlite")
    house.moves(exchange_id)
    await Relay(house.office, client, stands_still=False).carry()  # nobody works: it only hears
    restore(sqlite_database, tmp_path / "backup.sqlite")

    async with living(sqlite_database, client) as house:
        found = await house.mending.compare()
        await house.mending.mend(ours(found, exchange_id))
        house.both_say_yes(exchange_id)
        await house.waits_for(exchange_id, "days")

    assert ours(found, exchange_id) == [Found(streams.of_exchange(exchange_id), Difference.AHEAD)]


async def listed(house: House, exchange_id: UUID) -> list[Found]:
    """A listing is a moment behind."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not (found := ours(await house.mending.compare(), exchange_id)):
        if time.monotonic() > deadline:
            raise TimeoutError("nothing differs")
        await asyncio.sleep(0.2)
    return found


async def has_attention(client: Client, exchange_id: UUID) -> str:
    deadline = time.monotonic() + LIMIT_SECONDS
    while True:
        described = await client.get_workflow_handle(streams.of_exchange(exchange_id)).describe()
        said = described.search_attributes.get("Attention", [""])[0]
        if said or time.monotonic() > deadline:
            return str(said)
        await asyncio.sleep(0.1)


def ours(found: list[Found], exchange_id: UUID) -> list[Found]:
    """Other tests use the same server."""
    return [each for each in found if each.stream_id == streams.of_exchange(exchange_id)]
