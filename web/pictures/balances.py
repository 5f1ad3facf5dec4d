"""What each council gives and receives, as bars to both sides of one line."""

from collections.abc import Iterator

from markupsafe import Markup

from models.languages import Language, _
from models.record import Record
from web.pictures import drawing
from web.pictures.drawing import Box, Look, Said

ROW, BAR, HEAD = 30, 16, 30
LABELS, SIDE, ROOM = 120, 280, 44


class Balance(Record):
    """The numbers of one council; `shown` are they in the reader's way of writing."""

    name: str
    received: float
    given: float
    shown: tuple[str, str]


class Balances(Record):
    rows: tuple[Balance, ...]


def balances(picture: Balances, language: Language) -> Markup:
    """Days of its own people elsewhere grow to the left, hatched; days that it hosts to the right, full."""
    said = Said(
        "balances",
        _("Days received and given").into(language),
        _("The same numbers are in the table below.").into(language),
    )
    most = max((max(each.received, each.given) for each in picture.rows), default=0) or 1
    middle = LABELS + ROOM + SIDE
    height = HEAD + ROW * len(picture.rows) + 6
    marks = (
        drawing.text("faint end", middle - 8, 18, _("received elsewhere").into(language)),
        drawing.text("faint start", middle + 8, 18, _("given at home").into(language)),
        *(each for n, row in enumerate(picture.rows) for each in _row(row, HEAD + ROW * n, most)),
        drawing.line("base", (middle, HEAD - 4), (middle, height)),
    )
    return drawing.figure(said, "balances", (middle + SIDE + ROOM, height), marks)


def _row(row: Balance, y: float, most: float) -> Iterator[Markup]:
    middle, top = LABELS + ROOM + SIDE, y + (ROW - BAR) / 2
    left, right = (SIDE * value / most for value in (row.received, row.given))
    words = y + ROW / 2 + 4.5
    yield drawing.line("grid", (0, y), (middle + SIDE + ROOM, y))
    yield drawing.text("row-name start", 0, words, row.name)
    received, given = row.shown
    bars = [
        drawing.box(Box(middle - left, top, left, BAR), Look.HATCHED, "balances"),
        drawing.box(Box(middle, top, right, BAR), Look.FIRM, "balances"),
        drawing.text("end", middle - left - 6, words, received),
        drawing.text("start", middle + right + 6, words, given),
    ]
    yield drawing.mark(f"{row.name}: {received} / {given}", *bars)
