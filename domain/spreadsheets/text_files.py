"""Reading .csv: whatever encoding and delimiter the exporting program chose."""

import csv
import re
from io import StringIO
from pathlib import Path

from domain.spreadsheets.grids import MOST_COLUMNS, MOST_ROWS, Grid
from domain.spreadsheets.problems import Wrong
from models.languages import _

DELIMITERS = ";,\t"
NAMED_DELIMITER = re.compile(r"^\"?sep=(.)\"?\r?\n", re.IGNORECASE)


def read_text(file: str, octets: bytes) -> tuple[Grid, ...]:
    text = decoded(octets)
    named = NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else likely_delimiter(text)
    rows = _rows(text[named.end() :] if named else text, delimiter)
    first: tuple[tuple[str, ...], ...] = ((),) if named else ()  # keep counting rows as the file does
    return (Grid(file, Path(file).stem, first + rows),)


def decoded(octets: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", errors="replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as_windows(octets)


def likely_delimiter(text: str) -> str:
    """The one that stands most often outside quotes on the first line that has any."""
    for line in text.splitlines()[:50]:
        bare = re.sub(r'"[^"]*"', "", line)
        best = max(DELIMITERS, key=bare.count)
        if best in bare:
            return best
    return ";"


def _as_windows(octets: bytes) -> str:
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        right = _("Save it as CSV UTF-8.")
        raise Wrong(_("The letters of the file cannot be read."), right) from None


def _rows(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise too_long()
            rows.append(tuple(cell.replace("\r\n", "\n") for cell in row))
    except csv.Error:
        raise Wrong(_("The file is not a proper CSV file."), _("Save it again as CSV UTF-8.")) from None
    return tuple(rows)


def too_long() -> Wrong:
    return Wrong(
        _("A sheet has more than {rows} rows or {columns} columns.", rows=MOST_ROWS, columns=MOST_COLUMNS),
        _("Delete the empty rows and columns at its end, or split it."),
    )
