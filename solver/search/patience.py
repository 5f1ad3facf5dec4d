"""How long the stages of a search may take: counts of steps, or shares of a time limit.

Counts give the same plan for the same input on any machine. With a time limit alone the last stage goes on
until it is over, and cools as the time passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from solver.bound.prices import Pace
from solver.exact.engine import Limits, Watcher

STEPS = 1_000_000  # of each chain, if nothing else is said
LEAST = 0.1  # of the steps for prices that are taken however few steps are wished
ALWAYS = 2**40  # steps in which a search cools whose end is told by the clock


@dataclass
class Patience:
    """Counts down for one search; `ends` is when the stage that runs is over, in seconds of the watcher."""

    limits: Limits
    watcher: Watcher
    ends: float | None = None
    counted_at: float = 0.0
    seconds_each: float = 0.0  # of the last steps

    def __post_init__(self) -> None:
        self.ends = self.limits.wall

    @property
    def steps(self) -> int:
        """How many steps each chain takes where steps are counted."""
        return self.limits.iterations or STEPS

    @property
    def is_timed(self) -> bool:
        """Whether the clock alone says when it is enough."""
        return self.limits.iterations is None and self.limits.wall is not None

    def allow(self, share: float) -> None:
        """The next stage may take so much of the time that is left."""
        if self.limits.wall is not None:
            self.ends = self.watcher.passed + max(0.0, self.limits.wall - self.watcher.passed) * share

    @property
    def is_over(self) -> bool:
        """Whether the stage has to end, by the clock or because somebody says stop."""
        return (self.ends is not None and self.watcher.passed > self.ends) or self.watcher.ask_stop()

    def count(self, steps: int) -> None:
        """Note how long steps take; the time since the last ones is theirs."""
        now = self.watcher.passed
        self.seconds_each, self.counted_at = (now - self.counted_at) / steps, now

    def has_time_for(self, steps: int) -> bool:
        """Whether so many steps are possible before the time is over."""
        left = (self.limits.wall or 0.0) - self.watcher.passed
        return self.seconds_each * steps <= left

    def prices(self, pace: Pace, steps: int) -> tuple[Pace, int]:
        """How to look for prices if all other steps are few."""
        share = min(1.0, max(LEAST, self.steps / STEPS))
        return replace(pace, halved_after=pace.halved_after * share), max(min(1, steps), round(steps * share))

    def counted(self, steps: int, each: int) -> Iterator[tuple[int, int]]:
        """So many steps, in slices."""
        for begin in range(0, steps, each):
            yield begin, min(begin + each, steps)

    def timed(self, each: int) -> Iterator[tuple[int, int]]:
        """Slices of so many steps for as long as the stage lasts, numbered by the share that has passed."""
        began, ends = self.watcher.passed, self.ends or 0.0
        while (now := self.watcher.passed) < ends:
            begin = int(ALWAYS * (now - began) / (ends - began))
            yield begin, begin + each
