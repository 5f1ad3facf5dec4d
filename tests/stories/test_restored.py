"""The database is restored from before the last hour: nobody gets a second, different mail."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from temporalio.client import Client

from domain import departures, exchanges
from domain.departures import Settled
from domain.events import record
from invites.post import FolderDoor
from models import streams
from models.database import Database
from models.events import Stream, Wait
from models.facts import ExchangeProposed
from models.mails import Mail
from models.states import Answer, MailState
from settings import Settings
from tests.domain.lived import a_proposed_exchange
from tests.stories.backups import back_up, restore
from tests.stories.engine import end_workflows, engine
from workers.journal import Journal
from workers.mending import Difference, Mending
from workers.office import Office
from workers.process import carry, open_journal, send
from workflows.door import connect

TUESDAY_NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
LIMIT_SECONDS = 60.0


class Tuesday:
    """No quiet hours, no weekend, and months before the days of the exchange."""

    def now(self) -> datetime:
        return TUESDAY_NOON


class House:
    def __init__(self, database: Database, client: Client, folder: Path) -> None:
        self.database, self.client, self.folder = database, client, folder
        self.office = Office(database, Tuesday())
        self.settings = Settings(data=folder)
        self.journal = Journal(self.settings.journal)
        self.mending = Mending(self.office, client, stands_still=False)

    @asynccontextmanager
    async def up(self) -> AsyncIterator[None]:
        """Workflows, steps, relay and mail, from start to stop."""
        leave = asyncio.Event()
        book = open_journal(self.office, self.settings)
        door = FolderDoor(self.folder / "outbox")
        parts = [
            asyncio.create_task(carry(self.office, self.client, leave)),
            asyncio.create_task(send(self.office, door, leave, book=book)),
        ]
        try:
            yield
        finally:
            leave.set()
            await asyncio.gather(*parts)

    def proposes(self) -> UUID:
        with self.office.change() as db:
            exchange = a_proposed_exchange(db)
            exchange.confirmations.clear()
            fact = ExchangeProposed(exchange_id=exchange.id)
            record(db, fact, on=streams.of_exchange(exchange.id), now=TUESDAY_NOON)
            return exchange.id

    def both_say_yes(self, exchange_id: UUID) -> None:
        with self.office.change() as db:
            exchange = exchanges.load(db, exchange_id)
            for who in (exchange.guest_id, exchange.host_id):
                exchanges.answer(db, exchange, who, Answer.ACCEPTED, now=TUESDAY_NOON)

    async def mend(self) -> set[Difference]:
        """As `vaihto reconcile --mend` does it."""
        with self.office.change() as db:
            gap = departures.gap(db, self.journal.read())
        found = await self.mending.compare()
        await self.mending.mend(found, is_older=gap.is_older)
        with self.office.change() as db:
            departures.mark(db, gap, now=TUESDAY_NOON)
        self.journal.write(Settled(lost=gap.unknown, at=TUESDAY_NOON, gone=gap.gone))
        with self.office.change() as db:
            departures.go_on(db)
        ours = set(await asyncio.to_thread(self._ids))
        return {each.difference for each in found if each.stream_id in ours}

    def _ids(self) -> list[str]:
        with self.database.look() as db:
            return list(db.scalars(select(Stream.id).where(Stream.id.startswith(streams.EXCHANGE))))

    async def until(self, *, waits_for: str, left: int) -> None:
        deadline = time.monotonic() + LIMIT_SECONDS
        while (now := (self._waits(), self.left())) != (waits_for, left):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{now}")
            await asyncio.sleep(0.1)

    def _waits(self) -> str | None:
        with self.database.look() as db:
            return db.scalar(select(Wait.waiting_for).where(Wait.stream_id.startswith(streams.EXCHANGE)))

    def left(self) -> int:
        return len(list((self.folder / "outbox").glob("**/*.eml")))

    def contested(self) -> int:
        with self.database.look() as db:
            return len(db.scalars(select(Mail.id).where(Mail.state == MailState.CONTESTED)).all())


@pytest.fixture
async def client(sqlite_database: Database) -> AsyncIterator[Client]:
    client = await connect(engine().address)
    yield client
    await end_workflows(client, sqlite_database)


async def test_after_a_restore_nobody_gets_a_second_and_different_invitation(
    sqlite_database: Database, client: Client, tmp_path: Path
) -> None:
    house = House(sqlite_database, client, tmp_path)
    async with house.up():
        exchange_id = house.proposes()
        await house.until(waits_for="answers", left=2)
        back_up(sqlite_database, tmp_path / "backup.sqlite")
        house.both_say_yes(exchange_id)
        await house.until(waits_for="days", left=4)
    restore(sqlite_database, tmp_path / "backup.sqlite")

    async with house.up():
        halted = is_halted(house)
        differences = await house.mend()
        house.both_say_yes(exchange_id)
        await has_contested(house, 2)

    assert halted
    assert differences == {Difference.AHEAD}
    assert (house.left(), house.contested()) == (4, 2)


async def test_mails_whose_sending_was_forgotten_do_not_leave_again(
    sqlite_database: Database, client: Client, tmp_path: Path
) -> None:
    house = House(sqlite_database, client, tmp_path)
    async with house.up():
        house.proposes()
        await house.until(waits_for="answers", left=2)
    with sqlite_database.change() as db:
        for mail in db.scalars(select(Mail)):
            mail.state, mail.sent_at = MailState.QUEUED, None
    for each in (tmp_path / "outbox").glob("**/*.eml"):
        each.unlink()

    async with house.up():
        deadline = time.monotonic() + LIMIT_SECONDS
        while queued(house) and time.monotonic() < deadline:
            await asyncio.sleep(0.1)

    assert (house.left(), queued(house)) == (0, 0)


def is_halted(house: House) -> bool:
    with house.database.look() as db:
        return departures.is_halted(db)


def queued(house: House) -> int:
    with house.database.look() as db:
        return len(db.scalars(select(Mail.id).where(Mail.state == MailState.QUEUED)).all())


async def has_contested(house: House, number: int) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while house.contested() < number:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{house.contested()} are contested, {house.left()} have left")
        await asyncio.sleep(0.1)
