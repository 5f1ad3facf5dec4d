"""What every step and loop of a worker is given: the database, the clock and the bells."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from models.clock import Clock, WallClock
from models.database import Database
from models.rehearsals import Rehearsal
from workers.bell import Bell


class RehearsalClock:
    """Stands where the conductor has put it; every process of a rehearsal reads the same row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> datetime:
        with self._database.look() as db:
            return db.get_one(Rehearsal, 1).now


def is_rehearsed(database: Database) -> bool:
    with database.look() as db:
        return db.get(Rehearsal, 1) is not None


def clock_of(database: Database) -> Clock:
    return RehearsalClock(database) if is_rehearsed(database) else WallClock()


@dataclass(frozen=True)
class Office:
    database: Database
    clock: Clock
    facts: Bell = field(default_factory=Bell)
    mails: Bell = field(default_factory=Bell)

    @contextmanager
    def change(self) -> Iterator[Session]:
        """One transaction; when it is saved, the relay and the delivery loop look at once."""
        with self.database.change() as db:
            yield db
        self.facts.ring()
        self.mails.ring()
