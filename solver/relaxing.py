"""Moving one limit as little as will do."""

from collections import Counter
from datetime import date

from solver.effort import Effort
from solver.limits import LEASTS, NUMBERS, Kind, Limit, Row, changed, rows_of, without
from solver.parts import Id, Part
from solver.possible import essence, is_possible
from solver.problem import Free, HostOffer, Organisation, Problem
from solver.smallest import smallest
from solver.violation import Case

CALENDARS: dict[Kind, tuple[str, ...]] = {
    "closed_days": ("organisations",),
    "offer_days": ("host_offers", "mentor_offers"),
    "own_days": ("applications",),
}


class Relaxation(Part):
    """A limit and where it moves: to a number, or to more dates and slots; a forbidden pair is allowed.

    The dates of more guests are those of one plan that needs them.
    """

    limit: Limit
    to: int | None = None
    dates: tuple[date, ...] = ()
    slots: tuple[Id, ...] = ()


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


def relaxed(problem: Problem, relaxation: Relaxation) -> Problem:
    """The problem after a limit has moved."""
    limit = relaxation.limit
    if limit.kind in CALENDARS:
        opened = {table: _opened_rows(problem, table, relaxation) for table in CALENDARS[limit.kind]}
        return problem.model_copy(update=opened)
    if limit.kind in NUMBERS:
        table, field = NUMBERS[limit.kind]
        return changed(problem, table, limit.whose, **{field: relaxation.to})
    return without(problem, (limit,))


def _opened_rows(problem: Problem, table: str, relaxation: Relaxation) -> tuple[Row, ...]:
    return tuple(
        _opened_row(row, relaxation) if row.id == relaxation.limit.whose else row
        for row in rows_of(problem, table)
    )


def _opened_row(row: Row, relaxation: Relaxation) -> Row:
    if isinstance(row, Organisation):
        closed = tuple(day for day in row.closed if day not in relaxation.dates)
        return row.model_copy(update={"closed": closed})
    free = _with_dates(row.free, relaxation.dates)
    if isinstance(row, HostOffer) or row.slots is None:
        return row.model_copy(update={"free": free})
    slots = tuple(dict.fromkeys((*row.slots, *relaxation.slots)))
    return row.model_copy(update={"free": free, "slots": slots})


def _with_dates(free: Free, dates: tuple[date, ...]) -> Free:
    if free.days is None:
        return free
    return Free(
        days=tuple(sorted({*free.days, *dates})),
        mornings=tuple(day for day in free.mornings if day not in dates),
        afternoons=tuple(day for day in free.afternoons if day not in dates),
    )
