"""A step whose clock is behind says "not yet" to a moment that has come: it is asked again a little later."""

from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import EventType

from models.messages import Outcome
from models.streams import EXCHANGE
from tests.workflows.recorded import Script
from tests.workflows.stage import Stage, staged, waits

A_SECOND = timedelta(seconds=1)
ENDED = (("confirm", Outcome.RELEASED), ("close", Outcome.DONE))


async def timers(stage: Stage) -> list[timedelta]:
    """How long each timer of the workflow was set for."""
    history = await stage.running.fetch_history()
    started = [each for each in history.events if each.event_type == EventType.EVENT_TYPE_TIMER_STARTED]
    return [
        each.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta().total_seconds() * A_SECOND
        for each in started
    ]


async def test_a_step_that_waits_for_a_moment_that_has_passed_rests_a_second_each_time() -> None:
    passed = datetime.now(UTC) - timedelta(days=1)
    script = Script(*[("confirm", waits(passed))] * 3, *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await stage.is_over()
        rested = await timers(stage)

    assert rested == [A_SECOND] * 3
    assert len(script.asked) == 5


async def test_a_moment_that_is_ahead_is_waited_for_as_long_as_it_takes() -> None:
    script = Script(("confirm", waits(datetime.now(UTC) + timedelta(seconds=3))), *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await stage.is_over()
        (rested,) = await timers(stage)

    assert A_SECOND < rested <= 3 * A_SECOND


async def test_a_fact_is_acted_on_at_once_by_who_rests_for_a_passed_moment() -> None:
    passed = datetime.now(UTC) - timedelta(days=1)
    script = Script(("confirm", waits(passed)), *ENDED)
    async with staged(EXCHANGE, script) as stage:
        script.goes_on.clear()
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.hear(2)
        script.goes_on.set()
        await stage.is_over()
        fired = await stage.happened(EventType.EVENT_TYPE_TIMER_FIRED)

    assert fired == 0
    assert script.asked[:2] == [("confirm", 1), ("confirm", 2)]
