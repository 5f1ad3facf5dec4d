"""The report of a year, or of one round, as people read it."""

from datetime import date, datetime

from babel.numbers import format_decimal
from sqlalchemy import ColumnElement, select

from domain import reports
from domain.access import visibility
from domain.refusals import NotFound
from domain.report_files import NOT_TOLD, NOT_TOLD_BECAUSE
from domain.report_tables import Line, Number, Table
from domain.reports import Report
from invites import dates
from models.languages import Language, Words, _
from models.record import Record
from models.rounds import Round
from models.states import RoundState
from models.timeline import local_day
from web.views.hr import round_head
from web.views.hr.round_head import RoundHead
from web.views.reading import Reading

FIRST_YEAR, LAST_YEAR = 1, 9998


class LineView(Record):
    name: str
    numbers: tuple[str, ...]


class TableView(Record):
    code: str
    title: Words
    measures: tuple[Words, ...]
    lines: tuple[LineView, ...]
    total: LineView | None


class ReportView(Record):
    """`address` is what the files of the same numbers are called, without their ending."""

    year: int
    years: tuple[int, ...]
    head: RoundHead | None
    address: str
    computed_at: datetime
    rounds: TableView
    councils: TableView
    not_told: Words


def of_year(seen: Reading, year: int) -> Report:
    """Of the rounds that its reader steers; those of nobody's year are none."""
    shown, among = _rounds(seen, year), _all_rounds(seen, year)
    return reports.year(seen.db, shown, among, language=seen.language, now=seen.now)


def of_round(seen: Reading, round_: Round) -> Report:
    if round_ not in _rounds(seen, round_.first_day.year):
        raise NotFound(_("There is nothing to report of this round yet."))
    among = _all_rounds(seen, round_.first_day.year)
    return reports.one(seen.db, round_, among, language=seen.language, now=seen.now)


def look(seen: Reading, year: int | None) -> ReportView:
    years = _years(seen)
    chosen = year or next(iter(years), local_day(seen.now).year)
    address = f"/reports/{chosen}"
    return _view(seen, of_year(seen, chosen), year=chosen, years=years, head=None, address=address)


def look_at_round(seen: Reading, reference: str) -> ReportView:
    round_ = round_head.find(seen, reference)
    head = round_head.head(seen, round_, "/calendar")
    found, address = of_round(seen, round_), f"/rounds/{reference}/report"
    return _view(seen, found, year=round_.first_day.year, years=(), head=head, address=address)


def _years(seen: Reading) -> tuple[int, ...]:
    """The newest first."""
    days = seen.db.scalars(
        select(Round.first_day).where(visibility.steered_rounds(seen.actor), Round.state != RoundState.DRAFT)
    )
    return tuple(sorted({each.year for each in days}, reverse=True))


def _rounds(seen: Reading, year: int) -> tuple[Round, ...]:
    return _of_year(seen, year, visibility.steered_rounds(seen.actor))


def _all_rounds(seen: Reading, year: int) -> tuple[Round, ...]:
    """Also those that the reader does not see: by all of them it is decided what nobody is told."""
    return _of_year(seen, year)


def _of_year(seen: Reading, year: int, *which: ColumnElement[bool]) -> tuple[Round, ...]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    found = select(Round).where(
        *which,
        Round.state != RoundState.DRAFT,
        Round.first_day.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return tuple(seen.db.scalars(found.order_by(Round.first_day, Round.reference)))


def _view(
    seen: Reading, found: Report, *, year: int, years: tuple[int, ...], head: RoundHead | None, address: str
) -> ReportView:
    return ReportView(
        year=year,
        years=years,
        head=head,
        address=address,
        computed_at=found.computed_at,
        rounds=_table(found.rounds, seen.language),
        councils=_table(found.councils, seen.language),
        not_told=NOT_TOLD_BECAUSE,
    )


def _table(table: Table, language: Language) -> TableView:
    return TableView(
        code=table.code,
        title=table.title,
        measures=tuple(each.name for each in table.measures),
        lines=tuple(_line(each, language) for each in table.lines),
        total=_line(table.total, language) if table.total else None,
    )


def _line(line: Line, language: Language) -> LineView:
    return LineView(name=line.name, numbers=tuple(_shown(each, language) for each in line.numbers))


def _shown(number: Number, language: Language) -> str:
    if number is None:
        return NOT_TOLD
    return format_decimal(number, "#,##0.##", locale=dates.HABITS[language].locale)
