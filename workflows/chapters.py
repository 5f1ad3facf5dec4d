"""How every workflow lives: chapter by chapter, each repeated when something is heard or its time comes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Heard, Outcome, Standing, Turn
    from workflows.names import EXCHANGES, PHASE, REFUSAL, SOLVER
    from workflows.patience import LIGHT, SOLVING, Patience, with_backoff

A_MOMENT = timedelta(seconds=1)  # a step whose clock is behind says "not yet" to a timer that has fired
Step = Callable[[Any, Turn], Standing]


class Chapters:
    """The ear and the patience of a workflow. Handlers only note what was said; the chapters act on it."""

    case: Case

    def __init__(self) -> None:
        self._heard = 0
        self._told: datetime | None = None

    @workflow.signal
    def hear(self, heard: Heard) -> None:
        """Something up to this number stands in the stream; hearing it twice is hearing it once."""
        self._heard = max(self._heard, heard.number)

    @workflow.signal
    def tell_time(self, now: datetime) -> None:
        """A rehearsal's clock has moved."""
        self._told = max(now, self._told or now)

    async def chapter(self, name: str, step: Step, *, patience: Patience = LIGHT) -> Outcome:
        """Show where the story is, and repeat a step until its chapter is over."""
        workflow.upsert_search_attributes([PHASE.value_set(name)])
        return await self.repeat(step, patience=patience)

    async def repeat(self, step: Step, *, patience: Patience = LIGHT) -> Outcome:
        """Ask a step again whenever something is heard or its time has come, until it gives an outcome."""
        while True:
            heard = self._heard
            standing = await self._ask(step, heard=heard, patience=patience)
            if standing.outcome:
                return standing.outcome
            await self._rest(standing.until, heard=heard)

    async def _ask(self, step: Step, *, heard: int, patience: Patience) -> Standing:
        """One step, tried until it answers. A refusal is an answer too: the case waits for a change."""
        try:
            return await self._do(step, heard=heard, patience=patience)
        except ActivityError as failure:
            if not isinstance(failure.cause, ApplicationError) or failure.cause.type != REFUSAL:
                raise
            return Standing(waiting_for=REFUSAL, until=None if self.case.stands_still else _in_an_hour())

    async def _do(self, step: Step, *, heard: int, patience: Patience) -> Standing:
        standing: Standing = await workflow.execute_activity_method(
            step,
            Turn(id=self.case.id, heard=heard),
            task_queue=SOLVER if patience is SOLVING else EXCHANGES,
            start_to_close_timeout=patience.attempt,
            heartbeat_timeout=patience.sign_of_life,
            retry_policy=with_backoff,
            cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        )
        return standing

    async def _rest(self, until: datetime | None, *, heard: int) -> None:
        """Wait for a fact newer than `heard`, or for the moment, by the wall or by the rehearsal's clock."""

        def is_roused() -> bool:
            is_time = until is not None and self._told is not None and self._told >= until
            return self._heard > heard or is_time

        if until is None or self.case.stands_still:
            await workflow.wait_condition(is_roused)
            return
        try:
            left = max(until - workflow.now(), A_MOMENT)
            await workflow.wait_condition(is_roused, timeout=left)
        except TimeoutError:
            return


def _in_an_hour() -> datetime:
    return workflow.now() + timedelta(hours=1)
