"""How many events the history of an exchange has that goes smoothly, from the proposal to its end.

Timers are real: the workflow's clock skips to each moment at which somebody speaks or something is due.
"""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from benchmarks.approved import approved
from domain import publishing, rounds, schedules
from domain.events import close_stream
from domain.rehearsals.behaviour import Behaviour
from domain.travel_rates import add_shipped
from invites.post import FolderDoor
from migrations.upgrade import upgrade
from models import streams
from models.database import Database
from models.exchanges import Exchange
from models.rehearsals import Rehearsal
from models.states import ExchangeState
from tests.stories.engine import engine
from workers.cast import prepare
from workers.conductor import Conductor
from workers.office import Office, RehearsalClock
from workers.process import carry, send
from workflows.chapters import Chapters
from workflows.door import connect

AGREEABLE = Behaviour(
    confirmations=(("accepted", 1.0),),
    replies=(("accepted", 1.0),),
    notes=(("answered", 1.0),),
    illnesses=(("", 1.0),),
)
Events = Counter[str]
SKIPPING = ("workflow_execution_options_updated", "workflow_execution_time_skipping")  # by the measuring


async def events(*, sessions: int = 0) -> Events:
    """By their types; of a stay, or of mentoring with so many sessions."""
    with TemporaryDirectory(prefix="vaihto-smooth-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'vaihto.db'}")
        upgrade(database)
        skipper = TimeSkipper(await connect(engine().address), config=TimeSkippingConfig(enabled=False))
        try:
            return await _lived(database, Path(folder), skipper, sessions=sessions)
        finally:
            database.close()


async def _lived(database: Database, folder: Path, skipper: TimeSkipper, *, sessions: int) -> Events:
    leave = asyncio.Event()
    office = Office(database, RehearsalClock(database))
    parts = [
        asyncio.create_task(carry(office, skipper.client, leave)),
        asyncio.create_task(send(office, FolderDoor(folder / "outbox"), leave)),
    ]
    await asyncio.sleep(0)  # they have seen no rehearsal yet: workflows set timers, as in a real round
    stream = _publish(database, sessions=sessions)
    cast = partial(prepare, behaviour=AGREEABLE)
    conductor = Conductor(database, partial(_same, skipper.client), cast=cast, tell=Skip(skipper))
    while not (await conductor.next_scene(watch=lambda: None)).is_over:
        pass
    leave.set()
    await asyncio.gather(*parts)
    if not went_well(database):
        raise RuntimeError("the exchange did not go smoothly: the events would tell another story")
    history = await skipper.client.get_workflow_handle(stream).fetch_history()
    kinds = (each.WhichOneof("attributes") or "" for each in history.events)
    return Counter(kind.removesuffix("_event_attributes") for kind in kinds if not kind.startswith(SKIPPING))


class Skip:
    """Moves one workflow's clock up to a moment, instead of telling it the time."""

    def __init__(self, skipper: TimeSkipper) -> None:
        self.skipper = skipper

    async def __call__(self, client: Client, stream_id: str, now: datetime) -> None:
        handle: WorkflowHandle[Chapters, None] = client.get_workflow_handle(stream_id)
        left = now - await self.skipper.get_current_time(handle)
        if left.total_seconds() > 0:
            await self.skipper.fast_forward(handle, left)


async def _same(client: Client) -> Client:
    return client


def _publish(database: Database, *, sessions: int) -> str:
    """One exchange begins; its round's own workflow is left out of it."""
    now = datetime.now(UTC)
    with database.change() as db:
        add_shipped(db)
        round_id = approved(db, exchanges=1, now=now, sessions=sessions)
        db.add(Rehearsal(id=1, seed=1, now=now))
        close_stream(db, streams.of_round(round_id), now=now)
        round_ = rounds.by_reference(db, "mitattu-2027")
        schedule = schedules.newest(db, round_)
        if schedule is None:
            raise RuntimeError("the plan is missing")
        publishing.publish(db, round_, schedule, now=now)
        return streams.of_exchange(db.scalars(select(Exchange.id)).one())


def went_well(database: Database) -> bool:
    with database.look() as db:
        return db.scalars(select(Exchange.state)).one() is ExchangeState.CLOSED
