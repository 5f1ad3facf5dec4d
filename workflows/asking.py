"""How a step is asked: a light one beside the workflow's own task, one that fails from the queue.

The first way costs one event of the history instead of six. The second can be seen from outside: its last
failure, its attempts, its next try.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, CancelledError, FailureError

with workflow.unsafe.imports_passed_through():
    from models.messages import Standing, Turn
    from workflows.names import EXCHANGES, REFUSAL, SOLVER
    from workflows.patience import AT_HAND, SOLVING, Patience, once, with_backoff

Step = Callable[[Any, Turn], Standing]
SINCE_AT_HAND = 2  # the edition


async def at_hand(step: Step, turn: Turn) -> Standing:
    """One attempt, without a place in the queue."""
    standing: Standing = await workflow.execute_local_activity_method(
        step, turn, start_to_close_timeout=AT_HAND, retry_policy=once
    )
    return standing


async def from_the_queue(
    step: Step, turn: Turn, *, patience: Patience, hurries: Callable[[], int]
) -> Standing:
    """Tried until it answers; whoever hurries it does not wait for the next try."""
    while True:
        before = hurries()
        asked = workflow.start_activity_method(
            step,
            turn,
            task_queue=SOLVER if patience is SOLVING else EXCHANGES,
            start_to_close_timeout=patience.attempt,
            heartbeat_timeout=patience.sign_of_life,
            retry_policy=with_backoff,
            cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        )
        await workflow.wait_condition(partial(_is_over, asked, hurries, before))
        if not asked.done():
            asked.cancel()
        try:
            standing: Standing = await asked
        except ActivityError as failure:
            if not isinstance(failure.cause, CancelledError):
                raise
        else:
            return standing


def _is_over(asked: workflow.ActivityHandle[Standing], hurries: Callable[[], int], before: int) -> bool:
    return asked.done() or hurries() > before


def refusal_in(failure: FailureError) -> str | None:
    """The code of a rule's no, if that is what has happened. A step at hand fails without a wrapping."""
    cause = failure.cause if isinstance(failure, ActivityError) else failure
    if isinstance(cause, ApplicationError) and cause.type == REFUSAL:
        return cause.message
    return None
