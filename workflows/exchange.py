"""An exchange's life: both sides agree, the days come, notes follow; or it is released on the way."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Outcome
    from workflows.chapters import Chapters
    from workflows.steps import ExchangeSteps


@workflow.defn(name="exchange")
class ExchangeWorkflow(Chapters):
    IN_ORDER = ("confirm", "accompany", "follow_up")

    @workflow.run
    async def run(self, case: Case) -> None:
        self.take_up(case)
        if self.is_past("confirm") or await self.agreed():
            await self.live()
        await self.repeat(ExchangeSteps.close)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def agreed(self) -> bool:
        return await self.chapter("confirm", ExchangeSteps.confirm) is Outcome.CONFIRMED

    async def live(self) -> None:
        """Invitations, reminders, the days themselves, and half a year of notes."""
        if self.is_past("accompany") or await self.held():
            await self.chapter("follow_up", ExchangeSteps.follow_up)

    async def held(self) -> bool:
        return await self.chapter("accompany", ExchangeSteps.accompany) is Outcome.HELD
