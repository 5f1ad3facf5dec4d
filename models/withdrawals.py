"""Why people cancel."""

from enum import StrEnum


class Withdrawal(StrEnum):
    """Why one side cancels what was agreed, as they choose to say it."""

    WORK = "work"
    PERSONAL = "personal"
    TRAVEL = "travel"  # no way to get there, or no money for it
    NOT_NEEDED = "not_needed"
    OTHER = "other"
