"""A round's life: people apply, a plan is made and approved, exchanges live, repairs follow, it ends."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Outcome
    from workflows.chapters import Chapters
    from workflows.patience import PUBLISHING, SOLVING
    from workflows.steps import RoundSteps, SolverSteps


@workflow.defn(name="round")
class RoundWorkflow(Chapters):
    @workflow.run
    async def run(self, case: Case) -> None:
        self.case = case
        await self.chapter("collect", RoundSteps.collect)
        await self.plan_and_publish()
        while await self.chapter("watch", RoundSteps.watch) is Outcome.REPAIR:
            await self.plan_and_publish()
        await self.repeat(RoundSteps.close)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def plan_and_publish(self) -> None:
        """Plan until HR approves; a repair that would change nothing asks for no approval."""
        while True:
            if await self.chapter("plan", SolverSteps.plan, patience=SOLVING) is not Outcome.PLANNED:
                return
            if await self.chapter("decide", RoundSteps.decide) is Outcome.APPROVED:
                break
        await self.repeat(RoundSteps.publish, patience=PUBLISHING)
