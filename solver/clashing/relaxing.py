"""Moving one limit as little as will do."""

from collections import Counter
from datetime import date

from solver.clashing.applying import CALENDARS, relaxed
from solver.clashing.limits import LEASTS, NUMBERS, Limit
from solver.clashing.possible import essence, is_possible
from solver.clashing.smallest import smallest
from solver.effort import Effort
from solver.findings import Relaxation
from solver.problem import Problem
from solver.violation import Case


def least(problem: Problem, limit: Limit, effort: Effort) -> Relaxation:
    """The smallest move of a limit that makes the problem possible, which it is without the limit."""
    if limit.kind in NUMBERS:
        moved = Relaxation(limit=limit, to=_number(problem, limit, effort))
        return moved.model_copy(update={"dates": _crowded(relaxed(problem, moved), limit, effort)})
    if limit.kind not in CALENDARS:
        return Relaxation(limit=limit)
    times: tuple[date | str, ...] = (*(day.date for day in problem.days), *(one.id for one in problem.slots))
    needed = smallest(times, lambda part: is_possible(relaxed(problem, _opened(limit, part)), effort))
    return _opened(limit, needed)


def _opened(limit: Limit, times: tuple[date | str, ...]) -> Relaxation:
    return Relaxation(
        limit=limit,
        dates=tuple(one for one in times if isinstance(one, date)),
        slots=tuple(one for one in times if isinstance(one, str)),
    )


def _number(problem: Problem, limit: Limit, effort: Effort) -> int:
    """Ever larger steps until it is possible, then halving."""
    sign = -1 if limit.kind in LEASTS else 1
    now = limit.now or 0
    low, high = 0, 1
    while not _is_enough(problem, limit, now + sign * high, effort):
        low, high = high, min(2 * high + 1, now) if sign < 0 else 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        if _is_enough(problem, limit, now + sign * middle, effort):
            high = middle
        else:
            low = middle
    return now + sign * high


def _is_enough(problem: Problem, limit: Limit, to: int, effort: Effort) -> bool:
    return is_possible(relaxed(problem, Relaxation(limit=limit, to=to)), effort)


def _crowded(problem: Problem, limit: Limit, effort: Effort) -> tuple[date, ...]:
    """The dates of a plan on which there are more guests than there could be."""
    if limit.kind not in ("host_guests", "organisation_guests"):
        return ()
    part = essence(problem)
    guests = Counter(
        half
        for served in Case(part, effort.solve(part)).served
        for offer, held in served.hosted
        for half in held
        if limit.whose == (offer.id if limit.kind == "host_guests" else offer.organisation)
    )
    crowded = {day for (day, _), number in guests.items() if number > (limit.now or 0)}
    return tuple(sorted(crowded))
