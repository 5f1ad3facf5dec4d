"""Signs of life from every step that lasts: when its worker is killed, another takes over within seconds."""

import asyncio
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

BEAT_SECONDS = 2.0


class Pulse(Interceptor):
    """For steps that send no heartbeat of their own; a short one ends before the first beat."""

    def __init__(self, *, seconds: float = BEAT_SECONDS) -> None:
        self.seconds = seconds

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return LivingStep(next, seconds=self.seconds)


class LivingStep(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, *, seconds: float) -> None:  # noqa: A002
        super().__init__(next)
        self.seconds = seconds

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002
        if activity.info().is_local:
            return await self.next.execute_activity(input)
        beating = asyncio.create_task(_beat(self.seconds))
        try:
            return await self.next.execute_activity(input)
        finally:
            beating.cancel()


async def _beat(seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        # A threaded step's heartbeat waits for the event loop: called on the loop it would wait for itself.
        await asyncio.to_thread(activity.heartbeat)
