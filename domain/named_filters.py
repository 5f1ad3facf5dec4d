"""Filters that somebody has given a name: their own, for one list, in one round or in all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from domain.refusals import Conflict, Invalid, NotFound
from models.languages import _
from models.steering_pages import NamedFilter

MOST, LONGEST_NAME, LONGEST_QUERY = 20, 60, 2_000
KEPT = timedelta(days=1)  # after it was removed


@dataclass(frozen=True)
class Place:
    """Whose filters, of which list, as they stand in which round."""

    person_id: UUID
    listing: str
    round_id: UUID


def of(db: Session, place: Place) -> list[NamedFilter]:
    """Those of this round and of all, by name."""
    found = select(NamedFilter).where(_holds(place))
    return sorted(db.scalars(found), key=lambda each: each.name.casefold())


def keep(db: Session, place: Place, name: str, query: str, *, everywhere: bool) -> NamedFilter:
    """What the list is asked for now, under this name."""
    mine = of(db, place)
    if len(mine) >= MOST:
        raise Conflict(_("You have {most} saved filters here: remove one first.", most=MOST))
    if not query or len(query) > LONGEST_QUERY:
        raise Invalid(_("Narrow the list first: then there is something to save."))
    row = NamedFilter(
        person_id=place.person_id,
        listing=place.listing,
        round_id=None if everywhere else place.round_id,
        name=_free(mine, name),
        query=query,
    )
    db.add(row)
    db.flush()
    return row


def find(db: Session, filter_id: UUID, person_id: UUID) -> NamedFilter:
    """One's own; another's is as unknown as none."""
    mine = NamedFilter.id == filter_id, NamedFilter.person_id == person_id
    row = db.scalar(select(NamedFilter).where(*mine))
    if row is None:
        raise NotFound(_("There is no such filter."))
    return row


def rename(db: Session, row: NamedFilter, name: str, *, round_id: UUID) -> None:
    """`round_id` is the round in which its reader stands."""
    place = Place(row.person_id, row.listing, round_id)
    others = [each for each in of(db, place) if each.id != row.id]
    row.earlier_name, row.name = row.name, _free(others, name)


def remove(row: NamedFilter, *, now: datetime) -> None:
    """It can be put back until the next night."""
    row.removed_at = now


def undo(row: NamedFilter) -> None:
    """Put it back, or call it as before."""
    if row.removed_at is not None:
        row.removed_at = None
    elif row.earlier_name:
        row.name, row.earlier_name = row.earlier_name, ""


def forget(db: Session, *, now: datetime) -> int:
    """Those removed a day ago; how many."""
    old = delete(NamedFilter).where(NamedFilter.removed_at <= now - KEPT)
    return len(db.scalars(old.returning(NamedFilter.id)).all())


def _free(others: list[NamedFilter], name: str) -> str:
    said = " ".join(name.split())
    if not 1 <= len(said) <= LONGEST_NAME:
        raise Invalid(_("Give it a name of at most {number} signs.", number=LONGEST_NAME))
    if said.casefold() in {each.name.casefold() for each in others}:
        raise Invalid(_("You have a filter of this name already: choose another."))
    return said


def _holds(place: Place) -> ColumnElement[bool]:
    here = or_(NamedFilter.round_id.is_(None), NamedFilter.round_id == place.round_id)
    mine = (NamedFilter.person_id == place.person_id) & (NamedFilter.listing == place.listing)
    return mine & here & NamedFilter.removed_at.is_(None)
