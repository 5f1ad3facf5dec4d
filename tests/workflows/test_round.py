"""A round's workflow, told with recorded steps."""

from datetime import UTC, datetime, timedelta

from temporalio.client import WorkflowExecutionStatus

from models.messages import Outcome
from models.streams import ROUND
from tests.workflows.recorded import Line, Script
from tests.workflows.stage import staged, waits

COLLECTED: Line = ("collect", Outcome.DONE)
PLANNED: Line = ("plan", Outcome.PLANNED)
APPROVED: Line = ("decide", Outcome.APPROVED)
PUBLISHED: Line = ("publish", Outcome.DONE)
THE_END: tuple[Line, Line] = (("watch", Outcome.DONE), ("close", Outcome.DONE))


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


async def steps_of(*lines: Line) -> list[str]:
    """Play the whole script; the steps that were asked for, in order."""
    script = Script(*lines)
    async with staged(ROUND, script) as stage:
        await stage.hear(1)
        assert await stage.is_over() is WorkflowExecutionStatus.COMPLETED
    return [step for step, _heard in script.asked]


async def test_a_round_is_collected_planned_approved_published_watched_and_closed() -> None:
    steps = await steps_of(COLLECTED, PLANNED, APPROVED, PUBLISHED, *THE_END)

    assert steps == ["collect", "plan", "decide", "publish", "watch", "close"]


async def test_a_rejected_plan_is_planned_again() -> None:
    rejected: Line = ("decide", Outcome.REJECTED)

    steps = await steps_of(COLLECTED, PLANNED, rejected, PLANNED, APPROVED, PUBLISHED, *THE_END)

    assert steps == ["collect", "plan", "decide", "plan", "decide", "publish", "watch", "close"]


async def test_a_repair_is_planned_approved_and_published_and_the_round_is_watched_again() -> None:
    repair: Line = ("watch", Outcome.REPAIR)

    steps = await steps_of(
        *(COLLECTED, PLANNED, APPROVED, PUBLISHED), *(repair, PLANNED, APPROVED, PUBLISHED), *THE_END
    )

    assert steps[3:] == ["publish", "watch", "plan", "decide", "publish", "watch", "close"]


async def test_a_repair_without_effect_asks_nobody() -> None:
    lines: tuple[Line, Line] = (("watch", Outcome.REPAIR), ("plan", Outcome.DONE))

    steps = await steps_of(COLLECTED, PLANNED, APPROVED, PUBLISHED, *lines, *THE_END)

    assert steps[3:] == ["publish", "watch", "plan", "watch", "close"]


async def test_an_approval_that_is_taken_back_is_given_again_and_published_once() -> None:
    script = Script(
        *(COLLECTED, PLANNED, ("decide", waits())),  # for HR's word
        *(("decide", waits(in_days(2))), ("decide", waits())),  # approved: it leaves in two days; taken back
        *(("decide", waits(in_days(8))), APPROVED, PUBLISHED, *THE_END),  # approved again, and it leaves
    )
    async with staged(ROUND, script) as stage:
        await stage.hear(1)
        for number, asked in ((2, 3), (3, 4), (4, 5)):
            await script.has_come_to(asked)
            await stage.hear(number)
        await script.has_come_to(6)
        await stage.has_listened()

        still_waits = await stage.skip(days=3)  # past the moment that was taken back
        before = [step for step, _heard in script.asked]
        await stage.skip(days=6)
        await stage.is_over()

    assert (still_waits, before) == (True, ["collect", "plan", *["decide"] * 4])
    assert script.asked[2:] == [
        *[("decide", number) for number in (1, 2, 3, 4, 4)],
        *[("publish", 4), ("watch", 4), ("close", 4)],
    ]


async def test_hr_answers_while_the_plan_waits() -> None:
    script = Script(COLLECTED, PLANNED, ("decide", waits()), APPROVED, PUBLISHED, *THE_END)
    async with staged(ROUND, script) as stage:
        await stage.hear(1)
        await script.has_come_to(3)
        await stage.hear(2)
        await stage.is_over()

    assert script.asked[2:4] == [("decide", 1), ("decide", 2)]
