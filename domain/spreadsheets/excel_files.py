"""Reading .xlsx: values as they were last computed, merged cells filled downwards, hostile files refused.

Sheets are streamed: openpyxl's ordinary mode unfolds merged areas and links cell by cell, without a limit.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from domain.spreadsheets.grids import MOST_COLUMNS, MOST_ROWS, NOT_COMPUTED, Grid, Raw
from domain.spreadsheets.problems import Wrong
from domain.spreadsheets.text_files import too_long
from models.languages import _

MOST_UNPACKED = 100_000_000
PADDED_NUMBER = re.compile(r"^0+$")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(min|max|hidden)="(\w+)"')

AnyCell = Cell | MergedCell  # what the type stubs say; streamed cells look the same
Formulas = frozenset[tuple[int, int]]


def read_excel(file: str, octets: bytes) -> tuple[Grid, ...]:
    _refuse_hostile(octets)
    try:
        return _grids(file, octets)
    except Wrong:
        raise
    except (ParseError, AttributeError, KeyError, TypeError, ValueError):
        raise _not_excel() from None  # what openpyxl raises when parts contradict each other


def _grids(file: str, octets: bytes) -> tuple[Grid, ...]:
    written = openpyxl.load_workbook(BytesIO(octets), read_only=True)
    formulas = {sheet.title: _formulas(sheet) for sheet in written.worksheets}
    computed = openpyxl.load_workbook(BytesIO(octets), read_only=True, data_only=True)
    with zipfile.ZipFile(BytesIO(octets)) as packed:
        parts = {sheet.title: packed.read(_part(sheet)) for sheet in computed.worksheets}
    return tuple(
        _grid(file, sheet, formulas=formulas[sheet.title], part=parts[sheet.title])
        for sheet in computed.worksheets
    )


def _part(sheet: Worksheet) -> str:
    return str(vars(sheet)["_worksheet_path"])  # only streamed sheets know it


def _refuse_hostile(octets: bytes) -> None:
    """Nothing that unpacks without measure, declares entities, or only looks like Excel."""
    try:
        with zipfile.ZipFile(BytesIO(octets)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Wrong(
                    _("The file unpacks to something far too large."), _("Split it into several files.")
                )
            texts = [packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels"))]
            is_whole = "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _not_excel() from None
    if not is_whole or any(b"<!DOCTYPE" in text for text in texts):
        raise _not_excel()


def _not_excel() -> Wrong:
    return Wrong(_("This is not a proper Excel file."), _("Open it in Excel and save it as .xlsx."))


def _formulas(sheet: Worksheet) -> Formulas:
    return frozenset(
        (row_number, column)
        for row_number, row in enumerate(_rows(sheet))
        for column, cell in enumerate(row)
        if cell.value is not None and cell.data_type == "f"
    )


def _rows(sheet: Worksheet) -> Iterator[tuple[AnyCell, ...]]:
    for number, row in enumerate(sheet.iter_rows()):
        if number >= MOST_ROWS or len(row) > MOST_COLUMNS:
            raise too_long()
        yield row


def _grid(file: str, sheet: Worksheet, *, formulas: Formulas, part: bytes) -> Grid:
    rows = [
        [_raw(cell, has_formula=(number, column) in formulas) for column, cell in enumerate(row)]
        for number, row in enumerate(_rows(sheet))
    ]
    _fill_merged(rows, part)
    return Grid(
        file,
        sheet.title,
        tuple(tuple(row) for row in rows),
        is_hidden=sheet.sheet_state != "visible",
        hidden_columns=_hidden_columns(part),
    )


def _raw(cell: AnyCell, *, has_formula: bool) -> Raw:
    value = cell.value
    if value is None or value == "":
        return NOT_COMPUTED if has_formula else None
    if isinstance(value, int) and PADDED_NUMBER.match(cell.number_format) and not isinstance(value, bool):
        return str(value).zfill(len(cell.number_format))  # a code such as 01, kept by its format
    return value if isinstance(value, str | int | float | bool | datetime | date | time) else str(value)


def _fill_merged(rows: list[list[Raw]], part: bytes) -> None:
    """A value merged over several rows belongs to each of them; sideways it stays where it is."""
    for area in MERGED.findall(part):
        left, top, _right, bottom = range_boundaries(area.decode())
        if left is None or top is None or bottom is None or top > len(rows) or left > len(rows[top - 1]):
            continue
        for row in rows[top : min(bottom, len(rows))]:
            if left <= len(row):
                row[left - 1] = rows[top - 1][left - 1]


def _hidden_columns(part: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for element in COLUMN.findall(part.split(b"<sheetData", 1)[0]):
        found = dict(ATTRIBUTE.findall(element))
        if found.get(b"hidden") in (b"1", b"true"):
            hidden |= set(range(int(found[b"min"]) - 1, min(int(found[b"max"]), MOST_COLUMNS)))
    return frozenset(hidden)
