"""The least that Temporal itself costs: a workflow that hears signals and asks for steps that do nothing.

`python -m benchmarks.bare ADDRESS TALLY` is its worker, with the options of ours.
"""

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from workers.process import STEPS_AT_ONCE
    from workers.relay import AT_ONCE

QUEUE = "bare"
LOCAL, USUAL = "local activities", "activities"
LOOK_SECONDS = 0.02
A_MINUTE = timedelta(seconds=60)


class Nothing:
    """A step that costs only what Temporal asks for it, and one octet by which it is counted."""

    def __init__(self, tally: Path) -> None:
        self.tally = tally

    @activity.defn(name="nothing")
    def nothing(self, _number: int) -> None:
        with self.tally.open("ab") as octets:
            octets.write(b".")


@workflow.defn(name="bare")
class BareWorkflow:
    """As many steps as it has been asked for, one after the other, each counted when it is done."""

    def __init__(self) -> None:
        self.wanted = 0
        self.done = 0

    @workflow.signal
    def want(self, steps: int) -> None:
        self.wanted = max(self.wanted, steps)

    @workflow.run
    async def run(self, steps: int, way: str) -> None:
        ask = workflow.execute_local_activity if way == LOCAL else workflow.execute_activity
        while self.done < steps:
            await workflow.wait_condition(lambda: self.wanted > self.done)
            await ask("nothing", self.done, start_to_close_timeout=A_MINUTE)
            self.done += 1


class Bare:
    """So many bare workflows, each asked for its first steps, then for the rest."""

    def __init__(self, client: Client, tally: Path, *, number: int, steps: int, way: str) -> None:
        self.client = client
        self.tally = tally
        self.tally.touch()
        self.ids = [f"bare-{uuid4()}" for _ in range(number)]
        self.steps = steps
        self.way = way
        self._room = asyncio.Semaphore(AT_ONCE)

    async def start(self) -> float:
        """Seconds until each has done one step and rests."""
        began = time.perf_counter()
        await asyncio.gather(*(self._start(each) for each in self.ids))
        while self.tally.stat().st_size < len(self.ids):
            await asyncio.sleep(LOOK_SECONDS)
        return time.perf_counter() - began

    async def finish(self) -> float:
        """Seconds until each has been told twice and done all its steps."""
        began = time.perf_counter()
        await asyncio.gather(*(self._tell(each) for each in self.ids))
        await asyncio.gather(*(self.client.get_workflow_handle(each).result() for each in self.ids))
        return time.perf_counter() - began

    async def _start(self, id_: str) -> None:
        async with self._room:
            await self.client.start_workflow(
                BareWorkflow.run,
                args=[self.steps, self.way],
                id=id_,
                task_queue=QUEUE,
                start_signal="want",
                start_signal_args=[1],
            )

    async def _tell(self, id_: str) -> None:
        async with self._room:
            handle = self.client.get_workflow_handle(id_)
            for wanted in (2, self.steps):
                await handle.signal(BareWorkflow.want, wanted)


async def work(address: str, tally: Path) -> None:
    client = await Client.connect(address)
    with ThreadPoolExecutor(STEPS_AT_ONCE) as threads:
        worker = Worker(
            client,
            task_queue=QUEUE,
            workflows=[BareWorkflow],
            activities=[Nothing(tally).nothing],
            activity_executor=threads,
            max_concurrent_activities=STEPS_AT_ONCE,
            max_concurrent_workflow_tasks=16,
        )
        await worker.run()


if __name__ == "__main__":
    try:
        asyncio.run(work(sys.argv[1], Path(sys.argv[2])))
    finally:
        time.sleep(0.05)
