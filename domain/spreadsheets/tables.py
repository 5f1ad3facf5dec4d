"""Understanding a sheet: what it holds, where its titles stand, which column is which."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from domain.identity_codes import holds_identity_code
from domain.spreadsheets.cells import identity_code_found
from domain.spreadsheets.grids import Grid, Raw, Workbook, is_filled, shown
from domain.spreadsheets.problems import Place, Problem
from domain.spreadsheets.titles import COLUMNS, SHEET_TITLES, SHEETS, Sheet, Title
from models.languages import Language, _

TITLE_ROWS = 20  # titles stand among the first rows, under a heading perhaps


@dataclass(frozen=True)
class Column:
    title: Title
    index: int
    written: str

    def place(self, of: Place) -> Place:
        return Place(of.file, of.sheet, of.row, get_column_letter(self.index + 1), self.written)


@dataclass(frozen=True)
class Line:
    """One filled row under the titles."""

    place: Place
    cells: tuple[Raw, ...]

    def cell(self, column: Column) -> Raw:
        return self.cells[column.index] if column.index < len(self.cells) else None


@dataclass(frozen=True)
class Table:
    """A sheet that has been understood."""

    sheet: Sheet
    titles_at: Place
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    language: Language | None
    problems: tuple[Problem, ...]

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.title.key == key), None)

    @property
    def missing(self) -> tuple[Title, ...]:
        """Titles of columns that must be there and are not."""
        return tuple(title for title in COLUMNS[self.sheet] if title.is_needed and not self.column(title.key))


def understand(workbook: Workbook) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    tables: list[Table] = []
    problems = list(workbook.problems)
    for grid in workbook.grids:
        only = len(workbook.grids) == 1
        by_name = _sheet_named(grid.sheet) or (_sheet_named(grid.file) if only else None)
        sheet = by_name or _sheet_with_titles(grid)
        if sheet is None or sheet is Sheet.NOTES:
            problems += _identity_codes(grid, grid.rows)
        if sheet is None:
            problems += [] if grid.is_hidden or grid.is_empty else [_unknown_sheet(grid)]
        elif sheet is not Sheet.NOTES and not grid.is_empty:
            table = _table(grid, sheet)
            tables.append(table)
            problems += table.problems
    return tuple(tables), tuple(problems)


def folded(text: str) -> str:
    """A title without case, accents, brackets, punctuation and spacing."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = re.sub(r"\(.*?\)|[\u0300-\u036f]", lambda found: " " if found[0][0] == "(" else "", letters)
    return " ".join(re.sub(r"[^\w]|_", " ", bare).split())


def _sheet_named(name: str) -> Sheet | None:
    """By the longest sheet name inside: "02 Henkilöt 2027", "organisations.csv"."""
    found = [
        (len(folded(spelling)), title.key)
        for title in SHEETS
        for spelling, _language in title.spellings
        if re.search(rf"\b{re.escape(folded(spelling))}\b", re.sub(r"\d+", " ", folded(name)))
    ]
    return Sheet(max(found)[1]) if found else None


def _sheet_with_titles(grid: Grid) -> Sheet | None:
    """The sheet most of whose columns are here, if at least three are."""
    scores = {sheet: len(_best_row(grid, sheet)[1]) for sheet in COLUMNS}
    best = max(scores, key=lambda sheet: (scores[sheet], -len(COLUMNS[sheet])))
    return best if scores[best] >= 3 else None


def _best_row(grid: Grid, sheet: Sheet) -> tuple[int, dict[int, Title]]:
    """The first row with the most titles of the sheet, and which they are."""
    known = _spellings(sheet)
    rows = [
        {index: known[folded(shown(cell))] for index, cell in enumerate(row) if folded(shown(cell)) in known}
        for row in grid.rows[:TITLE_ROWS]
    ]
    number = max(range(len(rows)), key=lambda each: (len(rows[each]), -each)) if rows else 0
    return number, rows[number] if rows else {}


def _spellings(sheet: Sheet) -> dict[str, Title]:
    return {folded(text): title for title in reversed(COLUMNS[sheet]) for text, _language in title.spellings}


def _table(grid: Grid, sheet: Sheet) -> Table:
    number, found = _best_row(grid, sheet)
    titles_at = Place(grid.file, grid.sheet, number + 1)
    row = grid.rows[number]
    columns = tuple(Column(title, index, shown(row[index])) for index, title in found.items())
    kept = tuple({column.title: column for column in reversed(columns)}.values())[::-1]
    lines = tuple(
        Line(Place(grid.file, grid.sheet, index + 1), cells)
        for index, cells in enumerate(grid.rows)
        if index > number and any(map(is_filled, cells))
    )
    table = Table(sheet, titles_at, kept, lines, _language(columns), ())
    codes = _identity_codes(grid, grid.rows[: number + 1])
    problems = (*_missing(table), *_repeated(columns, titles_at), *_unknown(grid, table), *codes)
    return Table(sheet, titles_at, kept, lines, table.language, problems)


def _language(columns: tuple[Column, ...]) -> Language | None:
    """The language of most titles; some are spelt alike in several, and vote for each."""
    votes = [
        language
        for column in columns
        for text, language in column.title.spellings
        if folded(text) == folded(column.written)
    ]
    return max(Language, key=votes.count) if votes else None


def _missing(table: Table) -> list[Problem]:
    language = table.language or Language.FI
    return [
        Problem(
            table.titles_at,
            _("The column {title} is missing.", title=f"“{title.into(language)}”"),
            _("Add it, or leave the sheet out."),
        )
        for title in table.missing
    ]


def _repeated(columns: tuple[Column, ...], at: Place) -> list[Problem]:
    return [
        Problem(
            column.place(at),
            _("The column stands twice: {first} has the same title.", first=first.place(at).column),
            _("Leave one of them."),
        )
        for number, column in enumerate(columns)
        for first in columns[:number]
        if first.title == column.title
    ][: len(columns)]


def _unknown(grid: Grid, table: Table) -> list[Problem]:
    """Columns that hold something and mean nothing to us; hidden ones are their keeper's own matter."""
    row = grid.rows[table.titles_at.row - 1] if table.titles_at.row else ()
    known = _spellings(table.sheet)
    width = max((len(cells) for cells in grid.rows), default=0)
    titles = {index: shown(row[index]) if index < len(row) else "" for index in range(width)}
    return [
        _unknown_column(table, index, written)
        for index, written in titles.items()
        if folded(written) not in known
        and not holds_identity_code(written)
        and index not in grid.hidden_columns
        and (written or any(is_filled(line.cells[index]) for line in table.lines if index < len(line.cells)))
    ]


def _unknown_column(table: Table, index: int, written: str) -> Problem:
    at = table.titles_at
    place = Place(at.file, at.sheet, at.row, get_column_letter(index + 1), written)
    if not written:
        return Problem(place, _("The column has no title."), _("Give it a title, or empty it."))
    titles = {
        folded(text): text
        for title in COLUMNS[table.sheet]
        for text, language in title.spellings
        if language in (table.language, None)
    }
    near = get_close_matches(folded(written), titles, n=1, cutoff=0.6)
    right = (
        _("Did you mean {title}?", title=f"“{titles[near[0]]}”")
        if near
        else _("Remove the column, or hide it if it is your own note.")
    )
    return Problem(place, _("The column {title} is not known.", title=f"“{written}”"), right)


def _identity_codes(grid: Grid, rows: tuple[tuple[Raw, ...], ...]) -> list[Problem]:
    """Outside the rows that are read cell by cell."""
    return [
        identity_code_at(Place(grid.file, grid.sheet, number), index)
        for number, row in enumerate(rows, start=1)
        for index, cell in enumerate(row)
        if holds_identity_code(shown(cell))
    ]


def identity_code_at(row: Place, index: int) -> Problem:
    place = Place(row.file, row.sheet, row.row, get_column_letter(index + 1))
    wrong = identity_code_found()
    return Problem(place, wrong.wrong, wrong.right)


def _unknown_sheet(grid: Grid) -> Problem:
    names = ", ".join(title.fi for title in SHEET_TITLES.values())
    return Problem(
        Place(grid.file, grid.sheet),
        _("The sheet is not known, neither by its name nor by its titles."),
        _("Name it as one of these: {names}.", names=names),
    )
