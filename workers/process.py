"""One worker process: `main` runs workflows, steps, the relay and the delivery; the others do one thing."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import Worker

from domain import departures
from domain.mail_ceilings import Courtesy
from domain.quiet_hours import QuietHours
from domain.rehearsals import playing
from invites import own_templates
from invites.post import Door
from models.database import Database
from models.events import Stream
from settings import Settings
from workers.delivery import Delivery, Manner
from workers.doors import door
from workers.errands import LeftErrands
from workers.fetching import Fetcher, for_the_world
from workers.guard import Guard
from workers.journal import Book, Journal, OpenJournal
from workers.mailbox_process import read_mailbox
from workers.office import Office, clock_of, is_rehearsed
from workers.paces import Pace
from workers.pulse import Pulse
from workers.refreshing import keep_fresh
from workers.rehearsing import Rehearsals
from workers.relay import Relay as FactRelay
from workers.solving import SolverWork
from workers.steps import ErrandWork, ExchangeWork, RoundWork, WorkshopWork
from workers.webhooks import Webhooks
from workflows.door import connect
from workflows.exchange import ExchangeWorkflow
from workflows.names import EXCHANGES, SOLVER
from workflows.round import RoundWorkflow
from workflows.workshop import WorkshopWorkflow

log = logging.getLogger("vaihto.worker")
STEPS_AT_ONCE = 8
LEAVE_SECONDS = 10


@dataclass(frozen=True)
class Place:
    """Where a worker works."""

    settings: Settings
    temporal_address: str
    is_alone: bool = False  # the only one of its kind: leases of a dead predecessor are void


async def work(role: str, place: Place) -> None:
    """Work until SIGTERM or SIGINT; the Temporal server may come later or go away meanwhile."""
    own_templates.use(place.settings.own_templates)
    leave = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, leave.set)
    database = Database(place.settings.database)
    office = Office(database, clock_of(database))
    roles = {"main": _main, "solver": _solver, "mailbox": _mailbox}
    try:
        await roles[role](office, place, leave)
    finally:
        database.close()


async def _solver(office: Office, place: Place, leave: asyncio.Event) -> None:
    """Plans wait for Temporal; rehearsals bring a server of their own."""
    if place.is_alone:
        await asyncio.to_thread(_void_rehearsals, office)

    async def plan() -> None:
        if client := await _patiently_connect(place, leave):
            await solve(office, client, leave)

    await _side_by_side(leave, plan(), rehearse(office, place.settings, leave))


async def rehearse(office: Office, settings: Settings, leave: asyncio.Event) -> None:
    """Play what was ordered on a round's page until told to leave."""
    rehearsals = Rehearsals(office.database, settings)
    working = asyncio.ensure_future(asyncio.to_thread(rehearsals.run))
    leaving = asyncio.ensure_future(leave.wait())
    await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
    rehearsals.stop()
    await working


async def _mailbox(office: Office, place: Place, leave: asyncio.Event) -> None:
    await read_mailbox(office, place.settings, leave, is_alone=place.is_alone)


async def _main(office: Office, place: Place, leave: asyncio.Event) -> None:
    """Mails leave from the first moment; the rest begins when Temporal is there."""
    if place.is_alone:
        await asyncio.to_thread(_void_leases, office)
    book = await asyncio.to_thread(open_journal, office, place.settings)

    async def follow() -> None:
        if client := await _patiently_connect(place, leave):
            await carry(office, client, leave)

    await _side_by_side(
        leave,
        follow(),
        send(office, door(place.settings), leave, manner=manner(place.settings), book=book),
        keep_fresh(office, leave),
        tell_others(office, for_the_world(), leave),
    )


async def _side_by_side(leave: asyncio.Event, *parts: Coroutine[Any, Any, None]) -> None:
    """Run all until told to leave; if one fails, the others leave too and the failure is seen."""
    running = [asyncio.ensure_future(part) for part in parts]
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    leave.set()
    await asyncio.gather(*running)


async def solve(office: Office, client: Client, leave: asyncio.Event) -> None:
    """Take plans from the solver's queue, one at a time, until told to leave."""
    with ThreadPoolExecutor(1) as threads:
        worker = Worker(
            client,
            task_queue=SOLVER,
            activities=[SolverWork(office).plan],
            activity_executor=threads,
            max_concurrent_activities=1,
            interceptors=[Guard()],
            default_heartbeat_throttle_interval=timedelta(seconds=1),
            max_heartbeat_throttle_interval=timedelta(seconds=1),
            graceful_shutdown_timeout=timedelta(seconds=LEAVE_SECONDS),
        )
        async with worker:
            await leave.wait()


