"""A report as files: the same numbers as on the screen, and a dash where the screen has one."""

import csv
import json
from io import BytesIO, StringIO

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.report_tables import Line, Number, Table
from domain.reports import Report
from domain.small_cells import FEW
from domain.spreadsheets.writing import defused
from invites import dates
from models.languages import Language, _

NOT_TOLD = "–"
NAME_WIDTH, NUMBER_WIDTH = 40, 16
NOT_TOLD_BECAUSE = _(
    "– stands for nothing to tell, for numbers of fewer than five people, and for those that would tell them."
)


def as_json(report: Report) -> bytes:
    """For machines: codes instead of names of measures, and null where a number is not told."""
    told = {
        "computed_at": report.computed_at.isoformat(),
        "not_told_below": FEW,
        **{table.code: _objects(table) for table in (report.rounds, report.councils)},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_csv(table: Table, *, language: Language) -> bytes:
    """UTF-8 with its mark and semicolons, as a Finnish Excel opens it."""
    lines = StringIO(newline="")
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(_titles(table, language))
    for line in _all(table):
        writer.writerow([line.code, defused(line.name), *(_plain(each, language) for each in line.numbers)])
    return lines.getvalue().encode("utf-8-sig")


def as_excel(report: Report, *, language: Language) -> bytes:
    """A sheet for each table, and under it when it was computed."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table in (report.rounds, report.councils):
        sheet = book.create_sheet(table.title.into(language))
        _fill(sheet, table, language)
        sheet.append([])
        moment = dates.moment(report.computed_at, language)
        sheet.append(["", _("Computed {moment}.", moment=moment).into(language)])
        sheet.append(["", NOT_TOLD_BECAUSE.into(language)])
    octets = BytesIO()
    book.save(octets)
    return octets.getvalue()


def _objects(table: Table) -> dict[str, object]:
    total = _object(table, table.total) if table.total else None
    return {"lines": [_object(table, each) for each in table.lines], "total": total}


def _object(table: Table, line: Line) -> dict[str, object]:
    numbers = zip(table.measures, line.numbers, strict=True)
    return {"code": line.code, "name": line.name, **{measure.code: number for measure, number in numbers}}


def _all(table: Table) -> tuple[Line, ...]:
    return (*table.lines, table.total) if table.total else table.lines


def _titles(table: Table, language: Language) -> list[str]:
    names = [_("Code"), _("Name"), *(each.name for each in table.measures)]
    return [each.into(language) for each in names]


def _plain(number: Number, language: Language) -> str:
    if number is None:
        return NOT_TOLD
    return str(number) if language is Language.EN else str(number).replace(".", ",")


def _fill(sheet: Worksheet, table: Table, language: Language) -> None:
    sheet.append(_titles(table, language))
    for line in _all(table):
        numbers = [NOT_TOLD if each is None else each for each in line.numbers]
        sheet.append([line.code, defused(line.name), *numbers])
    for column, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = NUMBER_WIDTH
    sheet.column_dimensions["B"].width = NAME_WIDTH
    sheet.freeze_panes = "C2"
