"""What an action's failure tells whoever asked for it: a code, and never a workflow that hangs on it."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

P = ParamSpec("P")
R = TypeVar("R")


def guarded(handler: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Any other exception than a failure would fail the task of the workflow again and again."""

    @wraps(handler)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await handler(*args, **kwargs)
        except FailureError:
            raise
        except Exception as mistake:
            workflow.logger.error("an action failed: %s", type(mistake).__name__)
            raise ApplicationError("mistake", type=type(mistake).__name__, non_retryable=True) from None

    return answer


def no(code: str) -> Any:
    """A validator's no: the action leaves no trace in the history."""
    raise ApplicationError(code, type="refusal", non_retryable=True)