async def carry(office: Office, client: Client, leave: asyncio.Event) -> None:
    """Run workflows and their light steps, and carry facts to them, until told to leave."""
    stands_still = is_rehearsed(office.database)
    relay = FactRelay(office, client, stands_still=stands_still)
    errands = LeftErrands(office, client, stands_still=stands_still)
    with ThreadPoolExecutor(STEPS_AT_ONCE) as threads:
        async with _worker(office, client, threads):
            loops = [asyncio.ensure_future(_again(each)) for each in (relay.run, errands.run)]
            leaving = asyncio.ensure_future(leave.wait())
            await asyncio.wait((*loops, leaving), return_when=asyncio.FIRST_COMPLETED)
            for each in loops:
                each.cancel()
            for each in loops:
                with suppress(asyncio.CancelledError):
                    await each


async def send(
    office: Office,
    out: Door,
    leave: asyncio.Event,
    *,
    manner: Manner | None = None,
    book: Book | None = None,
) -> None:
    """Let mails out until told to leave; Temporal is not needed for it."""
    delivery = Delivery(office, out, manner=manner, book=book)
    sending = asyncio.ensure_future(asyncio.to_thread(delivery.run))
    leaving = asyncio.ensure_future(leave.wait())
    await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
    delivery.stop()
    await sending


async def tell_others(office: Office, fetcher: Fetcher, leave: asyncio.Event) -> None:
    """Tell webhooks what happens until told to leave; Temporal is not needed for it."""
    telling = Webhooks(office, fetcher)
    working = asyncio.ensure_future(asyncio.to_thread(telling.run))
    leaving = asyncio.ensure_future(leave.wait())
    await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
    telling.stop()
    await working


def _worker(office: Office, client: Client, threads: ThreadPoolExecutor) -> Worker:
    rounds, exchanges, workshops = RoundWork(office), ExchangeWork(office), WorkshopWork(office)
    return Worker(
        client,
        task_queue=EXCHANGES,
        workflows=[RoundWorkflow, ExchangeWorkflow, WorkshopWorkflow],
        activities=[
            rounds.collect,
            rounds.decide,
            rounds.publish,
            rounds.watch,
            rounds.close,
            exchanges.confirm,
            exchanges.accompany,
            exchanges.follow_up,
            exchanges.close,
            workshops.prepare,
            workshops.gather,
            workshops.hold,
            workshops.after,
            workshops.close,
            ErrandWork(office).carry_out,
        ],
        activity_executor=threads,
        max_concurrent_activities=STEPS_AT_ONCE,
        max_concurrent_local_activities=STEPS_AT_ONCE,
        max_concurrent_workflow_tasks=16,
        interceptors=[Guard(), Pulse()],
        graceful_shutdown_timeout=timedelta(seconds=LEAVE_SECONDS),
    )


async def _again(run: Callable[[], Awaitable[None]]) -> None:
    """A loop rests while Temporal or the database is away, and goes on afterwards."""
    while True:
        try:
            await run()
        except (RPCError, OperationalError) as failure:
            log.warning("a loop pauses: %s", type(failure).__name__)
            await asyncio.sleep(1)


async def _patiently_connect(place: Place, leave: asyncio.Event) -> Client | None:
    while not leave.is_set():
        try:
            return await connect(place.temporal_address, namespace=place.settings.temporal_namespace)
        except RuntimeError:
            await asyncio.sleep(0.3)
    return None


def manner(settings: Settings) -> Manner:
    """How fast mails leave, and whom they may disturb when."""
    quiet = QuietHours(settings.quiet_from, settings.quiet_until)
    courtesy = Courtesy(quiet, settings.weekly_mails)
    kept, log_kept = timedelta(days=settings.mail_kept_days), timedelta(days=settings.log_kept_days)
    return Manner(Pace(settings.mails_a_minute), courtesy, kept, log_kept)


def open_journal(office: Office, settings: Settings) -> Book:
    """A database that is older than the journal keeps its mails until somebody has reconciled them."""
    journal = Journal(settings.journal)
    with office.database.change() as db:
        found = departures.gap(db, journal.read())
        if found.is_older:
            log.error("the database is older than the journal of sent mails: run `vaihto reconcile`")
            departures.halt(db, found, now=datetime.now(UTC))
    return OpenJournal(journal)


def _void_rehearsals(office: Office) -> None:
    with office.database.change() as db:
        playing.void_leases(db)


def _void_leases(office: Office) -> None:
    with office.database.change() as db:
        db.execute(update(Stream).values(leased_until=None, mails_leased_until=None))
