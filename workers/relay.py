"""Carries facts from their streams to the workflows that wait for them: in order, heard once."""

import asyncio
from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from temporalio.client import Client

from domain import cases
from models.events import Event, Stream
from models.messages import Case, Heard
from workers.office import Office
from workflows.door import ring

LEASE = timedelta(seconds=30)
AT_ONCE = 20
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Ring:
    """One stream with something new in it."""

    stream_id: str
    case: Case
    heard: Heard


class Relay:
    """Claims streams, rings their workflows with the newest number, and marks them as delivered."""

    def __init__(self, office: Office, client: Client, *, stands_still: bool) -> None:
        self.office = office
        self.client = client
        self.stands_still = stands_still

    async def run(self) -> None:
        """Carry until cancelled; a Temporal that is away is waited for."""
        while True:
            if not await self.carry():
                await asyncio.to_thread(self.office.facts.wait, LOOK_SECONDS)

    async def carry(self) -> int:
        """Everything that is new now; the number of streams rung."""
        rings = await asyncio.to_thread(self._claim)
        room = asyncio.Semaphore(AT_ONCE)

        async def deliver(each: Ring) -> None:
            async with room:
                await ring(self.client, each.stream_id, each.case, each.heard)

        outcomes = await asyncio.gather(*(deliver(each) for each in rings), return_exceptions=True)
        failed = {each.stream_id: why for each, why in zip(rings, outcomes, strict=True) if why}
        if rings:
            await asyncio.to_thread(self._mark, rings, failed=failed.keys())
        for why in failed.values():
            raise why
        return len(rings)

    def _claim(self) -> list[Ring]:
        """Lease streams with news; a lease that outlives its holder is taken over."""
        wall = datetime.now(UTC)
        if not self._has_news(wall):
            return []
        with self.office.database.change() as db:
            found = _with_news(wall).order_by(Stream.id).limit(AT_ONCE * 5)
            claimed = list(db.scalars(found.with_for_update(skip_locked=True)))
            for stream in claimed:
                stream.leased_until = wall + LEASE
            return [self._ring(db, stream) for stream in claimed]

    def _has_news(self, wall: datetime) -> bool:
        with self.office.database.look() as db:
            return db.scalar(_with_news(wall).limit(1)) is not None

    def _ring(self, db: Session, stream: Stream) -> Ring:
        newest = db.scalars(
            select(Event.id).where(Event.stream_id == stream.id, Event.number == stream.bell_number)
        ).one()
        case = cases.case(db, stream.id, stands_still=self.stands_still)
        return Ring(stream.id, case, Heard(number=stream.bell_number, fact_id=newest))

    def _mark(self, rings: list[Ring], *, failed: Set[str]) -> None:
        """What could not be rung is given back at once, so that nobody waits for its lease to end."""
        for each in rings:
            # Each in a transaction of its own: verbs lock streams in an order of theirs.
            with self.office.database.change() as db:
                stream = db.get_one(Stream, each.stream_id, with_for_update=True)
                stream.leased_until = None
                if each.stream_id not in failed:
                    stream.delivered_number = max(stream.delivered_number, each.heard.number)


def _with_news(wall: datetime) -> Select[Stream]:
    """Streams whose workflow has not been told the newest; a closed workflow needs to hear nothing."""
    return select(Stream).where(
        Stream.delivered_number < Stream.bell_number,
        Stream.closed_at.is_(None),
        Stream.leased_until.is_(None) | (Stream.leased_until < wall),
    )
