"""What every picture is drawn with: SVG with sizes in attributes and colours by the stylesheet's classes.

Only here is text declared to be markup; `format` escapes whatever is put in.
Each figure has a name of its own, so that several stand on one page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

NOTHING = Markup("")
FIGURE = Markup(
    '<svg class="picture {kind}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
    'role="img" aria-labelledby="{name}-title {name}-about"><title id="{name}-title">{title}</title>'
    '<desc id="{name}-about">{about}</desc><defs>{patterns}</defs>{marks}</svg>'
)
PATTERN = Markup(
    '<pattern id="{name}-{look}" width="{side}" height="{side}" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate({turn})"><rect class="ground" width="{side}" height="{side}"/>{inside}'
    "</pattern>"
)
STRIPE = Markup('<rect class="ink" width="2.5" height="6"/>')
DOT = Markup('<circle class="ink" cx="2" cy="2" r="1.35"/>')
MARK = Markup("<g><title>{told}</title>{inside}</g>")
MOVED = Markup('<g transform="translate({x:.1f} {y:.1f})">{marks}</g>')
RECT = Markup(
    '<rect class="{class_}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{round_}{fill}/>'
)
LINE = Markup('<line class="{class_}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>')
TEXT = Markup('<text class="{class_}" x="{x:g}" y="{y:g}">{words}</text>')
PATH = Markup('<path class="{class_}" d="{d}"/>')
WIDE_PATH = Markup('<path class="{class_}" d="{d}" stroke-width="{width:g}"/>')
CIRCLE = Markup('<circle class="{class_}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>')
KEY = Markup(
    '<svg class="picture key" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">'
    "<defs>{patterns}</defs>{mark}</svg>"
)


class Look(StrEnum):
    """How a mark differs from others without any colour."""

    FIRM = "firm"
    HATCHED = "hatched"
    DOTTED = "dotted"
    HOLLOW = "hollow"


PATTERNED = (Look.HATCHED, Look.DOTTED)


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Said:
    """What a figure is called and what it tells, for those who do not see it."""

    name: str
    title: str
    about: str


def figure(said: Said, kind: str, size: tuple[float, float], marks: Iterable[Markup]) -> Markup:
    width, height = size
    return FIGURE.format(
        kind=kind,
        name=said.name,
        title=said.title,
        about=said.about,
        width=width,
        height=height,
        patterns=patterns(said.name),
        marks=joined(marks),
    )


def moved(by: tuple[float, float], marks: Iterable[Markup]) -> Markup:
    return MOVED.format(x=by[0], y=by[1], marks=joined(marks))


def joined(marks: Iterable[Markup]) -> Markup:
    return NOTHING.join(marks)


def patterns(name: str) -> Markup:
    hatched = PATTERN.format(name=name, look=Look.HATCHED, side=6, turn=45, inside=STRIPE)
    return hatched + PATTERN.format(name=name, look=Look.DOTTED, side=4, turn=0, inside=DOT)


def mark(told: str, *inside: Markup) -> Markup:
    """Marks that belong together, with what they tell whoever points at them."""
    return MARK.format(told=told, inside=joined(inside))


def box(at: Box, look: Look, name: str, *, corner: float = 0) -> Markup:
    """A bar of that look; `name` is the figure's, whose patterns fill it."""
    return rect(at, f"mark {look}", corner=corner, fill=f"{name}-{look}" if look in PATTERNED else "")


def rect(at: Box, class_: str, *, corner: float = 0, fill: str = "") -> Markup:
    return RECT.format(
        class_=class_,
        **{name: round(value, 1) for name, value in vars(at).items()},
        round_=Markup(' rx="{:g}"').format(corner) if corner else NOTHING,
        fill=Markup(' fill="url(#{})"').format(fill) if fill else NOTHING,
    )


def line(class_: str, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    return LINE.format(class_=class_, x1=start[0], y1=start[1], x2=end[0], y2=end[1])


def text(class_: str, x: float, y: float, words: object) -> Markup:
    return TEXT.format(class_=class_, x=round(x, 1), y=round(y, 1), words=words)


def path(class_: str, d: str, *, width: float | None = None) -> Markup:
    if width is None:
        return PATH.format(class_=class_, d=d)
    return WIDE_PATH.format(class_=class_, d=d, width=width)


def circle(class_: str, x: float, y: float, r: float) -> Markup:
    return CIRCLE.format(class_=class_, x=round(x, 1), y=round(y, 1), r=r)


def key(look: Look | str, name: str) -> Markup:
    """The little square of a legend; `name` keeps its patterns apart from those of others."""
    square = box(Box(1, 1, 16, 16), Look(look), name)
    return KEY.format(patterns=patterns(name), mark=square)
