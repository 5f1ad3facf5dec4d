"""How long a step may take and how often it is tried: one table."""

from dataclasses import dataclass
from datetime import timedelta

from temporalio.common import RetryPolicy

from workflows.names import REFUSAL

with_backoff = RetryPolicy(
    initial_interval=timedelta(milliseconds=500),
    maximum_interval=timedelta(minutes=5),
    non_retryable_error_types=[REFUSAL],
)
once = RetryPolicy(maximum_attempts=1)
AT_HAND = timedelta(seconds=5)  # a light step that takes longer is given to the queue, where it can be seen


@dataclass(frozen=True)
class Patience:
    """One attempt's time, and how long it may be silent before its worker counts as dead."""

    attempt: timedelta
    sign_of_life: timedelta


LIGHT = Patience(attempt=timedelta(seconds=60), sign_of_life=timedelta(seconds=10))
PUBLISHING = Patience(attempt=timedelta(minutes=10), sign_of_life=timedelta(seconds=10))
SOLVING = Patience(attempt=timedelta(minutes=20), sign_of_life=timedelta(seconds=10))
