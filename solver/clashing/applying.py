"""The problem after a remedy."""

from datetime import date

from solver.clashing.limits import NUMBERS, Kind, Row, changed, rows_of, without
from solver.findings import Relaxation, Remedy
from solver.problem import Free, HostOffer, Organisation, Problem

CALENDARS: dict[Kind, tuple[str, ...]] = {
    "closed_days": ("organisations",),
    "offer_days": ("host_offers", "mentor_offers"),
    "own_days": ("applications",),
}


def remedied(problem: Problem, remedy: Remedy) -> Problem:
    """The problem after a remedy."""
    locked = tuple(one for one in problem.locked if one != remedy.unlock)
    companions = tuple(one for one in problem.companions if one != remedy.part)
    problem = problem.model_copy(update={"locked": locked, "companions": companions})
    for relaxation in remedy.relax:
        problem = relaxed(problem, relaxation)
    return problem


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
