"""An exchange's workflow as a careless edit would leave it: other commands, nothing patched."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Outcome
    from workflows.chapters import Chapters
    from workflows.steps import ExchangeSteps


@workflow.defn(name="exchange")
class ChangedExchange(Chapters):
    """Closes before the notes are asked for."""

    @workflow.run
    async def run(self, case: Case) -> None:
        self.case = case
        if await self.chapter("confirm", ExchangeSteps.confirm) is Outcome.CONFIRMED:
            await self.chapter("accompany", ExchangeSteps.accompany)
            await self.repeat(ExchangeSteps.close)
            await self.chapter("follow_up", ExchangeSteps.follow_up)
        await self.repeat(ExchangeSteps.close)
        await workflow.wait_condition(workflow.all_handlers_finished)
