"""Who can when: availability rows as the solver's free days."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.applications import Endorsement
from models.offers import Availability
from models.states import Half
from models.timeline import days as every_day
from models.timeline import iso_week
from solver import problem as p

Halves = dict[date, set[Half]]
NOBODY: Mapping[UUID, Halves] = MappingProxyType({})


def freedom(
    db: Session,
    window: tuple[date, ...],
    *,
    busy: Mapping[UUID, Halves] = NOBODY,
    of: Collection[UUID] | None = None,
) -> dict[UUID, p.Free]:
    """Who can when: all days, or only the named ones, less those on which they cannot or are busy.

    `of` are the applications and offers that are asked about, if not all.
    """
    rows: dict[UUID, list[Availability]] = defaultdict(list)
    asked = select(Availability)
    if of is not None:
        asked = asked.where(Availability.application_id.in_(of) | Availability.offer_id.in_(of))
    for row in db.scalars(asked):
        rows[row.application_id or row.offer_id or row.id].append(row)
    weeks = _weeks_that_do_not_suit(db)
    found: dict[UUID, p.Free] = defaultdict(p.Free)
    for owner in {**rows, **busy, **weeks}:
        its = rows[owner]
        can = _halves(row for row in its if row.can) or {day: set(Half) for day in window}
        cannot = _halves(row for row in its if not row.can)
        taken = busy.get(owner, {}) | {day: set(Half) for day in window if iso_week(day) in weeks[owner]}
        found[owner] = _free(
            {day: can.get(day, set()) - cannot.get(day, set()) - taken.get(day, set()) for day in window}
        )
    return found


def _weeks_that_do_not_suit(db: Session) -> dict[UUID, frozenset[str]]:
    """By what supervisors have said yes to; only applications are looked up, offers have none."""
    found = select(Endorsement.application_id, Endorsement.conditions)
    rows = db.execute(found.where(Endorsement.conditions.is_not(None)))
    return defaultdict(frozenset, {id_: frozenset(limits.weeks) for id_, limits in rows if limits})


def _halves(rows: Iterable[Availability]) -> Halves:
    halves: Halves = defaultdict(set)
    for row in rows:
        for day in every_day(row.first_day, row.last_day):
            halves[day] |= {row.half} if row.half else set(Half)
    return halves


def _free(halves: Halves) -> p.Free:
    return p.Free(
        days=tuple(day for day, its in halves.items() if len(its) == 2),
        mornings=tuple(day for day, its in halves.items() if its == {Half.MORNING}),
        afternoons=tuple(day for day, its in halves.items() if its == {Half.AFTERNOON}),
    )


def starting(free: p.Free, earliest: date, window: tuple[date, ...]) -> p.Free:
    """The part of it that lies on or after the earliest day."""
    days = window if free.days is None else free.days
    return p.Free(
        days=tuple(day for day in days if day >= earliest),
        mornings=tuple(day for day in free.mornings if day >= earliest),
        afternoons=tuple(day for day in free.afternoons if day >= earliest),
    )


def also(free: p.Free, halves: Halves, window: tuple[date, ...]) -> p.Free:
    """The same, and these halves besides."""
    if free.days is None or not halves:
        return free
    said: Halves = {day: set(Half) for day in free.days}
    said |= {day: {Half.MORNING} for day in free.mornings} | {
        day: {Half.AFTERNOON} for day in free.afternoons
    }
    return _free({day: said.get(day, set()) | halves.get(day, set()) for day in window})
