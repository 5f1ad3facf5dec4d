"""A workflow whose one step lasts longer than it may be silent; and a worker for it, to be killed.

`python -m tests.workers.lasting ADDRESS QUEUE SECONDS` serves the queue until it is killed.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Interceptor, Worker

SIGN_OF_LIFE = timedelta(seconds=2)


class Lasting:
    """The step; says which attempt it was."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    @activity.defn(name="last")
    def last(self) -> int:
        time.sleep(self.seconds)
        return activity.info().attempt


@workflow.defn(name="lasting")
class LastingWorkflow:
    @workflow.run
    async def run(self) -> int:
        attempt: int = await workflow.execute_activity(
            "last",
            start_to_close_timeout=timedelta(minutes=10),
            heartbeat_timeout=SIGN_OF_LIFE,
            result_type=int,
        )
        return attempt


@asynccontextmanager
async def serving(
    client: Client, queue: str, *, seconds: float, interceptors: Sequence[Interceptor]
) -> AsyncIterator[None]:
    with ThreadPoolExecutor(2) as threads:
        worker = Worker(
            client,
            task_queue=queue,
            workflows=[LastingWorkflow],
            activities=[Lasting(seconds).last],
            activity_executor=threads,
            interceptors=interceptors,
            max_cached_workflows=0,  # a killed worker would be waited for by name
        )
        async with worker:
            yield


async def main(address: str, queue: str, seconds: float) -> None:
    from workers.pulse import Pulse
    from workflows.door import connect

    client = await connect(address)
    async with serving(client, queue, seconds=seconds, interceptors=[Pulse(seconds=0.2)]):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
