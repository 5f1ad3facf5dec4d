"""Charts as SVG text: sizes in attributes, colours by the classes of the stylesheet, so that they print."""

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup, escape

from models.languages import Language, _, plural
from models.record import Record
from web.views.weeks import WeekLoad

COLUMN = 44
BAR = 28
HEIGHT = 140
TOP = 22
BOTTOM = 46
LEFT = 8


class Scale(Record):
    highest: int

    def height(self, number: int) -> float:
        return round(HEIGHT * number / self.highest, 1)


def weeks(load: Sequence[WeekLoad], week: Callable[[list[date]], str], language: Language) -> Markup:
    """One column a week: firm stays full below, open ones hatched above, the sum on top."""
    scale = Scale(highest=max(each.firm + each.open for each in load))
    columns = Markup("").join(
        _column(each, LEFT + COLUMN * n, scale, week, language) for n, each in enumerate(load)
    )
    width, height = 2 * LEFT + COLUMN * len(load), TOP + HEIGHT + BOTTOM
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-labelledby="weeks-title weeks-about"><title id="weeks-title">{title}</title>'
        '<desc id="weeks-about">{about}</desc><defs><pattern id="hatch" width="6" height="6" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" '
        'height="6"/><rect class="hatch-line" width="2.5" height="6"/></pattern></defs>{columns}'
        '<line class="axis" x1="0" x2="{w}" y1="{base}" y2="{base}"/></svg>'
    ).format(
        w=width,
        h=height,
        base=TOP + HEIGHT,
        title=_("Stays per week").into(language),
        about=_("The same numbers are in the table below.").into(language),
        columns=columns,
    )


def _column(
    load: WeekLoad, x: int, scale: Scale, week: Callable[[list[date]], str], language: Language
) -> Markup:
    base, middle = TOP + HEIGHT, x + COLUMN // 2
    firm, open_ = scale.height(load.firm), scale.height(load.open)
    told = plural("{number} stay", "{number} stays", load.firm + load.open).into(language)
    bars = Markup('<rect class="{c}" x="{x}" y="{y}" width="{w}" height="{h}"/>')
    return Markup(
        "<g><title>{name}: {told}</title>{firm}{open}"
        '<text class="number" x="{m}" y="{top}">{sum}</text>'
        '<text class="week" x="{m}" y="{below}">{name}</text>'
        '<text class="month" x="{m}" y="{lower}">{day}</text></g>'
    ).format(
        name=escape(week([load.monday])),
        told=told,
        firm=bars.format(c="firm", x=x + 8, y=base - firm, w=BAR, h=firm) if firm else "",
        open=bars.format(c="open", x=x + 8, y=base - firm - open_, w=BAR, h=open_) if open_ else "",
        m=middle,
        top=base - firm - open_ - 6,
        sum=load.firm + load.open,
        below=base + 18,
        lower=base + 34,
        day=f"{load.monday.day}.{load.monday.month}.",
    )
