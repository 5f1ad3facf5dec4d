"""From the least to the most, with what is usual between: a line each, on one scale."""

from collections.abc import Iterator

from markupsafe import Markup

from models.languages import Language, Words, _
from models.record import Record
from web.pictures import drawing
from web.pictures.drawing import Box, Said

ROW, HEAD, EDGE, WIDTH = 50, 24, 14, 432  # narrow enough for a phone
THICK, DOT = 8.0, 6.5


class Range(Record):
    """`told` is what stands beside it, `wholly` what it tells whoever points at it."""

    name: Words
    least: float
    usual: float
    most: float
    told: str
    wholly: str = ""


class Tick(Record):
    at: float
    label: str


class Ranges(Record):
    name: str
    title: Words
    rows: tuple[Range, ...]
    ticks: tuple[Tick, ...]  # the first and the last are the ends of the scale


def ranges(picture: Ranges, language: Language) -> Markup:
    """A dot where the middle of all is, on a bar from the least to the most; its name stands above it."""
    said = Said(
        picture.name,
        picture.title.into(language),
        _("The same numbers are in the table below.").into(language),
    )
    height = HEAD + ROW * len(picture.rows) + 8
    marks = (
        *_grid(picture, height),
        *(_row(picture, row, HEAD + ROW * n, language) for n, row in enumerate(picture.rows)),
    )
    return drawing.figure(said, "chart ranges", (WIDTH + 2 * EDGE, height), marks)


def _x(picture: Ranges, value: float) -> float:
    first, last = picture.ticks[0].at, picture.ticks[-1].at
    return EDGE + WIDTH * (value - first) / ((last - first) or 1)


def _grid(picture: Ranges, height: float) -> Iterator[Markup]:
    for each in picture.ticks:
        x = round(_x(picture, each.at), 1)
        yield drawing.line("grid", (x, HEAD - 8), (x, height))
        anchor = "" if x > 2 * EDGE else " start"
        yield drawing.text(f"faint{' end' if x > WIDTH else anchor}", x, HEAD - 12, each.label)


def _row(picture: Ranges, row: Range, top: float, language: Language) -> Markup:
    left, dot, right = (_x(picture, each) for each in (row.least, row.usual, row.most))
    words, middle = top + 20, top + 34
    name = row.name.into(language)
    return drawing.mark(
        f"{name}: {row.wholly or row.told}",
        drawing.text("row-name start", EDGE, words, name),
        drawing.text("told end", EDGE + WIDTH, words, row.told),
        drawing.rect(Box(left, middle - THICK / 2, max(right - left, 0.5), THICK), "span", corner=THICK / 2),
        drawing.circle("usual", dot, middle, DOT),
    )
