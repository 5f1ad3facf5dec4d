"""An exchange's workflow, told with recorded steps on a server whose time is skipped."""

import asyncio
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus

from domain.refusals import Conflict
from models.languages import _
from models.messages import Outcome
from models.streams import EXCHANGE
from tests.workflows.recorded import Script
from tests.workflows.stage import staged, waits
from workflows.names import PHASE, ROUND_ID

LIVED = (("accompany", Outcome.HELD), ("follow_up", Outcome.DONE), ("close", Outcome.DONE))
COMPLETED = WorkflowExecutionStatus.COMPLETED


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


async def test_an_exchange_is_confirmed_lived_followed_up_and_closed() -> None:
    script = Script(("confirm", Outcome.CONFIRMED), *LIVED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        status = await stage.is_over()

    assert status is COMPLETED
    assert script.asked == [("confirm", 1), ("accompany", 1), ("follow_up", 1), ("close", 1)]


async def test_a_released_exchange_is_closed_without_being_lived() -> None:
    script = Script(("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await stage.is_over()

    assert script.asked == [("confirm", 1), ("close", 1)]


async def test_an_exchange_released_while_lived_is_not_followed_up() -> None:
    script = Script(("confirm", Outcome.CONFIRMED), ("accompany", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await stage.is_over()

    assert script.asked == [("confirm", 1), ("accompany", 1), ("close", 1)]


async def test_a_timer_fires_on_its_date_and_not_before() -> None:
    script = Script(("confirm", waits(in_days(14))), ("confirm", Outcome.CONFIRMED), *LIVED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()

        waits_after_13_days = await stage.skip(days=13)
        fired_after_13_days = await stage.happened(EventType.EVENT_TYPE_TIMER_FIRED)
        await stage.skip(days=2)
        status = await stage.is_over()
        fired_after_15_days = await stage.happened(EventType.EVENT_TYPE_TIMER_FIRED)

    assert (waits_after_13_days, fired_after_13_days) == (True, 0)
    assert (status, fired_after_15_days) == (COMPLETED, 1)
    assert script.asked[:2] == [("confirm", 1), ("confirm", 1)]


async def test_a_fact_wakes_before_the_date() -> None:
    script = Script(("confirm", waits(in_days(14))), ("confirm", Outcome.CONFIRMED), *LIVED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.hear(2)
        await stage.is_over()

    assert script.asked[:2] == [("confirm", 1), ("confirm", 2)]


async def test_a_date_that_has_passed_is_acted_on_at_once() -> None:
    script = Script(("confirm", waits(in_days(-1))), ("confirm", Outcome.CONFIRMED), *LIVED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await stage.is_over()

    assert script.asked[:2] == [("confirm", 1), ("confirm", 1)]


async def test_hearing_an_old_number_again_does_nothing() -> None:
    script = Script(
        ("confirm", waits()), ("confirm", waits()), ("confirm", Outcome.RELEASED), ("close", Outcome.DONE)
    )
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.hear(2)
        await script.has_come_to(2)
        await stage.hear(1)
        await stage.hear(2)
        await stage.has_listened()
        steps = len(script.asked)
        await stage.hear(3)
        await stage.is_over()

    assert steps == 2
    assert script.asked == [("confirm", 1), ("confirm", 2), ("confirm", 3), ("close", 3)]


async def test_a_fact_heard_during_a_step_is_not_missed() -> None:
    script = Script(("confirm", waits()), ("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        script.goes_on.clear()
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.hear(2)
        script.goes_on.set()
        await stage.is_over()

    assert script.asked == [("confirm", 1), ("confirm", 2), ("close", 2)]


async def test_ringing_twice_at_once_starts_once() -> None:
    script = Script(("confirm", waits()), ("confirm", waits()))
    async with staged(EXCHANGE, script) as stage:
        await asyncio.gather(stage.hear(1), stage.hear(1))
        await script.has_come_to(1)
        await stage.has_listened()
        rings = await stage.happened(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
        starts = await stage.happened(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)

    assert (starts, rings) == (1, 2)
    assert script.asked == [("confirm", 1)]


async def test_ringing_or_telling_time_to_a_closed_workflow_is_harmless() -> None:
    script = Script(("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await stage.is_over()
        first = await stage.running.describe()
        await stage.hear(2)
        await stage.tell(in_days(1))
        again = await stage.running.describe()

    assert (again.run_id, again.status) == (first.run_id, COMPLETED)
    assert len(script.asked) == 2


async def test_telling_time_to_a_workflow_that_never_was_is_harmless() -> None:
    async with staged(EXCHANGE, Script()) as stage:
        await stage.tell(in_days(1))

    assert stage.script.asked == []


async def test_a_refusal_is_not_tried_again_until_something_has_changed() -> None:
    refused = ("confirm", Conflict(_("The round is over.")))
    script = Script(refused, ("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()
        asked_at_first = list(script.asked)

        await stage.hear(2)
        status = await stage.is_over()

    assert asked_at_first == [("confirm", 1)]
    assert status is COMPLETED
    assert script.asked == [("confirm", 1), ("confirm", 2), ("close", 2)]


async def test_a_refused_step_is_asked_again_after_an_hour() -> None:
    refused = ("confirm", Conflict(_("The round is over.")))
    script = Script(refused, ("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()

        await stage.skip(days=1)
        status = await stage.is_over()

    assert status is COMPLETED
    assert script.asked == [("confirm", 1), ("confirm", 1), ("close", 1)]


async def test_an_outage_is_tried_again() -> None:
    script = Script(("confirm", OSError("away")), ("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        status = await stage.is_over()

    assert status is COMPLETED
    assert script.asked == [("confirm", 1), ("confirm", 1), ("close", 1)]


async def test_a_rehearsal_never_starts_a_timer_and_wakes_when_it_is_told_the_time() -> None:
    until = in_days(14)
    script = Script(("confirm", waits(until)), ("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
    async with staged(EXCHANGE, script, stands_still=True) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.tell(until - timedelta(seconds=1))
        await stage.has_listened()
        too_early = len(script.asked)
        await stage.tell(until)
        await stage.is_over()
        timers = await stage.happened(EventType.EVENT_TYPE_TIMER_STARTED)

    assert (too_early, timers) == (1, 0)
    assert script.asked == [("confirm", 1), ("confirm", 1), ("close", 1)]


async def test_the_round_and_the_chapter_can_be_looked_up() -> None:
    script = Script(("confirm", Outcome.CONFIRMED), ("accompany", waits()))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(2)
        await stage.has_listened()
        found = (await stage.running.describe()).typed_search_attributes

    assert (found[ROUND_ID], found[PHASE]) == (str(stage.case.round_id), "accompany")
