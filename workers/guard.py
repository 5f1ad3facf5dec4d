"""What a step's failure tells Temporal: a code and a log id, never a sentence, address or parameter."""

import logging
from typing import Any
from uuid import uuid4

from temporalio.exceptions import ApplicationError, CancelledError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from domain.refusals import Refusal
from workflows.names import REFUSAL

log = logging.getLogger("vaihto.steps")


class Guard(Interceptor):
    """Catches every failure of a step: the log keeps it whole, the history only its kind."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return GuardedStep(next)


class GuardedStep(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002
        try:
            return await self.next.execute_activity(input)
        except (ApplicationError, CancelledError):
            raise
        except Refusal as refusal:
            raise ApplicationError(refusal.code, type=REFUSAL, non_retryable=True) from None
        except Exception as failure:
            log_id = uuid4().hex[:12]
            log.exception("step failed, log id %s", log_id)
            raise ApplicationError(f"log id {log_id}", type=type(failure).__name__) from None
