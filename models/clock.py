"""Where the time comes from: the wall, or a rehearsal's clock that only the conductor moves. Pure."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class StandingClock:
    """Stands still until it is moved; never moves back."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, to: datetime) -> None:
        if to < self._now:
            raise ValueError("a clock does not move back")
        self._now = to
