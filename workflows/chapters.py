"""How every workflow lives: chapter by chapter, each repeated when something is heard or its time comes."""

from datetime import datetime, timedelta
from typing import ClassVar

from temporalio import workflow
from temporalio.exceptions import FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from models.messages import EDITION, Case, Heard, Outcome, Standing, Turn
    from workflows import asking
    from workflows.actions import Actions
    from workflows.asking import SINCE_AT_HAND, Step
    from workflows.names import ATTENTION, FAILING, PHASE, REFUSAL, WAITING_FOR
    from workflows.patience import LIGHT, Patience

A_MOMENT = timedelta(seconds=1)  # a step whose clock is behind says "not yet" to a timer that has fired


class Chapters(Actions):
    """The ear and the patience of a workflow. Handlers only note what was said; the chapters act on it."""

    IN_ORDER: ClassVar[tuple[str, ...]]

    def __init__(self) -> None:
        super().__init__()
        self._told: datetime | None = None
        self._phase = self._begins = ""
        self._shown: tuple[str, str, str] | None = None

    def take_up(self, case: Case) -> None:
        """Begin, or go on where an earlier run has stopped. Whoever has spoken before us was heard."""
        self.case = case
        self._begins = case.begins
        self._heard = max(self._heard, case.heard)
        self._know(case.known)
        self._told = max(filter(None, (self._told, case.told)), default=None)
        self._nonces = [*case.nonces, *self._nonces]

    @workflow.signal
    def hear(self, heard: Heard) -> None:
        """Something up to this number stands in the stream; hearing it twice is hearing it once."""
        self._heard = max(self._heard, heard.number)

    @workflow.signal
    def tell_time(self, now: datetime) -> None:
        """A rehearsal's clock has moved."""
        self._told = max(now, self._told or now)

    def is_past(self, name: str) -> bool:
        """Whether this run begins after that chapter."""
        return bool(self._begins) and self.IN_ORDER.index(self._begins) > self.IN_ORDER.index(name)

    async def chapter(self, name: str, step: Step, *, patience: Patience = LIGHT) -> Outcome:
        """Show where the story is, and repeat a step until its chapter is over."""
        self._phase, self._begins = name, ""
        if self.case.edition < SINCE_AT_HAND:
            workflow.upsert_search_attributes([PHASE.value_set(name)])
        return await self.repeat(step, patience=patience)

    async def repeat(self, step: Step, *, patience: Patience = LIGHT) -> Outcome:
        """Ask a step again whenever something is heard or its time has come, until it gives an outcome."""
        while True:
            heard, hurries = self._heard, self._hurries
            standing = await self._ask(step, heard=heard, patience=patience)
            self._know(standing.known)
            if standing.outcome:
                self._waiting_for = ""
                return standing.outcome
            self._waiting_for = standing.waiting_for
            await self._turn_the_page()
            await self._rest(standing.until, heard=heard, hurries=hurries)

    async def _ask(self, step: Step, *, heard: int, patience: Patience) -> Standing:
        """One step, tried until it answers. A refusal is an answer too: the case waits for a change."""
        try:
            standing = await self._do(step, heard=heard, patience=patience)
        except FailureError as failure:
            code = asking.refusal_in(failure)
            if code is None:
                raise
            self._show(REFUSAL, attention=code)
            return Standing(waiting_for=REFUSAL, until=None if self.case.stands_still else _in_an_hour())
        if not standing.outcome:
            self._show(standing.waiting_for)
        return standing

    async def _do(self, step: Step, *, heard: int, patience: Patience) -> Standing:
        turn = Turn(id=self.case.id, heard=heard, known=self._known)
        if patience is LIGHT and self.case.edition >= SINCE_AT_HAND:
            try:
                return await asking.at_hand(step, turn)
            except FailureError as failure:
                if asking.refusal_in(failure) or is_cancelled_exception(failure):
                    raise
            self._show("", attention=FAILING)
        return await asking.from_the_queue(step, turn, patience=patience, hurries=lambda: self._hurries)

    def _show(self, waiting_for: str, *, attention: str = "") -> None:
        """One event where something has changed, none else."""
        shown = (self._phase, waiting_for, attention)
        if self.case.edition < SINCE_AT_HAND or shown == self._shown:
            return
        self._shown = shown
        keys = (PHASE, WAITING_FOR, ATTENTION)
        workflow.upsert_search_attributes(
            [key.value_set(said) for key, said in zip(keys, shown, strict=True)]
        )

    async def _turn_the_page(self) -> None:
        """A history that grows long ends here; the next run goes on with what this one knows."""
        if not workflow.info().is_continue_as_new_suggested():
            return
        await workflow.wait_condition(workflow.all_handlers_finished)
        carried = {
            "edition": EDITION,
            "begins": self._phase,
            "heard": self._heard,
            "known": self._known,
            "told": self._told,
            "nonces": tuple(self._nonces),
        }
        workflow.continue_as_new(self.case.model_copy(update=carried))

    async def _rest(self, until: datetime | None, *, heard: int, hurries: int) -> None:
        """Wait for a fact newer than `heard`, or for the moment, by the wall or by the rehearsal's clock."""

        def is_roused() -> bool:
            is_time = until is not None and self._told is not None and self._told >= until
            return self._heard > heard or self._hurries > hurries or is_time

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
