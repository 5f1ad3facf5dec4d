"""Holds the rows against Temporal, and mends what differs, case by case and by id."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.service import RPCError

from domain import cases
from domain.events import must_stand, newest
from domain.refusals import Outdated
from models import streams
from models.events import Stream
from models.messages import Memory
from workers.office import Office
from workflows import seen
from workflows.door import begin_anew

AT_ONCE = 20
OURS = (streams.ROUND, streams.EXCHANGE, streams.WORKSHOP)


class Difference(StrEnum):
    LOST = "lost"  # the case is open and Temporal knows nothing of it
    ENDED = "ended"  # the case is open and its workflow has ended
    AHEAD = "ahead"  # the workflow knows what the rows have never seen
    LEFT_OVER = "left_over"  # the case is closed and its workflow runs
    UNKNOWN = "unknown"  # a workflow runs for which there are no rows
    MUTE = "mute"  # no worker says what the workflow knows


TO_BEGIN = (Difference.LOST, Difference.ENDED, Difference.AHEAD)
TO_END = (Difference.LEFT_OVER, Difference.UNKNOWN)


@dataclass(frozen=True)
class Found:
    stream_id: str
    difference: Difference


@dataclass(frozen=True)
class Streams:
    """What the rows say by now: open cases, those of them that have rung, and closed ones."""

    open_: set[str]
    rung: set[str]
    closed: set[str]


class Mending:
    def __init__(self, office: Office, client: Client, *, stands_still: bool) -> None:
        self.office = office
        self.client = client
        self.stands_still = stands_still

    async def compare(self) -> list[Found]:
        """Every case that differs, by its id."""
        running = {each for each in await seen.running_ids(self.client) if each.startswith(OURS)}
        rows = await asyncio.to_thread(self._streams)  # later: what begins meanwhile has its rows
        found = [Found(each, Difference.LEFT_OVER) for each in running & rows.closed]
        found += [Found(each, Difference.UNKNOWN) for each in running - rows.closed - rows.open_]
        room = asyncio.Semaphore(AT_ONCE)

        async def look(stream_id: str) -> Found | None:
            async with room:
                difference = await self._differs(stream_id)
            return Found(stream_id, difference) if difference else None

        looked = await asyncio.gather(*(look(each) for each in sorted(rows.open_)))
        return sorted([*found, *(each for each in looked if each)], key=lambda each: each.stream_id)

    async def mend(self, found: Collection[Found], *, is_older: bool = False) -> None:
        """End what should not run, and begin from the rows what should.

        After an older database was restored no workflow is trusted: all begin from the rows.
        """
        for each in found:
            if each.difference in TO_END and not await asyncio.to_thread(self._is_open, each.stream_id):
                await seen.end(self.client, each.stream_id)
        begins = {each.stream_id for each in found if each.difference in TO_BEGIN}
        if is_older or any(each.difference is Difference.AHEAD for each in found):
            begins = {each.stream_id for each in found if each.difference not in TO_END}
            begins |= (await asyncio.to_thread(self._streams)).rung
        for stream_id in sorted(begins):
            await self._begin(stream_id)

    async def rebuild(self, stream_id: str) -> bool:
        """Begin one case anew from the rows, if its workflow is lost; whether it was."""
        is_lost = await self._differs(stream_id) in TO_BEGIN
        if is_lost:
            await self._begin(stream_id)
        return is_lost

    def _streams(self) -> Streams:
        with self.office.database.look() as db:
            rows = list(db.execute(select(Stream.id, Stream.closed_at, Stream.bell_number)))
        return Streams(
            open_={row.id for row in rows if row.closed_at is None},
            rung={row.id for row in rows if row.closed_at is None and row.bell_number > 0},
            closed={row.id for row in rows if row.closed_at is not None},
        )

    def _is_open(self, stream_id: str) -> bool:
        with self.office.database.look() as db:
            stream = db.get(Stream, stream_id)
            return stream is not None and stream.closed_at is None

    async def _differs(self, stream_id: str) -> Difference | None:
        looked = await seen.look(self.client, stream_id)
        if looked is None:
            return None if await asyncio.to_thread(self._is_on_its_way, stream_id) else Difference.LOST
        if not looked.is_running:
            return Difference.ENDED
        try:
            memory = await seen.what_it_knows(self.client, stream_id)
        except (RPCError, WorkflowQueryFailedError):
            return Difference.MUTE
        is_ahead = await asyncio.to_thread(self._is_ahead, stream_id, memory)
        return Difference.AHEAD if is_ahead else None

    def _is_on_its_way(self, stream_id: str) -> bool:
        """Its first ring has not left yet: the relay will start it."""
        with self.office.database.look() as db:
            return db.get_one(Stream, stream_id).delivered_number == 0

    def _is_ahead(self, stream_id: str, memory: Memory) -> bool:
        """It knows a fact that is not there, or waits for a louder bell than will ring."""
        with self.office.database.look() as db:
            if memory.heard > db.get_one(Stream, stream_id).bell_number:
                return True
            try:
                if memory.known:
                    must_stand(db, stream_id, memory.known)
            except Outdated:
                return True
        return False

    async def _begin(self, stream_id: str) -> None:
        with self.office.database.look() as db:
            stream = db.get_one(Stream, stream_id)
            if stream.closed_at:
                return  # its workflow has come to its end meanwhile
            case = cases.case(db, stream_id, stands_still=self.stands_still)
            last = newest(db, stream_id)
            case = case.model_copy(update={"heard": stream.bell_number, "known": last})
        await begin_anew(self.client, stream_id, case)
