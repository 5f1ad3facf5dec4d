"""What Temporal itself tells of a workflow: codes and numbers, never words."""

import asyncio
import time
from uuid import uuid4

from models.messages import Outcome
from models.streams import EXCHANGE
from tests.workflows.recorded import LIMIT_SECONDS, Script
from tests.workflows.stage import Stage, staged, waits
from workflows import seen
from workflows.names import ATTENTION, PHASE, ROUND_ID, WAITING_FOR
from workflows.seen import Seen


async def failing(stage: Stage) -> seen.Failing:
    """The step that fails, as soon as it has failed in the queue."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        looked = await seen.look(stage.skipper.client, stage.stream_id)
        if looked and looked.failing and looked.failing.attempts > 2:
            return looked.failing
        await asyncio.sleep(0.05)
    raise TimeoutError("nothing fails")


async def shown(stage: Stage) -> dict[str, str]:
    described = await stage.running.describe()
    return {pair.key.name: str(pair.value) for pair in described.typed_search_attributes}


async def test_a_failing_step_shows_its_code_its_attempts_and_its_next_try() -> None:
    script = Script(*[("confirm", OSError("to aino@example.org"))] * 8)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        found = await failing(stage)
        attention = (await shown(stage))[ATTENTION.name]

    assert (found.step, found.code, found.next_try is not None) == ("exchange.confirm", "OSError", True)
    assert attention == "failing"


async def test_a_case_that_rests_shows_its_chapter_and_what_it_waits_for() -> None:
    script = Script(("confirm", OSError("away")), ("confirm", Outcome.CONFIRMED), ("accompany", waits()))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(3)
        await stage.has_listened()
        found = await shown(stage)

    chosen = [found[each.name] for each in (ROUND_ID, PHASE, WAITING_FOR, ATTENTION)]
    assert chosen == [str(stage.case.round_id), "accompany", "somebody", ""]


async def test_a_running_a_closed_and_an_unknown_workflow_are_told_apart() -> None:
    script = Script(("confirm", waits()), ("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        client = stage.skipper.client
        await stage.hear(1)
        await script.has_come_to(1)
        running = await seen.look(client, stage.stream_id)
        await stage.hear(2)
        await stage.is_over()
        closed = await seen.look(client, stage.stream_id)
        unknown = await seen.look(client, f"exchange-{uuid4()}")

    assert (running, closed, unknown) == (Seen(is_running=True), Seen(is_running=False), None)
