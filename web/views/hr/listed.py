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
from models.languages import Language, Words, _
from models.timeline import local
from web.views.hr import application_list, offer_list
from web.views.hr.round_head import find
from web.views.reading import Reading
from web.words import states


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PAIR_OF_COLUMNS = (_("Name"), _("Organisation"), _("Kind"), _("State"))
OF_APPLICATIONS = (*PAIR_OF_COLUMNS, _("Endorsement"), _("Supervisor"), _("Topics"), _("Wishes"), _("Sent"))
OF_OFFERS = (*PAIR_OF_COLUMNS, _("Unit"), _("Places"), _("Taken"), _("Topics"))


@dataclass(frozen=True)
class Sheet:
    name: str
    titles: tuple[Words, ...]
    rows: tuple[tuple[Raw, ...], ...]

    def download(self, form: Format, language: Language) -> Response:
        lines = [tuple(each.into(language) for each in self.titles), *self.rows]
        octets = _csv(lines) if form is Format.CSV else _excel(lines, self.name)
        named = f'attachment; filename="{self.name}.{form}"'
        return Response(octets, media_type=TYPES[form], headers={"Content-Disposition": named})


def applications(seen: Reading, reference: str, chosen: application_list.Choice) -> Sheet:
    round_ = find(seen, reference)
    inside = application_list.condition(seen, round_, chosen)
    found = seen.db.scalars(application_list.chosen_rows(inside, chosen, seen.language))
    return Sheet(
        "applications",
        OF_APPLICATIONS,
        tuple(_application(seen, each) for each in application_list.rows(seen, found)),
    )


def _application(seen: Reading, row: application_list.ApplicationRow) -> tuple[Raw, ...]:
    say = seen.language
    return (
        row.name,
        row.organisation,
        states.tag(row.kind).words.into(say),
        row.state.words.into(say),
        row.endorsement.words.into(say) if row.endorsement else "",
        row.supervisor,
        row.topics,
        row.wishes,
        _here(row.sent_at),
    )


def offers(seen: Reading, reference: str, chosen: offer_list.Choice) -> Sheet:
    found = offer_list.all_rows(seen, find(seen, reference), chosen)
    return Sheet("offers", OF_OFFERS, tuple(_offer(seen, each) for each in found))


def _offer(seen: Reading, row: offer_list.OfferRow) -> tuple[Raw, ...]:
    say = seen.language
    words = states.tag(row.kind).words.into(say), row.state.words.into(say)
    return (row.name, row.organisation, *words, row.unit, row.most, row.taken, row.topics)


def _here(at: datetime | None) -> str:
    return f"{local(at):%Y-%m-%d %H:%M}" if at else ""


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
