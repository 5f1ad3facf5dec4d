"""The reader's named filters above a list."""

from uuid import UUID

from domain import named_filters
from domain.refusals import NotFound
from models.record import Record
from models.rounds import Round
from models.steering_pages import NamedFilter
from web.views.reading import Reading


class NamedRow(Record):
    id: UUID
    name: str
    query: str
    is_everywhere: bool
    is_current: bool


class Undo(Record):
    """One that has just been removed or renamed; `earlier` is empty where it was removed."""

    id: UUID
    name: str
    earlier: str


class NamedFilters(Record):
    rows: tuple[NamedRow, ...]
    undo: Undo | None

    @property
    def is_named(self) -> bool:
        """Whether what the address asks for has a name already."""
        return any(each.is_current for each in self.rows)


def named(seen: Reading, round_: Round, table: str, query: str, changed: UUID | None) -> NamedFilters:
    place = named_filters.Place(seen.actor.person_id, table, round_.id)
    rows = tuple(
        NamedRow(
            id=each.id,
            name=each.name,
            query=each.query,
            is_everywhere=each.round_id is None,
            is_current=each.query == query,
        )
        for each in named_filters.of(seen.db, place)
    )
    return NamedFilters(rows=rows, undo=_undo(seen, changed) if changed else None)


def _undo(seen: Reading, filter_id: UUID) -> Undo | None:
    try:
        row = named_filters.find(seen.db, filter_id, seen.actor.person_id)
    except NotFound:
        return None
    return _of(row) if row.removed_at or row.earlier_name else None


def _of(row: NamedFilter) -> Undo:
    return Undo(id=row.id, name=row.name, earlier="" if row.removed_at else row.earlier_name)
