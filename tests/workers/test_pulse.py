"""Signs of life: a long step is left alone while it lives, and taken over soon when its worker is killed."""

import asyncio
import signal
import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowHandle

from tests.stories.engine import engine
from tests.workers.lasting import SIGN_OF_LIFE, LastingWorkflow, serving
from workers.pulse import Pulse
from workflows.door import connect

LONGER = SIGN_OF_LIFE.total_seconds() * 1.75
LIMIT_SECONDS = 60.0


@pytest.fixture
async def client() -> Client:
    return await connect(engine().address)


@pytest.fixture
def queue() -> str:
    return f"lasting-{uuid4()}"


async def begun(client: Client, queue: str) -> WorkflowHandle[Any, int]:
    return await client.start_workflow(LastingWorkflow.run, id=queue, task_queue=queue)


async def attempt_that_ended(handle: WorkflowHandle[Any, int]) -> int:
    async with asyncio.timeout(LIMIT_SECONDS):
        return await handle.result()


async def has_begun_its_step(handle: WorkflowHandle[Any, int]) -> None:
    async with asyncio.timeout(LIMIT_SECONDS):
        while not any(
            each.HasField("last_started_time")
            for each in (await handle.describe()).raw_description.pending_activities
        ):
            await asyncio.sleep(0.1)


async def test_a_step_that_lasts_is_not_tried_again_while_it_lives(client: Client, queue: str) -> None:
    async with serving(client, queue, seconds=LONGER, interceptors=[Pulse(seconds=0.2)]):
        attempt = await attempt_that_ended(await begun(client, queue))

    assert attempt == 1


async def test_without_signs_of_life_it_would_be_tried_again(client: Client, queue: str) -> None:
    async with serving(client, queue, seconds=LONGER, interceptors=[]):
        handle = await begun(client, queue)
        async with asyncio.timeout(LIMIT_SECONDS):
            while not await tried_again(handle):
                await asyncio.sleep(0.1)
        await handle.terminate()


async def tried_again(handle: WorkflowHandle[Any, int]) -> bool:
    pending = (await handle.describe()).raw_description.pending_activities
    return any(each.attempt > 1 for each in pending)


async def test_the_step_of_a_killed_worker_is_taken_over(client: Client, queue: str) -> None:
    command = [sys.executable, "-m", "tests.workers.lasting", engine().address, queue, "600"]
    victim = subprocess.Popen(command)
    handle = await begun(client, queue)
    await has_begun_its_step(handle)
    victim.send_signal(signal.SIGKILL)
    victim.wait()

    async with serving(client, queue, seconds=0.1, interceptors=[Pulse(seconds=0.2)]):
        attempt = await attempt_that_ended(handle)

    assert attempt == 2
