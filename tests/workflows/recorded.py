"""Steps that remember who asked them for what and answer from a script, instead of touching rows."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from domain.refusals import Conflict
from models.languages import _
from models.messages import Done, Outcome, Slip, Standing, Turn
from workers.guard import Guard
from workflows.exchange import ExchangeWorkflow
from workflows.names import EXCHANGES, SOLVER
from workflows.round import RoundWorkflow
from workflows.steps import ErrandSteps, ExchangeSteps, RoundSteps, SolverSteps, WorkshopSteps
from workflows.workshop import WorkshopWorkflow

LIMIT_SECONDS = 60.0
Line = tuple[str, Outcome | Standing | Exception]


class Script:
    """What is asked in which order, and what is answered each time."""

    def __init__(self, *lines: Line) -> None:
        self.lines = list(lines)
        self.asked: list[tuple[str, int]] = []
        self.errands: list[Slip] = []
        self.refuses_errands = False
        self.goes_on = threading.Event()
        self.goes_on.set()

    def answer(self, step: str, turn: Turn) -> Standing:
        self.asked.append((step, turn.heard))
        self.goes_on.wait(LIMIT_SECONDS)
        expected, said = self.lines[len(self.asked) - 1] if len(self.asked) <= len(self.lines) else ("", None)
        if step != expected or said is None:
            raise ApplicationError("the script says something else", type="script", non_retryable=True)
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, Standing) else Standing(outcome=said)

    async def has_come_to(self, number: int) -> None:
        """Wait until so many steps have been asked for."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while len(self.asked) < number:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.asked} is all that was asked")
            await asyncio.sleep(0.02)


class RecordedRound(RoundSteps, SolverSteps):
    def __init__(self, script: Script) -> None:
        self.script = script

    @activity.defn(name="round.collect")
    def collect(self, turn: Turn) -> Standing:
        return self.script.answer("collect", turn)

    @activity.defn(name="solver.plan", no_thread_cancel_exception=True)
    def plan(self, turn: Turn) -> Standing:
        return self.script.answer("plan", turn)

    @activity.defn(name="round.decide")
    def decide(self, turn: Turn) -> Standing:
        return self.script.answer("decide", turn)

    @activity.defn(name="round.publish")
    def publish(self, turn: Turn) -> Standing:
        return self.script.answer("publish", turn)

    @activity.defn(name="round.watch")
    def watch(self, turn: Turn) -> Standing:
        return self.script.answer("watch", turn)

    @activity.defn(name="round.close")
    def close(self, turn: Turn) -> Standing:
        return self.script.answer("close", turn)


class RecordedWorkshop(WorkshopSteps):
    def __init__(self, script: Script) -> None:
        self.script = script

    @activity.defn(name="workshop.prepare")
    def prepare(self, turn: Turn) -> Standing:
        return self.script.answer("prepare", turn)

    @activity.defn(name="workshop.gather")
    def gather(self, turn: Turn) -> Standing:
        return self.script.answer("gather", turn)

    @activity.defn(name="workshop.hold")
    def hold(self, turn: Turn) -> Standing:
        return self.script.answer("hold", turn)

    @activity.defn(name="workshop.after")
    def after(self, turn: Turn) -> Standing:
        return self.script.answer("after", turn)

    @activity.defn(name="workshop.close")
    def close(self, turn: Turn) -> Standing:
        return self.script.answer("close", turn)


class RecordedErrands(ErrandSteps):
    def __init__(self, script: Script) -> None:
        self.script = script

    @activity.defn(name="errand.carry_out")
    def carry_out(self, slip: Slip) -> Done:
        self.script.errands.append(slip)
        if self.script.refuses_errands:
            raise Conflict(_("It waits for something else by now: look again."))
        return Done()


class RecordedExchange(ExchangeSteps):
    def __init__(self, script: Script) -> None:
        self.script = script

    @activity.defn(name="exchange.confirm")
    def confirm(self, turn: Turn) -> Standing:
        return self.script.answer("confirm", turn)

    @activity.defn(name="exchange.accompany")
    def accompany(self, turn: Turn) -> Standing:
        return self.script.answer("accompany", turn)

    @activity.defn(name="exchange.follow_up")
    def follow_up(self, turn: Turn) -> Standing:
        return self.script.answer("follow_up", turn)

    @activity.defn(name="exchange.close")
    def close(self, turn: Turn) -> Standing:
        return self.script.answer("close", turn)


@asynccontextmanager
async def working(client: Client, script: Script) -> AsyncIterator[None]:
    """Both queues are served from the script."""
    round_, exchange, workshop = RecordedRound(script), RecordedExchange(script), RecordedWorkshop(script)
    light: list[Callable[..., Any]] = [
        *(round_.collect, round_.decide, round_.publish, round_.watch, round_.close),
        *(exchange.confirm, exchange.accompany, exchange.follow_up, exchange.close),
        RecordedErrands(script).carry_out,
        *(workshop.prepare, workshop.gather, workshop.hold, workshop.after, workshop.close),
    ]
    with ThreadPoolExecutor(4) as threads:
        queues = (
            Worker(
                client,
                task_queue=EXCHANGES,
                workflows=[RoundWorkflow, ExchangeWorkflow, WorkshopWorkflow],
                activities=light,
                activity_executor=threads,
                interceptors=[Guard()],
            ),
            Worker(client, task_queue=SOLVER, activities=[round_.plan], activity_executor=threads),
        )
        async with queues[0], queues[1]:
            yield
