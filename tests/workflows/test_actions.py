"""What administrators do to a running case, with recorded steps on a real server."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.refusals import Conflict
from models.languages import _
from models.messages import Action, Outcome, Slip
from models.streams import EXCHANGE
from tests.workflows.recorded import Script
from tests.workflows.stage import Stage, staged, waits
from workflows.actions import Actions

ENDED = (("confirm", Outcome.RELEASED), ("close", Outcome.DONE))
IN_A_YEAR = datetime.now(UTC) + timedelta(days=365)


async def act(stage: Stage, action: Action, *, expects: str = "", nonce: UUID | None = None) -> None:
    slip = Slip(id=nonce or uuid4(), action=action, expects=expects)
    await stage.running.execute_update(Actions.act, slip)


def code_of(failed: WorkflowUpdateFailedError) -> str:
    assert isinstance(failed.cause, ApplicationError)
    return failed.cause.message


async def test_a_hurried_case_is_asked_again_at_once() -> None:
    script = Script(("confirm", waits(IN_A_YEAR)), *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await act(stage, Action.RETRY)
        await stage.is_over()

    assert script.asked == [("confirm", 1), ("confirm", 1), ("close", 1)]
    assert script.errands == []


async def test_a_failing_step_does_not_wait_for_its_next_try() -> None:
    failures = [("confirm", OSError("away"))] * 12  # the pauses between them grow to minutes
    script = Script(*failures, *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        for number in range(5, len(failures) + 1):
            await script.has_come_to(number)
            await act(stage, Action.RETRY)
        await stage.is_over()

    assert [step for step, _heard in script.asked] == ["confirm"] * 13 + ["close"]


async def test_a_skipped_wait_is_carried_out_and_the_chapter_looks_again() -> None:
    script = Script(("confirm", waits()), *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()
        await act(stage, Action.SKIP, expects="somebody")
        await stage.hear(2)  # what was carried out rings
        await stage.is_over()

    assert [each.action for each in script.errands] == [Action.SKIP]
    assert script.asked == [("confirm", 1), ("confirm", 2), ("close", 2)]


async def test_a_case_whose_step_is_refused_can_be_skipped() -> None:
    script = Script(("confirm", Conflict(_("The round is over."))), *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()
        await act(stage, Action.SKIP, expects="somebody")
        await stage.hear(2)
        await stage.is_over()

    assert [each.action for each in script.errands] == [Action.SKIP]


async def test_a_case_whose_step_has_never_been_done_can_be_skipped() -> None:
    script = Script(*[("confirm", OSError("away"))] * 3, *ENDED)
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(3)
        await act(stage, Action.SKIP, expects="somebody")
        await stage.is_over()

    assert [each.action for each in script.errands] == [Action.SKIP]


async def test_the_same_errand_is_carried_out_once() -> None:
    script = Script(("confirm", waits()), ("confirm", waits()), ("confirm", waits()))
    nonce = uuid4()
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await act(stage, Action.REASSIGN, nonce=nonce)
        await act(stage, Action.REASSIGN, nonce=nonce)

    assert [each.id for each in script.errands] == [nonce]


async def test_a_wait_that_nobody_has_looked_at_is_not_skipped() -> None:
    script = Script(("confirm", waits()))
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        await stage.has_listened()
        with pytest.raises(WorkflowUpdateFailedError) as failed:
            await act(stage, Action.SKIP, expects="something else")
        kept = await stage.happened(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED)

    assert code_of(failed.value) == "moved_on"
    assert (script.errands, kept) == ([], 0)


async def test_a_refused_errand_leaves_the_case_as_it_was() -> None:
    script = Script(("confirm", waits()), *ENDED)
    script.refuses_errands = True
    async with staged(EXCHANGE, script) as stage:
        await stage.hear(1)
        await script.has_come_to(1)
        with pytest.raises(WorkflowUpdateFailedError) as failed:
            await act(stage, Action.CANCEL)
        asked = list(script.asked)
        await stage.hear(2)
        await stage.is_over()

    assert code_of(failed.value) == "conflict"
    assert asked == [("confirm", 1)]
