"""A workshop's life: it is prepared, people sign up, they meet, and what they found is carried on."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Outcome
    from workflows.chapters import Chapters
    from workflows.steps import WorkshopSteps


@workflow.defn(name="workshop")
class WorkshopWorkflow(Chapters):
    @workflow.run
    async def run(self, case: Case) -> None:
        self.case = case
        if await self.chapter("prepare", WorkshopSteps.prepare) is Outcome.DONE:
            await self.meet()
        await self.repeat(WorkshopSteps.close)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def meet(self) -> None:
        """Sign-ups until it begins, the hours themselves, and what is owed after."""
        if await self.chapter("gather", WorkshopSteps.gather) is not Outcome.DONE:
            return
        if await self.chapter("hold", WorkshopSteps.hold) is Outcome.HELD:
            await self.chapter("after", WorkshopSteps.after)
