"""What a table shows, as a file: the same rows and words, in the same order, on all its pages."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO, StringIO

import openpyxl
from openpyxl.styles import Font
from starlette.responses import Response

from domain.spreadsheets.grids import Raw
from domain.spreadsheets.writing import defused
from models.languages import Language, Words
from models.timeline import local


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Sheet:
    """Cells that are words are said in the reader's language."""

    name: str
    titles: tuple[Words, ...]
    rows: tuple[tuple[Raw | Words, ...], ...]

    def download(self, form: Format, language: Language) -> Response:
        lines = [tuple(_said(each, language) for each in line) for line in (self.titles, *self.rows)]
        octets = _csv(lines) if form is Format.CSV else _excel(lines, self.name)
        named = f'attachment; filename="{self.name}.{form}"'
        return Response(octets, media_type=TYPES[form], headers={"Content-Disposition": named})


def moment_cell(at: datetime | None) -> str:
    """As spreadsheets sort it."""
    return f"{local(at):%Y-%m-%d %H:%M}" if at else ""


def _said(cell: Raw | Words, language: Language) -> Raw:
    return cell.into(language) if isinstance(cell, Words) else cell


def _csv(lines: Iterable[tuple[Raw, ...]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([defused(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _excel(lines: Iterable[tuple[Raw, ...]], name: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for line in lines:
        sheet.append([defused(cell) for cell in line])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    octets = BytesIO()
    book.save(octets)
    return octets.getvalue()
