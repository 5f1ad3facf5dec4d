"""A round's life: people apply, a plan is made and approved, exchanges live, repairs follow, it ends."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Case, Outcome
    from workflows.chapters import Chapters
    from workflows.patience import PUBLISHING, SOLVING
    from workflows.steps import RoundSteps, SolverSteps


@workflow.defn(name="round")
class RoundWorkflow(Chapters):
    IN_ORDER = ("collect", "plan", "decide", "watch")

    @workflow.run
    async def run(self, case: Case) -> None:
        self.take_up(case)
        if not self.is_past("collect"):
            await self.chapter("collect", RoundSteps.collect)
        if not self.is_past("decide"):
            await self.plan_and_publish()
        while await self.chapter("watch", RoundSteps.watch) is Outcome.REPAIR:
            await self.plan_and_publish()
        await self.repeat(RoundSteps.close)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def plan_and_publish(self) -> None:
        """Plan until HR approves; a repair that would change nothing asks for no approval."""
        while True:
            if not self.is_past("plan") and await self.planned() is not Outcome.PLANNED:
                return
            if await self.chapter("decide", RoundSteps.decide) is Outcome.APPROVED:
                break
        await self.repeat(RoundSteps.publish, patience=PUBLISHING)

    async def planned(self) -> Outcome:
        return await self.chapter("plan", SolverSteps.plan, patience=SOLVING)
