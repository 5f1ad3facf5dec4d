"""A server on which time is skipped by hand, and workflows that are rung as the relay rings them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from models import streams
from models.messages import EDITION, Case, Heard, Standing
from tests.stories.engine import engine
from tests.workflows.recorded import LIMIT_SECONDS, Script, working
from workflows.door import connect, ring, tell_time


class Stage:
    """One workflow, its script, and a clock that the test moves."""

    def __init__(
        self,
        skipper: TimeSkipper,
        script: Script,
        stream_id: str,
        *,
        stands_still: bool,
        edition: int = EDITION,
    ) -> None:
        self.skipper = skipper
        self.script = script
        self.stream_id = stream_id
        owner = streams.owner(stream_id)
        self.case = Case(id=owner, round_id=owner, stands_still=stands_still, edition=edition)

    @property
    def running(self) -> WorkflowHandle[Any, Any]:
        return self.skipper.client.get_workflow_handle(self.stream_id)

    async def hear(self, number: int) -> None:
        await ring(
            self.skipper.client, self.stream_id, self.case, Heard(number=number, fact_id=UUID(int=number))
        )

    async def tell(self, now: datetime) -> None:
        await tell_time(self.skipper.client, self.stream_id, now)

    async def has_listened(self) -> None:
        """A query is answered only after all that was said before it."""
        await self.running.query("__stack_trace")

    async def skip(self, *, days: int) -> bool:
        """Move this workflow's clock; False if it ended on the way."""
        return await self.skipper.fast_forward(self.running, timedelta(days=days))

    async def is_over(self) -> WorkflowExecutionStatus | None:
        """Wait for the end, whatever it is."""
        async with asyncio.timeout(LIMIT_SECONDS):
            async for _event in self.running.fetch_history_events(wait_new_event=True):
                pass
        return (await self.running.describe()).status

    async def happened(self, kind: EventType.ValueType) -> int:
        history = await self.running.fetch_history()
        return Counter(each.event_type for each in history.events)[kind]


@asynccontextmanager
async def staged(
    kind: str, script: Script, *, stands_still: bool = False, edition: int = EDITION, address: str = ""
) -> AsyncIterator[Stage]:
    """A new workflow of this kind of stream; ended afterwards, however the test ends."""
    client = await connect(address or engine().address)
    skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
    stage = Stage(skipper, script, f"{kind}{uuid4()}", stands_still=stands_still, edition=edition)
    async with working(skipper.client, script):
        yield stage
        await _end(stage)


async def _end(stage: Stage) -> None:
    try:
        await stage.running.terminate()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


def waits(until: datetime | None = None) -> Standing:
    return Standing(waiting_for="somebody", until=until)
