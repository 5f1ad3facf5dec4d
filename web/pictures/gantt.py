"""Who is away when: a row each, a line each ISO week, weekends and holidays shaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from markupsafe import Markup

from invites import dates
from models.languages import Language, _
from models.record import Record
from web.pictures import drawing
from web.pictures.drawing import Box, Look, Said

ROW, BAR, HEAD = 30, 16, 44
LABELS, LONGEST_LABEL = 168, 23
WHOLE, WIDEST, THINNEST = 880.0, 14.0, 6.0
AFTERWARDS = 110  # room for words after the last day
ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


class Span(Record):
    """Consecutive days of a stay."""

    first: date
    last: date
    look: Look
    told: str


class Meeting(Record):
    """One day of a series."""

    day: date
    look: Look
    told: str


class Row(Record):
    """`after` stands beside the last bar; a row that is continued belongs to the one above."""

    label: str = ""
    below: str = ""
    after: str = ""
    spans: tuple[Span, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    is_continued: bool = False


class Ground(StrEnum):
    """Why some days are shaded."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SCHOOL = "school"


class Shade(Record):
    first: date
    last: date
    ground: Ground
    told: str


class Sheet(Record):
    """So many rows as fit one printed page."""

    name: str
    title: str
    rows: tuple[Row, ...]


class Gantt(Record):
    """From a Monday to a Sunday; the same days on every sheet."""

    first: date
    last: date
    today: date
    shades: tuple[Shade, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Scale:
    first: date
    last: date

    @property
    def a_day(self) -> float:
        return max(THINNEST, min(WIDEST, WHOLE / self.days))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def width(self) -> float:
        return self.a_day * self.days

    def x(self, day: date) -> float:
        return self.a_day * (day - self.first).days


def labels(sheet: Sheet, language: Language) -> Markup:
    """Whose row it is: a picture of its own, that stays where it is while the days are scrolled."""
    height = HEAD + ROW * len(sheet.rows)
    marks = [each for n, row in enumerate(sheet.rows) for each in _label(row, HEAD + ROW * n)]
    said = Said(
        f"{sheet.name}-labels", sheet.title, _("The names of the rows of the calendar.").into(language)
    )
    return drawing.figure(said, "gantt-labels", (LABELS, height), marks)


def _label(row: Row, y: float) -> Iterator[Markup]:
    if not row.is_continued:
        yield drawing.line("grid", (0, y), (LABELS, y))
        words = drawing.text("row-name start", 0, y + (14 if row.below else 19), _short(row.label))
        yield drawing.mark(f"{row.label}, {row.below}" if row.below else row.label, words)
        if row.below:
            yield drawing.text("faint start", 0, y + 26, _short(row.below))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def days(gantt: Gantt, sheet: Sheet, language: Language) -> Markup:
    scale = Scale(gantt.first, gantt.last)
    height = HEAD + ROW * len(sheet.rows)
    said = Said(
        sheet.name, sheet.title, _("The same days are in the table at the end of the page.").into(language)
    )
    marks = (
        *(_shade(each, scale, height) for each in gantt.shades),
        *_weeks(scale, height, language),
        *_today(gantt, scale, height, language),
        *(each for n, row in enumerate(sheet.rows) for each in _row(row, HEAD + ROW * n, scale, sheet.name)),
    )
    return drawing.figure(said, "gantt-days", (scale.width + AFTERWARDS, height), marks)


def _shade(shade: Shade, scale: Scale, height: float) -> Markup:
    wide = scale.a_day * ((shade.last - shade.first).days + 1)
    top = HEAD - 8 if shade.ground is Ground.SCHOOL else HEAD
    deep = 8 if shade.ground is Ground.SCHOOL else height - HEAD
    at = Box(scale.x(shade.first), top, wide, deep)
    return drawing.mark(shade.told, drawing.rect(at, f"shade {shade.ground}"))


def _weeks(scale: Scale, height: float, language: Language) -> Iterator[Markup]:
    monday = scale.first
    while monday <= scale.last:
        x = scale.x(monday)
        yield drawing.line("week", (x, 4), (x, height))
        is_first = monday == scale.first
        words = dates.week([monday], language) if is_first else monday.isocalendar().week
        yield drawing.text("strong start", x + 4, 15, words)
        yield drawing.text("faint start", x + 4, 30, f"{monday.day}.{monday.month}.")
        monday += A_WEEK
    yield drawing.line("week", (scale.width, 4), (scale.width, height))


def _today(gantt: Gantt, scale: Scale, height: float, language: Language) -> Iterator[Markup]:
    if gantt.first <= gantt.today <= gantt.last:
        x = scale.x(gantt.today) + scale.a_day / 2
        told = _("Today, {day}", day=dates.day(gantt.today, language)).into(language)
        yield drawing.mark(told, drawing.line("today", (x, HEAD - 10), (x, height)))


def _row(row: Row, y: float, scale: Scale, name: str) -> Iterator[Markup]:
    if not row.is_continued:
        yield drawing.line("grid", (0, y), (scale.width + AFTERWARDS, y))
    for span in row.spans:
        wide = scale.a_day * ((span.last - span.first).days + 1)
        at = Box(scale.x(span.first) + 0.5, y + (ROW - BAR) / 2, wide - 1, BAR)
        yield drawing.mark(span.told, drawing.box(at, span.look, name, corner=3))
    for meeting in row.meetings:
        x = scale.x(meeting.day) + scale.a_day / 2
        yield drawing.mark(meeting.told, drawing.circle(f"mark {meeting.look}", x, y + ROW / 2, 5))
    ends = [each.last for each in row.spans] + [each.day for each in row.meetings]
    if row.after and ends:
        yield drawing.text("beside start", scale.x(max(ends) + ONE_DAY) + 6, y + ROW / 2 + 4.5, row.after)
