"""Reading every row before anything is saved: each is an entry, or a list of problems."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import ValidationError

from domain.identity_codes import holds_identity_code
from domain.spreadsheets.directory import Directory, Key
from domain.spreadsheets.entries import (
    ClosedDaysEntry,
    Entry,
    JourneyEntry,
    OrganisationEntry,
    PersonEntry,
    RoundEntry,
    TravelRateEntry,
)
from domain.spreadsheets.grids import shown
from domain.spreadsheets.problems import Place, Problem, Wrong
from domain.spreadsheets.request_entries import ApplicationEntry, HostOfferEntry, MentorOfferEntry
from domain.spreadsheets.tables import Line, Table, identity_code_at
from domain.spreadsheets.titles import COLUMNS, Sheet
from models.languages import Language, _

ENTRIES: dict[Sheet, type[Entry]] = {
    Sheet.ORGANISATIONS: OrganisationEntry,
    Sheet.CLOSED_DAYS: ClosedDaysEntry,
    Sheet.PEOPLE: PersonEntry,
    Sheet.ROUNDS: RoundEntry,
    Sheet.HOST_OFFERS: HostOfferEntry,
    Sheet.MENTOR_OFFERS: MentorOfferEntry,
    Sheet.APPLICATIONS: ApplicationEntry,
    Sheet.JOURNEYS: JourneyEntry,
    Sheet.TRAVEL_RATES: TravelRateEntry,
}


@dataclass(frozen=True)
class Examined:
    """A row that has been read; without an entry it cannot be saved."""

    sheet: Sheet
    place: Place
    entry: Entry | None = None
    problems: tuple[Problem, ...] = ()


def examine(tables: Iterable[Table], directory: Directory) -> tuple[Examined, ...]:
    """Every row in the order of saving: what others refer to comes first."""
    order = {sheet: number for number, sheet in enumerate(Sheet)}
    ordered = sorted(tables, key=lambda table: order[table.sheet])
    rows = [_row(table, line, directory) for table in ordered for line in table.lines]
    return tuple(_without_repetitions(rows))


def stand_alone(rows: Iterable[Examined], directory: Directory) -> dict[Place, Key]:
    """Rows that must be left out because a row they need is bad: where they stand, and what they miss."""
    good = {row.place: row.entry for row in rows if row.entry}
    left_out: dict[Place, Key] = {}
    while True:
        there = directory.stored | {entry.key for place, entry in good.items() if place not in left_out}
        missing = {
            place: need
            for place, entry in good.items()
            if place not in left_out
            for need in entry.needs
            if need not in there
        }
        if not missing:
            return left_out
        left_out |= missing


def _row(table: Table, line: Line, directory: Directory) -> Examined:
    cells = {column.title.key: line.cell(column) for column in table.columns}
    hidden_codes = _stray_identity_codes(table, line)
    try:
        entry = ENTRIES[table.sheet].model_validate(cells, context=directory)
    except ValidationError as error:
        return Examined(table.sheet, line.place, None, (*_problems(table, line, error), *hidden_codes))
    return Examined(table.sheet, line.place, None if hidden_codes else entry, hidden_codes)


def _problems(table: Table, line: Line, error: ValidationError) -> Iterable[Problem]:
    missing = {title.key for title in table.missing}
    order = [column.title.key for column in sorted(table.columns, key=lambda each: each.index)]
    order += [title.key for title in COLUMNS[table.sheet]]
    found = {str(each["loc"][0]): each for each in error.errors()}
    for key in sorted(found.keys() - missing, key=order.index):
        wrong = found[key].get("ctx", {}).get("error")
        if not isinstance(wrong, Wrong):
            raise error  # a field that its own reader let through: our mistake, not the sheet's
        yield Problem(_place(table, line, key), wrong.wrong, wrong.right)


def _place(table: Table, line: Line, key: str) -> Place:
    column = table.column(key)
    if column:
        return column.place(line.place)
    title = next(title for title in COLUMNS[table.sheet] if title.key == key)
    return replace(line.place, title=title.into(table.language or Language.FI))


def _stray_identity_codes(table: Table, line: Line) -> tuple[Problem, ...]:
    """In columns that are not ours; the readers of our own columns refuse theirs."""
    known = {column.index for column in table.columns}
    return tuple(
        identity_code_at(line.place, index)
        for index, cell in enumerate(line.cells)
        if index not in known and holds_identity_code(shown(cell))
    )


def _without_repetitions(rows: list[Examined]) -> Iterable[Examined]:
    seen: dict[Key, Place] = {}
    for row in rows:
        first = seen.setdefault(row.entry.key, row.place) if row.entry else row.place
        if first == row.place:
            yield row
            continue
        wrong = _("The same is already in sheet {sheet}, row {row}.", sheet=first.sheet, row=first.row)
        yield replace(row, entry=None, problems=(Problem(row.place, wrong, _("Leave one of them.")),))
