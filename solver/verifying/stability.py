"""What a change against the previous pairing costs, for the verifier."""

from dataclasses import dataclass
from datetime import date

from solver.objective import ChangeCosts
from solver.problem import Previous, Problem


@dataclass(frozen=True)
class Memory:
    """What an application had before; `begins` are the first halves of the old blocks, if it was a stay."""

    before: Previous
    points: int  # for each unit of change
    begins: tuple[int, ...] | None


@dataclass(frozen=True)
class When:
    """A time with the same first host as before; the days themselves are known only with `begins`."""

    second: str | None
    slot: str | None = None
    day: date | None = None
    begins: tuple[int, ...] | None = None


def points_of(problem: Problem, before: Previous) -> int:
    """What one unit of change costs, in points."""
    times = problem.objective.change_costs.confirmed_times if before.confirmed else 1
    return times * problem.objective.weights.stability


def change(costs: ChangeCosts, memory: Memory, when: When) -> int:
    """Nothing if all is as before, else the days between the old beginning and the new."""
    if not _moved(memory, when):
        return 0
    old = [day.date for day in memory.before.days]
    old += [memory.before.first] if memory.before.first else []
    passed = abs((when.day - min(old)).days) if old and when.day else 0
    return costs.day + min(costs.farthest, passed)


def _moved(memory: Memory, when: When) -> bool:
    before = memory.before
    first = when.day if when.slot is not None else None
    return (
        before.second != when.second
        or (bool(before.days) and (memory.begins is None or memory.begins != when.begins))
        or (before.slot is not None and before.slot != when.slot)
        or (before.first is not None and before.first != first)
    )
