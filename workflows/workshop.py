"""A workshop's life: it is prepared, people sign up, they meet, and what they found is carried on."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Outcome
    from workflows.chapters import Chapters
    from workflows.steps import WorkshopSteps


@workflow.defn(name="workshop")
class WorkshopWorkflow(Chapters):
    IN_ORDER = ("prepare", "gather", "hold", "after")

    @workflow.run
    async def run(self, case: Case) -> None:
        self.take_up(case)
        if await self.is_prepared() and await self.is_signed_up_to() and await self.is_held():
            await self.chapter("after", WorkshopSteps.after)
        await self.repeat(WorkshopSteps.close)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def is_prepared(self) -> bool:
        if self.is_past("prepare"):
            return True
        return await self.chapter("prepare", WorkshopSteps.prepare) is Outcome.DONE

    async def is_signed_up_to(self) -> bool:
        if self.is_past("gather"):
            return True
        return await self.chapter("gather", WorkshopSteps.gather) is Outcome.DONE

    async def is_held(self) -> bool:
        if self.is_past("hold"):
            return True
        return await self.chapter("hold", WorkshopSteps.hold) is Outcome.HELD
