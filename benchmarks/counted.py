"""How often one exchange reads and writes our database, by the statements of a worker in this process."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import event
from temporalio.client import Client
from temporalio.worker import Worker

from benchmarks.lived import LOOK_SECONDS, Answering, Planned, laid
from domain.mail_ceilings import Courtesy
from domain.quiet_hours import QuietHours
from invites.post import FolderDoor
from models.clock import WallClock
from models.database import Database
from workers.delivery import Manner
from workers.office import Office
from workers.process import carry, send
from workflows.names import SOLVER

NUMBER = 20
AT_ANY_HOUR = Manner(courtesy=Courtesy(QuietHours(time(0), time(0))))
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Statements:
    """Of one exchange, from its publishing until it is confirmed and the invitations have left."""

    reads: float
    writes: float
    commits: float


async def statements(client: Client, *, number: int = NUMBER) -> Statements:
    with TemporaryDirectory(prefix="vaihto-counted-") as folder:
        database = laid(f"sqlite:///{Path(folder) / 'vaihto.db'}")
        counted = _counting(database)
        await _live(database, client, Path(folder) / "outbox", number=number)
        database.close()
    written = sum(counted[each] for each in WRITING)
    return Statements(counted["SELECT"] / number, written / number, counted["COMMIT"] / number)


async def _live(database: Database, client: Client, outbox: Path, *, number: int) -> None:
    leave, office = asyncio.Event(), Office(database, WallClock())
    with ThreadPoolExecutor(1) as threads:
        plan = Planned().plan
        async with Worker(client, task_queue=SOLVER, activities=[plan], activity_executor=threads):
            parts = [
                asyncio.create_task(carry(office, client, leave)),
                asyncio.create_task(send(office, FolderDoor(outbox), leave, manner=AT_ANY_HOUR)),
            ]
            answering = Answering(database)
            answering.publish(number, now=datetime.now(UTC))
            await answering.until("answers", number)
            await answering.say_all(answering.ids())
            await answering.until("days", number)
            while len(list(outbox.glob("*.eml"))) < 4 * number:
                await asyncio.sleep(LOOK_SECONDS)
            leave.set()
            await asyncio.gather(*parts)


def _counting(database: Database) -> Counter[str]:
    counted: Counter[str] = Counter()

    @event.listens_for(database.engine, "before_cursor_execute")
    def _statement(_connection: object, _cursor: object, said: str, *_more: object) -> None:
        counted[said.split(None, 1)[0].upper()] += 1

    @event.listens_for(database.engine, "commit")
    def _commit(connection: object) -> None:
        if not connection.get_execution_options().get("only_reads", False):  # type: ignore[attr-defined]
            counted["COMMIT"] += 1

    return counted
