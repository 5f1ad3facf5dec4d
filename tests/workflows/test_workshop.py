"""A workshop's workflow, told with recorded steps."""

from models.messages import Outcome
from models.streams import WORKSHOP
from tests.workflows.recorded import Script
from tests.workflows.stage import staged, waits

CLOSED = (("close", Outcome.DONE),)


async def test_a_workshop_is_prepared_signed_up_to_held_and_carried_on() -> None:
    script = Script(
        *(("prepare", Outcome.DONE), ("gather", waits()), ("gather", Outcome.DONE)),
        *(("hold", Outcome.HELD), ("after", Outcome.DONE), *CLOSED),
    )
    async with staged(WORKSHOP, script) as stage:
        await stage.hear(1)
        await script.has_come_to(2)
        await stage.hear(2)
        await stage.is_over()

    assert script.asked == [
        *(("prepare", 1), ("gather", 1), ("gather", 2)),
        *(("hold", 2), ("after", 2), ("close", 2)),
    ]


async def test_a_workshop_cancelled_on_the_way_is_closed_without_being_held() -> None:
    script = Script(("prepare", Outcome.DONE), ("gather", Outcome.RELEASED), *CLOSED)
    async with staged(WORKSHOP, script) as stage:
        await stage.hear(1)
        await stage.is_over()

    assert script.asked == [("prepare", 1), ("gather", 1), ("close", 1)]
