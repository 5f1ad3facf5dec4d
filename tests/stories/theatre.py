"""A round played by the real parts in one process: workflows, steps, solver, relay, delivery, conductor."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session
from temporalio.client import Client

from domain import rounds
from invites.post import FolderDoor
from models.database import Database
from models.rehearsals import Rehearsal
from models.rounds import Round
from tests.stories.engine import end_workflows
from tests.stories.letterbox import Letterbox
from workers.conductor import Conductor
from workers.office import Office, RehearsalClock
from workers.process import carry, send, solve
from workflows.door import connect


class Theatre:
    """`async with Theatre(...)`: the parts work inside; the test speaks between the moments."""

    def __init__(self, database: Database, folder: Path, *, temporal: str) -> None:
        self.database = database
        self.letters = Letterbox(database, folder / "outbox")
        self.office = Office(database, RehearsalClock(database))
        self._temporal = temporal
        self.carries = True  # else a test's own process runs the workflows
        self._conductor = Conductor(database, self._connect, cast=nobody)
        self._leave = asyncio.Event()
        self._parts: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self.client = await self._connect()
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _what: BaseException | None, _where: TracebackType | None
    ) -> None:
        await end_workflows(self.client, self.database)
        self._leave.set()
        await asyncio.gather(*self._parts, return_exceptions=True)

    def begin(self, round_: Round) -> None:
        """Stop the clock at the opening, let people in, and set the parts to work."""
        self.raise_the_curtain(round_.opens_at)
        with self.speaking() as db:
            rounds.open_(db, db.get_one(Round, round_.id), now=round_.opens_at)

    def raise_the_curtain(self, now: datetime) -> None:
        """Stop the clock at a moment, and set the parts to work: nothing is open yet."""
        with self.database.change() as db:
            db.add(Rehearsal(id=1, seed=1, now=now))
        door = FolderDoor(self.letters.folder)
        self._parts = [
            asyncio.create_task(send(self.office, door, self._leave)),
            asyncio.create_task(solve(self.office, self.client, self._leave)),
        ]
        if self.carries:
            self._parts.append(asyncio.create_task(carry(self.office, self.client, self._leave)))

    async def until(self, moment: datetime) -> None:
        """Let everything happen up to a moment, that one counted, and stop the clock there."""
        while not (await self._conductor.next_scene(watch=self._watch, until=moment)).is_over:
            pass

    async def to_the_end(self) -> None:
        """Go on until nothing is waited for any more."""
        while not (await self._conductor.next_scene(watch=self._watch)).is_over:
            pass

    @contextmanager
    def speaking(self) -> Iterator[Session]:
        """What people do at this moment, through the domain's verbs, in one transaction."""
        with self.office.change() as db:
            yield db

    def now(self) -> datetime:
        return self.office.clock.now()

    def _watch(self) -> None:
        for part in self._parts:
            if part.done():
                part.result()
                raise RuntimeError("a part of the theatre has gone home")

    async def _connect(self) -> Client:
        return await connect(self._temporal)


def nobody(db: Session, *, seed: int, now: datetime) -> None:
    """A cast without people: the test itself says what is said."""
