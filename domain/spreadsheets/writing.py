"""Giving spreadsheets out, in the shapes that import reads: one workbook, or a folder of CSV files."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from domain.spreadsheets.cells import DANGEROUS
from domain.spreadsheets.describing import Description
from domain.spreadsheets.grids import Raw, shown
from domain.spreadsheets.rendering import Renderer
from domain.spreadsheets.titles import COLUMNS, SHEET_TITLES, Sheet
from models.languages import Language
from models.rounds import Round

WIDEST = 50


@dataclass(frozen=True)
class Written:
    """A sheet ready to be written: its titles, then its rows."""

    sheet: Sheet
    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Raw, ...], ...]


def written(db: Session, *, language: Language, round_: Round | None = None) -> tuple[Written, ...]:
    """Everything stored, or one round with all people and organisations; empty sheets are left out."""
    description = Description(db, round_)
    renderer = Renderer(language, description.shelf)
    return tuple(
        blank(sheet, language=language, rows=tuple(renderer.row(sheet, entry) for entry in entries))
        for sheet, entries in description.sheets()
        if entries
    )


def blank(sheet: Sheet, *, language: Language, rows: tuple[tuple[Raw, ...], ...] = ()) -> Written:
    """A sheet with its titles, and rows whose cells stand in the order of `titles.COLUMNS`."""
    titles = tuple(title.into(language) for title in COLUMNS[sheet])
    return Written(sheet, SHEET_TITLES[sheet].into(language), titles, rows)


def as_excel(sheets: Iterable[Written], *, notes: str | None = None, language: Language) -> bytes:
    """One .xlsx; `notes` become a first sheet for its reader."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if notes:
        _write_notes(book, SHEET_TITLES[Sheet.NOTES].into(language), notes)
    for each in sheets:
        _write_sheet(book.create_sheet(each.name), each)
    if not book.worksheets:
        book.create_sheet(SHEET_TITLES[Sheet.NOTES].into(language))
    octets = BytesIO()
    book.save(octets)
    return octets.getvalue()


def as_csv(sheet: Written, *, language: Language) -> bytes:
    """UTF-8 with its mark and semicolons, as a Finnish Excel opens it."""
    lines = StringIO(newline="")
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(sheet.titles)
    writer.writerows([_csv_cell(cell, language) for cell in row] for row in sheet.rows)
    return lines.getvalue().encode("utf-8-sig")


def file_name(sheet: Written) -> str:
    return "-".join(sheet.name.lower().split()) + ".csv"


def defused(cell: Raw) -> Raw:
    """Text that a spreadsheet program might run gets an apostrophe, which import takes away again."""
    if not isinstance(cell, str):
        return cell
    clean = ILLEGAL_CHARACTERS_RE.sub("", cell)
    return f"'{clean}" if clean[:1] in tuple(DANGEROUS) else clean


def _csv_cell(cell: Raw, language: Language) -> str:
    if isinstance(cell, float):
        return str(cell) if language is Language.EN else str(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return shown(defused(cell))


def _write_sheet(sheet: Worksheet, content: Written) -> None:
    sheet.append(content.titles)
    for row in content.rows:
        sheet.append([defused(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for index, cells in enumerate(zip(content.titles, *content.rows, strict=True), start=1):
        longest = max(len(shown(cell)) for cell in cells)
        sheet.column_dimensions[get_column_letter(index)].width = min(longest + 2, WIDEST)


def _write_notes(book: openpyxl.Workbook, name: str, notes: str) -> None:
    sheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = 100
    for line in notes.strip().splitlines():
        sheet.append([defused(line)])
    for row in sheet.iter_rows():
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
