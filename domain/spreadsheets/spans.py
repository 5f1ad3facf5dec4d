"""Days and spans of days in one cell: "12.3.-16.3.2027; 5.4.2027", ISO dates, half days."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from domain.spreadsheets.cells import calendar_day, day, not_a_day, quoted, text
from domain.spreadsheets.grids import Raw, is_filled
from domain.spreadsheets.problems import Wrong
from models.languages import _
from models.states import Half

DASH = r"\s*(?:-|\u2013|\u2014|\.\.\.?|/)\s*"
FINNISH = re.compile(
    rf"(?:(\d{{1,2}})\.(?:(\d{{1,2}})\.)?(\d{{4}})?{DASH})?(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})"
)
ISO = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:{DASH}(\d{{4}}-\d{{2}}-\d{{2}}))?")
HALVES = {
    "ap": Half.MORNING, "aamupäivä": Half.MORNING, "fm": Half.MORNING, "förmiddag": Half.MORNING,
    "am": Half.MORNING, "ip": Half.AFTERNOON, "iltapäivä": Half.AFTERNOON, "em": Half.AFTERNOON,
    "eftermiddag": Half.AFTERNOON, "pm": Half.AFTERNOON,
}  # fmt: skip
HALF = re.compile(rf"\s+({'|'.join(HALVES)})\.?$", re.IGNORECASE)
LONGEST = 366


@dataclass(frozen=True, order=True)
class Span:
    """From the first day to the last, both counted; one half of each day, or the whole of it."""

    first: date
    last: date
    half: Half | None = None


def spans(cell: Raw) -> tuple[Span, ...]:
    """In the order of days, without repetitions; an empty cell is no day at all."""
    if not is_filled(cell):
        return ()
    if isinstance(cell, datetime | date):
        return (Span(day(cell), day(cell)),)
    parts = [part.strip() for part in re.split(r"[;,\n]", text(cell))]
    found = {_span(part) for part in parts if part}
    return tuple(sorted(found, key=lambda span: (span.first, span.last, span.half or "")))


def _span(part: str) -> Span:
    half = HALF.search(part)
    bare = part[: half.start()] if half else part
    first, last = _ends(bare)
    if first > last or (last - first).days > LONGEST:
        right = _("The first day comes before the last, within a year.")
        raise Wrong(_("The days {text} are not in order.", text=quoted(part)), right)
    return Span(first, last, HALVES[half[1].lower()] if half else None)


def _ends(written: str) -> tuple[date, date]:
    if iso := ISO.fullmatch(written):
        return day(iso[1]), day(iso[2] or iso[1])
    finnish = FINNISH.fullmatch(written)
    if not finnish:
        raise not_a_day(written)
    first_day, first_month, first_year, last_day, last_month, last_year = finnish.groups()
    last = calendar_day(last_year, last_month, last_day)
    if first_day is None:
        return last, last
    return calendar_day(first_year or last_year, first_month or last_month, first_day), last
