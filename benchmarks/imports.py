"""Taking the shipped workbook in, beside openpyxl that only reads the cells of the same file.

Ours reads, checks every row, and saves to SQLite; bare openpyxl is the least that anybody pays.
"""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import openpyxl

from benchmarks.shipped import MADE
from benchmarks.tables import Table
from domain.spreadsheets.loading import Loaded, load
from domain.spreadsheets.reading import open_books
from migrations.upgrade import upgrade
from models.database import Database

TIMES = 3


def table() -> Table:
    """The best of three of each, so that a busy machine does not speak."""
    with as_file(files("samples").joinpath("councils-2027", "councils-2027.xlsx")) as file:
        bare = min(_seconds(lambda: _cells(file)) for _ in range(TIMES))
        reading = min(_seconds(lambda: open_books([file])) for _ in range(TIMES))
        timed = [_imported(file) for _ in range(TIMES)]
    rows, whole = timed[0][0], min(seconds for _rows, seconds in timed)
    ways = {"bare openpyxl": bare, "open_books": reading, "import": whole}
    return Table(
        title=f"Importing councils-2027.xlsx, {rows} rows",
        head=("what", "seconds", "rows per second", "seconds ×"),
        rows=tuple(
            (name, f"{seconds:.2f}", f"{rows / seconds:.0f}", f"{seconds / bare:.1f}")
            for name, seconds in ways.items()
        ),
    )


def _cells(file: Path) -> int:
    book = openpyxl.load_workbook(file, read_only=True)
    return sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))


def _imported(file: Path) -> tuple[int, float]:
    """Rows that were saved, and the seconds from the file to the commit."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'import.sqlite'}")
        upgrade(database)
        began = perf_counter()
        loaded = _load(database, file)
        seconds = perf_counter() - began
        database.close()
    return sum(count.added for count in loaded.counts), seconds


def _load(database: Database, file: Path) -> Loaded:
    with database.change() as db:
        return load(db, open_books([file]), now=MADE)


def _seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began
