"""Charts as SVG text: sizes in attributes, colours by the classes of the stylesheet, so that they print."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from invites import dates
from models.languages import Language, _, plural
from web.views.weeks import WeekLoad

WIDE, NARROW = 64, 44
MANY = 16  # more columns than this are narrow
HEIGHT, TOP, BOTTOM, LEFT = 140, 22, 46, 40

SVG = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
    'aria-labelledby="chart-title chart-about"><title id="chart-title">{title}</title>'
    '<desc id="chart-about">{about}</desc><defs><pattern id="hatch" width="6" height="6" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" '
    'height="6"/><rect class="hatch-line" width="2.5" height="6"/></pattern></defs>'
    '<text class="unit" x="0" y="{below}">{unit}</text>{columns}'
    '<line class="axis" x1="0" x2="{width}" y1="{base}" y2="{base}"/></svg>'
)
COLUMN = Markup(
    "<g><title>{told}</title>{bars}"
    '<text class="number" x="{middle}" y="{above}">{sum}</text>'
    '<text x="{middle}" y="{below}">{week}</text>'
    '<text class="month" x="{middle}" y="{lower}">{day}</text></g>'
)
BAR = Markup('<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>')


@dataclass(frozen=True)
class Scale:
    """How numbers become sizes; `highest` is the sum of the fullest week."""

    column: int
    highest: int

    @property
    def base(self) -> int:
        return TOP + HEIGHT

    def height(self, number: int) -> float:
        return round(HEIGHT * number / self.highest, 1)


def weeks(load: Sequence[WeekLoad], language: Language) -> Markup:
    """One column a week: firm stays full below, open ones hatched above, the sum on top."""
    column = NARROW if len(load) > MANY else WIDE
    scale = Scale(column, max(each.firm + each.open for each in load))
    columns = (_column(each, LEFT + column * n, scale, language) for n, each in enumerate(load))
    return SVG.format(
        width=LEFT + column * len(load),
        height=scale.base + BOTTOM,
        base=scale.base,
        below=scale.base + 18,
        unit=dates.HABITS[language].week,
        title=_("Stays per week").into(language),
        about=_("The same numbers are in the table below.").into(language),
        columns=Markup("").join(columns),
    )


def _column(load: WeekLoad, x: int, scale: Scale, language: Language) -> Markup:
    stays = plural("{number} stay", "{number} stays", load.firm + load.open).into(language)
    return COLUMN.format(
        told=f"{dates.week([load.monday], language)}: {stays}",
        bars=_bars(load, x, scale),
        middle=x + scale.column // 2,
        above=scale.base - scale.height(load.firm + load.open) - 6,
        below=scale.base + 18,
        lower=scale.base + 34,
        sum=load.firm + load.open,
        week=load.monday.isocalendar().week,
        day=f"{load.monday.day}.{load.monday.month}.",
    )


def _bars(load: WeekLoad, x: int, scale: Scale) -> Markup:
    firm, both = scale.height(load.firm), scale.height(load.firm + load.open)
    left, width = x + scale.column // 6, scale.column - scale.column // 3
    bars = (("firm", scale.base - firm, firm), ("open", scale.base - both, both - firm))
    return Markup("").join(
        BAR.format(kind=kind, x=left, y=round(y, 1), width=width, height=round(height, 1))
        for kind, y, height in bars
        if height
    )
