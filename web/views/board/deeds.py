"""Which question to the solver a change means; none where people say it of themselves."""

from collections.abc import Callable, Mapping
from uuid import UUID

from models.what_ifs import AnyChange, MoreDays, OtherCapacity, OtherGuests
from solver.changes import Change, Kind


def change_of(change: Change) -> AnyChange | None:
    make = CHANGES.get(change.kind)
    return make(change) if make else None


def _most(change: Change) -> AnyChange:
    return OtherCapacity(offer_id=UUID(change.whose), most=change.to or 1)


def _guests(change: Change) -> AnyChange:
    return OtherGuests(offer_id=UUID(change.whose), guests_per_day=change.to or 1)


def _days(change: Change) -> AnyChange:
    held = [each.date for each in change.days]
    return MoreDays(offer_id=UUID(change.whose), first_day=min(held), last_day=max(held))


CHANGES: Mapping[Kind, Callable[[Change], AnyChange]] = {
    Kind.MOST: _most,
    Kind.GUESTS_PER_DAY: _guests,
    Kind.OFFER_DAYS: _days,
}
