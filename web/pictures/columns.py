"""Columns that stand on one line: so many of this kind and that in each week, step or grade."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from models.languages import Language, Words, _
from models.record import Record
from web.pictures import drawing
from web.pictures.drawing import Box, Look, Said

WIDE, NARROW, MANY = 64.0, 44.0, 16  # more columns than this are narrow
MOST_WIDE = 1040.0  # beyond it even narrow ones grow thin
THIN = 13.0
NARROWEST_NUMBER = 7.0  # of one digit over a column
HEIGHT, TOP, BOTTOM, LEFT = 150, 30, 48, 44
STEPS = (1, 2, 5)


class Part(Record):
    """One kind of what a column is made of, and how it differs from the others without colour."""

    name: Words
    look: Look


class Column(Record):
    """`label` and `below` stand under it; `told` names it where there is room, as in the table."""

    label: str
    told: str
    numbers: tuple[int, ...]  # one for each part, the lowest first
    below: str = ""


class Limit(Record):
    """A line after so many columns, as a deadline."""

    after: int
    words: Words


class Columns(Record):
    """A picture with its table: `head` names what the columns are, `unit` stands before their labels."""

    name: str
    title: Words
    head: Words
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    unit: str = ""
    limit: Limit | None = None
    is_narrow: bool = False
    has_signs: bool = False  # the labels are signs that want to be explained

    @property
    def all(self) -> int:
        return sum(sum(each.numbers) for each in self.columns)

    def key(self, number: int) -> str:
        return f"{self.name}-key-{number}"


@dataclass(frozen=True)
class Scale:
    """How numbers become sizes; `every` says which labels have room."""

    column: float
    highest: int
    every: int
    name: str

    @property
    def base(self) -> float:
        return TOP + HEIGHT

    def height(self, number: int) -> float:
        return HEIGHT * number / self.highest


def columns(picture: Columns, language: Language) -> Markup:
    """The sum stands on top of each column; a faint line every round number lets the eye compare."""
    scale = _scale(picture)
    width = LEFT + scale.column * len(picture.columns) + 8
    said = Said(
        picture.name,
        picture.title.into(language),
        _("The same numbers are in the table below.").into(language),
    )
    marks = (
        *_grid(scale, width),
        *(_column(picture, n, scale, language) for n in range(len(picture.columns))),
        drawing.line("base", (LEFT - 6, scale.base), (width, scale.base)),
        drawing.text("faint start", 0, scale.base + 18, picture.unit),
        *_limit(picture, scale, language),
    )
    return drawing.figure(said, "chart", (width, scale.base + BOTTOM), marks)


def _scale(picture: Columns) -> Scale:
    number = len(picture.columns)
    usual = NARROW if picture.is_narrow or number > MANY else WIDE
    column = max(THIN, min(usual, MOST_WIDE / max(1, number)))
    is_sparse = any(not each.label for each in picture.columns)  # whoever made it has chosen the labels
    every = 1 if is_sparse or column >= 30 else 2 if column >= 20 else 4
    highest = max((sum(each.numbers) for each in picture.columns), default=0)
    return Scale(column, max(1, highest), every, picture.name)


def _grid(scale: Scale, width: float) -> Iterator[Markup]:
    step = _step(scale.highest)
    for number in range(step, scale.highest + 1, step):
        y = scale.base - scale.height(number)
        yield drawing.line("grid", (LEFT - 6, y), (width, y))
        yield drawing.text("faint end", LEFT - 10, y + 4, number)


def _step(highest: int) -> int:
    """A round number that gives at most four lines: 1, 2, 5, 10, 20 ..."""
    size = 1
    while True:
        for step in STEPS:
            if highest <= 4 * step * size:
                return step * size
        size *= 10


def _column(picture: Columns, number: int, scale: Scale, language: Language) -> Markup:
    column, middle = picture.columns[number], LEFT + scale.column * (number + 0.5)
    total = sum(column.numbers)
    words: list[Markup] = []
    if total and scale.column >= NARROWEST_NUMBER * len(str(total)):
        words.append(drawing.text("strong", middle, scale.base - scale.height(total) - 6, total))
    if number % scale.every == 0:
        words.append(drawing.text("label", middle, scale.base + 18, column.label))
        words.append(drawing.text("faint", middle, scale.base + 35, column.below))
    return drawing.mark(told(picture, column, language), *_bars(picture, number, scale), *words)


def told(picture: Columns, column: Column, language: Language) -> str:
    """`week 10: agreed 5, open 2`; a picture with one part says only its number."""
    if len(picture.parts) == 1:
        return f"{column.told}: {column.numbers[0]}"
    named = zip(picture.parts, column.numbers, strict=True)
    return f"{column.told}: " + ", ".join(f"{part.name.into(language)} {number}" for part, number in named)


def _bars(picture: Columns, number: int, scale: Scale) -> Iterator[Markup]:
    gap = scale.column / 6 if scale.column >= 30 else 1.5
    left, lower = LEFT + scale.column * number + gap, scale.base
    for part, many in zip(picture.parts, picture.columns[number].numbers, strict=True):
        height = scale.height(many)
        lower -= height
        if many:
            yield drawing.box(Box(left, lower, scale.column - 2 * gap, height), part.look, picture.name)


def _limit(picture: Columns, scale: Scale, language: Language) -> Iterator[Markup]:
    if picture.limit is None:
        return
    x = LEFT + scale.column * picture.limit.after
    is_late = picture.limit.after > len(picture.columns) / 2
    yield drawing.line("limit", (x, 14), (x, scale.base))
    anchor, aside = ("end", -5) if is_late else ("start", 5)
    yield drawing.text(f"limit-words {anchor}", x + aside, 12, picture.limit.words.into(language))
