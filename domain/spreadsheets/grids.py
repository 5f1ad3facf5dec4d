"""A file as it was found: sheets of raw cells, before anything is understood."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.spreadsheets.problems import Problem

Raw = str | int | float | bool | datetime | date | time | None

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_BYTES = 20_000_000
NOT_COMPUTED = "#NOT-COMPUTED!"  # a formula whose value no spreadsheet program has saved


@dataclass(frozen=True)
class Grid:
    """One sheet; row 1 and column 1 of the spreadsheet stand first in `rows`."""

    file: str
    sheet: str
    rows: tuple[tuple[Raw, ...], ...]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()  # counted from 0

    @property
    def is_empty(self) -> bool:
        return not any(is_filled(cell) for row in self.rows for cell in row)


@dataclass(frozen=True)
class Workbook:
    """One file: its sheets, or why it could not be read."""

    file: str
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()


def is_filled(cell: Raw) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def shown(cell: Raw) -> str:
    """A raw cell as text: whole numbers without decimals, dates as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)
