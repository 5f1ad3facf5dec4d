"""A round of exchanges through the real worker: published, asked, answered, confirmed, timed by its rows."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from uuid import UUID

from sqlalchemy import func, select
from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from benchmarks.approved import approved
from benchmarks.engine_room import Process, Room, working
from domain import exchanges
from domain.travel_rates import add_shipped
from migrations.upgrade import upgrade
from models import streams
from models.database import Database
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.messages import Outcome, Standing, Turn
from models.states import Answer
from workflows.names import SOLVER
from workflows.steps import SolverSteps

LOOK_SECONDS = 0.05
CLOSE_LOOK_SECONDS = 0.01
COMES_UP_SECONDS = 4.0
ANSWERS_A_SECOND = 20
SAMPLE = 10
PATIENCE_SECONDS = 90.0
ALONE = ("main", "--alone", "--temporal")
STEP = "core_local_activity"  # a step's marker in a history


class Planned(SolverSteps):
    """The plan is there already: only what comes after it is measured."""

    @activity.defn(name="solver.plan", no_thread_cancel_exception=True)
    def plan(self, _turn: Turn) -> Standing:
        return Standing(outcome=Outcome.PLANNED)


def laid(address: str) -> Database:
    database = Database(address)
    upgrade(database)
    with database.change() as db:
        add_shipped(db)
    return database


@dataclass(frozen=True)
class Answering:
    """The people of a round, and what can be seen of it in its rows."""

    database: Database

    def publish(self, number: int, *, now: datetime) -> None:
        with self.database.change() as db:
            approved(db, exchanges=number, now=now)

    async def say_all(self, ids: list[UUID]) -> None:
        """As fast as the database takes it."""
        for side in ("guest_id", "host_id"):
            for each in ids:
                await asyncio.to_thread(self.say_yes, each, side)

    def say_yes(self, exchange_id: UUID, side: str) -> int:
        """The number of the newest fact in the exchange's stream."""
        now = datetime.now(UTC)
        with self.database.change() as db:
            exchange = exchanges.load(db, exchange_id)
            exchanges.answer(db, exchange, getattr(exchange, side), Answer.ACCEPTED, now=now)
            return db.get_one(Stream, streams.of_exchange(exchange_id)).bell_number

    async def until(self, for_what: str, number: int) -> None:
        async for _waiting in self.watched(for_what, number):
            await asyncio.sleep(LOOK_SECONDS)

    async def watched(self, for_what: str, number: int) -> AsyncIterator[int]:
        """How many wait for it by now; fails when nothing moves any more."""
        last, since = -1, time.monotonic()
        while (waiting := self.waiting(for_what)) < number:
            if waiting != last:
                last, since = waiting, time.monotonic()
            if time.monotonic() - since > PATIENCE_SECONDS:
                raise TimeoutError(f"{waiting} of {number} exchanges wait for {for_what}, and nothing moves")
            yield waiting

    def waiting(self, for_what: str) -> int:
        counted = select(func.count()).select_from(Wait).where(Wait.waiting_for == for_what)
        with self.database.look() as db:
            return db.scalar(counted) or 0

    def ids(self) -> list[UUID]:
        with self.database.look() as db:
            return list(db.scalars(select(Exchange.id).order_by(Exchange.id)))

    async def until_acted_on(self, exchange_id: UUID, number: int) -> float:
        """Seconds until the workflow rests again and has acted on all up to this fact."""
        began = time.perf_counter()
        heard = select(Wait.heard_number).where(Wait.stream_id == streams.of_exchange(exchange_id))
        while True:
            with self.database.look() as db:
                if (db.scalar(heard) or 0) >= number:
                    return time.perf_counter() - began
            await asyncio.sleep(CLOSE_LOOK_SECONDS)


@dataclass
class Spent:
    """What one part of a run took: seconds, and CPU of the two processes."""

    seconds: float = 0.0
    worker: float = 0.0
    server: float = 0.0


@contextmanager
def spending(spent: Spent, room: Room, worker: Process) -> Iterator[None]:
    began, at_work, served = time.perf_counter(), worker.cpu, room.server.cpu
    yield
    spent.seconds = time.perf_counter() - began
    spent.worker, spent.server = worker.cpu - at_work, room.server.cpu - served


@dataclass
class Lived:
    """Everything that was measured of one round."""

    exchanges: int
    published: float = 0.0  # seconds until the first exchange is there for all to see
    started: Spent = field(default_factory=Spent)
    confirmed: Spent = field(default_factory=Spent)
    latencies: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)  # of the worker: before, and as it goes
    events: float = 0.0  # in the history of one exchange by then
    steps: int = 0

    @property
    def latency(self) -> float:
        return median(self.latencies) if self.latencies else 0.0


async def live(room: Room, client: Client, *, number: int, slowly: int = 0, confirms: bool = True) -> Lived:
    """With so many exchanges answered at the pace of people first, for the latency."""
    lived = Lived(number)
    people = Answering(laid(room.database))
    at = (*ALONE, room.address)
    with ThreadPoolExecutor(1) as threads, working(room, "workers", *at) as worker:
        plan = Planned().plan
        async with Worker(client, task_queue=SOLVER, activities=[plan], activity_executor=threads):
            await asyncio.sleep(COMES_UP_SECONDS)
            with spending(lived.started, room, worker):
                await _start(people, lived, worker)
            ids = people.ids()
            lived.latencies = await _answer_slowly(people, ids[:slowly])
            if confirms:
                with spending(lived.confirmed, room, worker):
                    await people.say_all(ids[slowly:])
                    await people.until("days", number)
            await _read_histories(client, lived, ids[-SAMPLE:])
    people.database.close()
    return lived


async def _start(people: Answering, lived: Lived, worker: Process) -> None:
    lived.megabytes.append(worker.megabytes)
    people.publish(lived.exchanges, now=datetime.now(UTC))
    began = time.perf_counter()
    async for _waiting in people.watched("answers", lived.exchanges):
        if not lived.published and people.ids():
            lived.published = time.perf_counter() - began
        lived.megabytes.append(worker.megabytes)
        await asyncio.sleep(LOOK_SECONDS)


async def _answer_slowly(people: Answering, ids: list[UUID]) -> list[float]:
    """Twenty answers a second, of all guests first."""
    open_: list[asyncio.Task[float]] = []
    for side in ("guest_id", "host_id"):
        for each in ids:
            number = await asyncio.to_thread(people.say_yes, each, side)
            open_.append(asyncio.create_task(people.until_acted_on(each, number)))
            await asyncio.sleep(1 / ANSWERS_A_SECOND)
    return list(await asyncio.gather(*open_))


async def _read_histories(client: Client, lived: Lived, ids: list[UUID]) -> None:
    events, steps = 0, []
    for each in ids:
        history = await client.get_workflow_handle(streams.of_exchange(each)).fetch_history()
        events += len(history.events)
        markers = [event.marker_recorded_event_attributes.marker_name for event in history.events]
        asked = [event.HasField("activity_task_scheduled_event_attributes") for event in history.events]
        steps.append(markers.count(STEP) + sum(asked))
    lived.events, lived.steps = events / len(ids), round(median(steps))
