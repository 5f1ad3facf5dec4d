"""Limits that can stand in the way of locks: which there are, and the problem without some of them."""

from collections.abc import Iterable, Iterator
from typing import Literal

from solver.clashing.persons import all_offers, apart, busy_persons
from solver.parts import Id, Part
from solver.problem import Application, Free, HostOffer, MentorOffer, Organisation, Problem

Number = Literal[
    "organisation_guests",
    "host_guests",
    "most_stays",
    "least_stays",
    "most_mentees",
    "least_mentees",
    "session_mentees",
    "travel_budget",
    "own_minutes",
    "own_cost",
]
Calendar = Literal["closed_days", "offer_days", "own_days"]
Kind = Number | Calendar | Literal["two_places", "forbidden"]
Row = Application | HostOffer | MentorOffer | Organisation

NUMBERS: dict[Number, tuple[str, str]] = {
    "organisation_guests": ("organisations", "guests_per_day"),
    "host_guests": ("host_offers", "guests_per_day"),
    "most_stays": ("host_offers", "most_stays"),
    "least_stays": ("host_offers", "least_stays"),
    "most_mentees": ("mentor_offers", "most_mentees"),
    "least_mentees": ("mentor_offers", "least_mentees"),
    "session_mentees": ("mentor_offers", "mentees_per_session"),
    "travel_budget": ("organisations", "travel_budget"),
    "own_minutes": ("applications", "max_minutes"),
    "own_cost": ("applications", "max_cost"),
}
LEASTS: tuple[Kind, ...] = ("least_stays", "least_mentees")
OPEN_ENDED: tuple[Kind, ...] = ("organisation_guests", "travel_budget", "own_minutes", "own_cost")


class Limit(Part):
    """One limit by its kind, and whose it is: an organisation, an offer, an application or a person."""

    kind: Kind
    whose: Id
    offer: Id | None = None  # the other of a forbidden pair
    now: int | None = None  # of a number


def limits(problem: Problem) -> tuple[Limit, ...]:
    """Every limit that is set: numbers first, then calendars, persons and forbidden pairs."""
    return (
        *_numbers(problem),
        *_calendars(problem),
        *(Limit(kind="two_places", whose=person) for person in busy_persons(problem)),
        *_forbidden(problem),
    )


def _numbers(problem: Problem) -> Iterator[Limit]:
    for kind, (table, field) in NUMBERS.items():
        for row in rows_of(problem, table):
            now: int | None = getattr(row, field)
            if now is not None and not (kind in LEASTS and now <= 1):
                yield Limit(kind=kind, whose=row.id, now=now)


def _calendars(problem: Problem) -> Iterator[Limit]:
    yield from (Limit(kind="closed_days", whose=one.id) for one in problem.organisations if one.closed)
    offers = all_offers(problem)
    yield from (Limit(kind="offer_days", whose=one.id) for one in offers if _has_calendar(one))
    yield from (Limit(kind="own_days", whose=one.id) for one in problem.applications if _has_calendar(one))


def _forbidden(problem: Problem) -> Iterator[Limit]:
    """Pairs of two persons; nobody could be their own host anyway."""
    guest = {one.id: one.person for one in problem.applications}
    host = {one.id: one.person for one in all_offers(problem)}
    for pair in problem.forbidden:
        if guest[pair.application] != host[pair.offer]:
            yield Limit(kind="forbidden", whose=pair.application, offer=pair.offer)


def _has_calendar(row: Application | HostOffer | MentorOffer) -> bool:
    return row.free.days is not None or (not isinstance(row, HostOffer) and row.slots is not None)


def rows_of(problem: Problem, table: str) -> tuple[Row, ...]:
    """The rows of one of the tables in which limits stand."""
    rows: tuple[Row, ...] = getattr(problem, table)
    return rows


def without(problem: Problem, lifted: Iterable[Limit]) -> Problem:
    """The problem with these limits lifted."""
    for limit in lifted:
        problem = _without(problem, limit)
    return problem


def _without(problem: Problem, limit: Limit) -> Problem:
    match limit.kind:
        case "two_places":
            return apart(problem, limit.whose)
        case "forbidden":
            pair = (limit.whose, limit.offer)
            kept = (one for one in problem.forbidden if (one.application, one.offer) != pair)
            return problem.model_copy(update={"forbidden": tuple(kept)})
        case "closed_days":
            return changed(problem, "organisations", limit.whose, closed=())
        case "offer_days":
            problem = changed(problem, "host_offers", limit.whose, free=Free())
            return changed(problem, "mentor_offers", limit.whose, free=Free(), slots=None)
        case "own_days":
            return changed(problem, "applications", limit.whose, free=Free(), slots=None)
        case kind:
            table, field = NUMBERS[kind]
            return changed(problem, table, limit.whose, **{field: _enough(problem, limit)})


def _enough(problem: Problem, limit: Limit) -> int | None:
    if limit.kind in OPEN_ENDED:
        return None
    return 0 if limit.kind in LEASTS else max(limit.now or 0, len(problem.applications))


def changed(problem: Problem, table: str, whose: str, **fields: object) -> Problem:
    """The problem with other values in one row; a table without such a row stays as it is."""
    rows = (row.model_copy(update=fields) if row.id == whose else row for row in rows_of(problem, table))
    return problem.model_copy(update={table: tuple(rows)})
