"""Facts are carried to real workflows' histories; no worker runs, so nothing else touches them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    StartWorkflowInput,
    WorkflowExecutionStatus,
    WorkflowHandle,
)
from temporalio.service import RPCError, RPCStatusCode

from domain.events import close_stream, record
from models import streams
from models.clock import WallClock
from models.database import Database
from models.events import Stream
from models.facts import ClosingMoved, RoundClosed, RoundOpened
from tests.builders import CLOSES, NOON, a_round
from tests.stories.engine import end_workflows, engine
from workers.office import Office
from workers.relay import Relay
from workflows.door import connect

SIGNALED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED
AN_HOUR = timedelta(hours=1)


@pytest.fixture
async def client(database: Database) -> AsyncIterator[Client]:
    client = await connect(engine().address)
    yield client
    await end_workflows(client, database)


def a_relay(database: Database, client: Client) -> Relay:
    return Relay(Office(database, WallClock()), client, stands_still=False)


def opened(database: Database) -> str:
    """The stream of a round that has just been opened."""
    with database.change() as db:
        round_ = a_round(db)
        record(db, RoundOpened(round_id=round_.id), on=streams.of_round(round_.id), now=NOON)
        return streams.of_round(round_.id)


def moved(database: Database, stream_id: str) -> None:
    with database.change() as db:
        fact = ClosingMoved(round_id=streams.owner(stream_id), closes_at=CLOSES)
        record(db, fact, on=stream_id, now=NOON)


def lease(database: Database, stream_id: str, *, until: datetime, delivered: int = 0) -> None:
    """What a relay leaves behind that dies after ringing and before marking."""
    with database.change() as db:
        stream = db.get_one(Stream, stream_id)
        stream.leased_until, stream.delivered_number = until, delivered


async def heard(client: Client, stream_id: str) -> list[int]:
    """The numbers that a workflow has been told, in order."""
    history = await workflow_of(client, stream_id).fetch_history()
    told = [each for each in history.events if each.event_type == SIGNALED]
    said = [each.workflow_execution_signaled_event_attributes.input.payloads for each in told]
    return [(await client.data_converter.decode(each))[0]["number"] for each in said]


def workflow_of(client: Client, stream_id: str) -> WorkflowHandle[object, None]:
    return client.get_workflow_handle(stream_id)


async def test_a_stream_is_rung_with_its_newest_number_only(database: Database, client: Client) -> None:
    stream = opened(database)
    moved(database, stream)
    relay = a_relay(database, client)

    rung = [await relay.carry(), await relay.carry()]

    assert rung == [1, 0]
    assert await heard(client, stream) == [2]


async def test_facts_are_heard_in_their_order(database: Database, client: Client) -> None:
    stream = opened(database)
    relay = a_relay(database, client)

    for _turn in range(3):
        await relay.carry()
        moved(database, stream)
    await relay.carry()

    assert await heard(client, stream) == [1, 2, 3, 4]


async def test_a_fact_that_rings_nobody_is_not_carried(database: Database, client: Client) -> None:
    stream = opened(database)
    relay = a_relay(database, client)
    await relay.carry()

    with database.change() as db:
        record(db, RoundClosed(round_id=streams.owner(stream)), on=stream, now=NOON)

    assert await relay.carry() == 0


async def test_a_lease_is_respected_and_taken_over_when_it_has_run_out(
    database: Database, client: Client
) -> None:
    stream = opened(database)
    relay = a_relay(database, client)

    lease(database, stream, until=datetime.now(UTC) + AN_HOUR)
    while_leased = await relay.carry()
    lease(database, stream, until=datetime.now(UTC) - AN_HOUR)
    afterwards = await relay.carry()

    assert (while_leased, afterwards) == (0, 1)


async def test_nothing_is_lost_when_a_relay_dies_between_ringing_and_marking(
    database: Database, client: Client
) -> None:
    stream = opened(database)
    await a_relay(database, client).carry()
    lease(database, stream, until=datetime.now(UTC) - AN_HOUR, delivered=0)

    rung = await a_relay(database, client).carry()

    assert rung == 1
    assert await heard(client, stream) == [1, 1]


async def test_two_relays_at_once_ring_each_stream_once(database: Database, client: Client) -> None:
    rows = [opened(database) for _ in range(12)]
    neighbour = Database(database.engine.url.render_as_string(hide_password=False))

    rung = await asyncio.gather(*(a_relay(each, client).carry() for each in (database, neighbour)))
    neighbour.close()

    assert sum(rung) == 12
    assert [await heard(client, each) for each in rows] == [[1]] * 12


async def test_a_closed_stream_is_skipped(database: Database, client: Client) -> None:
    stream = opened(database)
    with database.change() as db:
        close_stream(db, stream, now=NOON)

    rung = await a_relay(database, client).carry()

    assert rung == 0


async def test_a_workflow_that_was_stopped_begins_again_when_its_case_goes_on(
    database: Database, client: Client
) -> None:
    stream = opened(database)
    relay = a_relay(database, client)
    await relay.carry()
    await workflow_of(client, stream).terminate()
    moved(database, stream)

    rung = [await relay.carry(), await relay.carry()]

    assert rung == [1, 0]
    assert await heard(client, stream) == [2]
    described = await workflow_of(client, stream).describe()
    assert described.status is WorkflowExecutionStatus.RUNNING


class Meanwhile(Interceptor):
    """Lets something happen while a ring is on its way."""

    def __init__(self, happens: Callable[[str], None]) -> None:
        self.happens = happens

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002
        return OnTheWay(next, self.happens)


class OnTheWay(OutboundInterceptor):
    def __init__(self, next: OutboundInterceptor, happens: Callable[[str], None]) -> None:  # noqa: A002
        super().__init__(next)
        self.happens = happens

    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[object, None]:  # noqa: A002
        self.happens(input.id)
        return await super().start_workflow(input)


def with_(client: Client, happens: Callable[[str], None]) -> Client:
    config = client.config()
    config["interceptors"] = [Meanwhile(happens)]
    return Client(**config)


async def test_a_fact_saved_while_its_stream_is_being_rung_is_rung_next(
    database: Database, client: Client
) -> None:
    stream = opened(database)
    seen = Counter[str]()

    def once(rung: str) -> None:
        seen[rung] += 1
        if seen[rung] == 1:
            moved(database, rung)

    relay = a_relay(database, with_(client, once))

    rung = [await relay.carry(), await relay.carry(), await relay.carry()]

    assert rung == [1, 1, 0]
    assert await heard(client, stream) == [1, 2]


async def test_what_could_not_be_rung_is_given_back_and_the_rest_is_marked(
    database: Database, client: Client
) -> None:
    unlucky, lucky = opened(database), opened(database)

    def away(rung: str) -> None:
        if rung == unlucky:
            raise RPCError("away", RPCStatusCode.UNAVAILABLE, b"")

    with pytest.raises(RPCError):
        await a_relay(database, with_(client, away)).carry()
    rung_again = await a_relay(database, client).carry()

    assert rung_again == 1
    assert [await heard(client, each) for each in (unlucky, lucky)] == [[1], [1]]


async def test_a_running_relay_hears_the_bell(database: Database, client: Client) -> None:
    office = Office(database, WallClock())
    running = asyncio.create_task(Relay(office, client, stands_still=False).run())
    stream = opened(database)
    office.facts.ring()

    async with asyncio.timeout(60):
        while not await is_known(client, stream):
            await asyncio.sleep(0.05)
    running.cancel()

    assert await heard(client, stream) == [1]


async def is_known(client: Client, stream_id: str) -> bool:
    try:
        await workflow_of(client, stream_id).describe()
    except RPCError:
        return False
    return True


async def test_a_case_says_whether_the_clock_stands_still(database: Database, client: Client) -> None:
    stream = opened(database)
    await Relay(Office(database, WallClock()), client, stands_still=True).carry()

    history = await workflow_of(client, stream).fetch_history()
    said = history.events[0].workflow_execution_started_event_attributes.input.payloads
    case = (await client.data_converter.decode(said))[0]

    owner = str(streams.owner(stream))
    assert {name: case[name] for name in ("id", "round_id", "stands_still")} == {
        "id": owner,
        "round_id": owner,
        "stands_still": True,
    }
