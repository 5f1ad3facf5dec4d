"""Opening files that people send: size first, then form, never trusting either."""

from collections.abc import Iterable
from pathlib import Path

from domain.spreadsheets.excel_files import read_excel
from domain.spreadsheets.grids import MOST_BYTES, Workbook
from domain.spreadsheets.problems import Place, Problem, Wrong
from domain.spreadsheets.text_files import read_text
from models.languages import _

READERS = {".xlsx": read_excel, ".xlsm": read_excel, ".csv": read_text, ".tsv": read_text, ".txt": read_text}


def open_books(paths: Iterable[Path]) -> tuple[Workbook, ...]:
    """Every file, and every readable file of a folder in the order of names."""
    return tuple(_read_file(path) for given in paths for path in _files(given))


def read(file: str, octets: bytes) -> Workbook:
    """A file by its name and content; one that cannot be read becomes a problem, never an exception."""
    reader = READERS.get(Path(file).suffix.lower())
    if reader is None:
        right = _("Save it as .xlsx or .csv.")
        return _unreadable(file, Wrong(_("This kind of file cannot be read."), right))
    if len(octets) > MOST_BYTES:
        return _unreadable(file, _too_big())
    try:
        return Workbook(file, reader(file, octets))
    except Wrong as wrong:
        return _unreadable(file, wrong)


def _files(given: Path) -> list[Path]:
    if not given.is_dir():
        return [given]
    return sorted(path for path in given.iterdir() if path.suffix.lower() in READERS)


def _read_file(path: Path) -> Workbook:
    if path.stat().st_size > MOST_BYTES:
        return _unreadable(path.name, _too_big())
    return read(path.name, path.read_bytes())


def _too_big() -> Wrong:
    return Wrong(
        _("The file is larger than {megabytes} MB.", megabytes=MOST_BYTES // 1_000_000),
        _("Split it into several files."),
    )


def _unreadable(file: str, wrong: Wrong) -> Workbook:
    return Workbook(file, problems=(Problem(Place(file), wrong.wrong, wrong.right),))
