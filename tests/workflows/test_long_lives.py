"""A history that grows long is ended, and the next run knows what the one before knew."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from models.messages import Action, Outcome, Slip
from models.streams import EXCHANGE, ROUND
from tests.stories.engine import TIME_SKIPPING, another_engine
from tests.workflows.recorded import Script
from tests.workflows.stage import Stage, staged, waits
from workers.temporal_server import TemporalServer
from workflows.actions import Actions

SOON_LONG = "--dynamic-config-value=limit.historyCount.suggestContinueAsNew=30"
MANY = 12


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TemporalServer]:
    """One on which thirty events are many."""
    with another_engine(tmp_path_factory.mktemp("long"), SOON_LONG, *TIME_SKIPPING) as server:
        yield server


async def is_continued(stage: Stage) -> bool:
    """Whether the newest run goes on from an earlier one."""
    first = (await stage.running.fetch_history()).events[0]
    return first.workflow_execution_started_event_attributes.continued_execution_run_id != ""


async def hears_much(stage: Stage, *, since: int) -> None:
    for number in range(since, since + MANY):
        await stage.hear(number)
        await stage.script.has_come_to(number)


async def test_a_long_life_goes_on_in_a_new_run_from_its_chapter(server: TemporalServer) -> None:
    script = Script(("confirm", Outcome.CONFIRMED), *[("accompany", waits())] * (3 * MANY))
    async with staged(EXCHANGE, script, address=server.address) as stage:
        await stage.hear(1)
        await script.has_come_to(2)
        for number in range(2, MANY + 2):
            await stage.hear(number)
            await script.has_come_to(number + 1)
        await stage.has_listened()
        continued = await is_continued(stage)

    first, *later = [step for step, _heard in script.asked]
    assert continued
    assert (first, set(later)) == ("confirm", {"accompany"})


async def test_a_deadline_is_the_same_moment_in_the_next_run(server: TemporalServer) -> None:
    until = datetime.now(UTC) + timedelta(days=30)
    script = Script(*[("confirm", waits(until))] * (3 * MANY))
    async with staged(EXCHANGE, script, address=server.address) as stage:
        await hears_much(stage, since=1)
        await stage.has_listened()
        before = len(script.asked)
        await stage.skip(days=29)
        after_29_days, continued = len(script.asked), await is_continued(stage)
        await stage.skip(days=2)
        await script.has_come_to(before + 1)

    assert (after_29_days, continued) == (before, True)


async def test_the_next_run_knows_how_far_was_heard(server: TemporalServer) -> None:
    script = Script(*[("confirm", waits())] * (3 * MANY))
    async with staged(EXCHANGE, script, address=server.address) as stage:
        await hears_much(stage, since=1)
        await stage.has_listened()
        for number in range(1, MANY + 1):
            await stage.hear(number)
        await stage.has_listened()
        continued = await is_continued(stage)

    numbers = [heard for _step, heard in script.asked]
    assert continued
    assert (numbers, numbers[-1]) == (sorted(numbers), MANY)


async def test_an_errand_that_was_carried_out_is_remembered_in_the_next_run(server: TemporalServer) -> None:
    script = Script(*[("confirm", waits())] * (3 * MANY))
    slip = Slip(id=uuid4(), action=Action.REASSIGN)
    async with staged(EXCHANGE, script, address=server.address) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.running.execute_update(Actions.act, slip)
        for number in range(2, MANY + 2):
            await stage.hear(number)
            await script.has_come_to(number)
        await stage.has_listened()
        await stage.running.execute_update(Actions.act, slip)

    assert len(script.errands) == 1


async def test_a_round_goes_on_watching_and_makes_no_plan_anew(server: TemporalServer) -> None:
    begun = (("collect", Outcome.DONE), ("plan", Outcome.DONE))
    script = Script(
        *begun, *[("watch", waits())] * (MANY + 3), ("watch", Outcome.DONE), ("close", Outcome.DONE)
    )
    async with staged(ROUND, script, address=server.address) as stage:
        await stage.hear(1)
        await script.has_come_to(3)
        for number in range(2, MANY + 2):
            await stage.hear(number)
            await script.has_come_to(number + 2)
        await stage.has_listened()

    asked = [step for step, _heard in script.asked]
    assert (asked.count("collect"), asked.count("plan")) == (1, 1)
    assert asked.count("watch") >= MANY
