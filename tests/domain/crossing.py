"""Two transactions at once on PostgreSQL: somebody else's begins while ours has not been saved."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.database import Database

LIMIT_SECONDS = 30.0
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
Said = TypeVar("Said")


@dataclass(frozen=True)
class Crossing:
    """Where somebody else works beside the test."""

    database: Database
    thread: ThreadPoolExecutor

    def meanwhile(self, verb: Callable[[Session], Said]) -> Future[Said]:
        """Somebody else's transaction; on return it waits for one of our locks, or it is over."""
        return self.until_waiting(self.thread.submit(self._change, verb))

    def until_waiting(self, begun: Future[Said]) -> Future[Said]:
        deadline = time.monotonic() + LIMIT_SECONDS
        while not begun.done() and not self._somebody_waits():
            if time.monotonic() > deadline:
                raise TimeoutError("nobody came to wait for a lock")
            time.sleep(0.01)
        return begun

    def _change(self, verb: Callable[[Session], Said]) -> Said:
        with self.database.change() as db:
            return verb(db)

    def _somebody_waits(self) -> bool:
        with self.database.look() as db:
            return bool(db.scalar(WAITING))


@contextmanager
def crossing(database: Database) -> Iterator[Crossing]:
    """At its end somebody else has come to an end too; name it before our own transaction."""
    with ThreadPoolExecutor(1) as thread:
        yield Crossing(database, thread)
