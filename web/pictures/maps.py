"""Maps of Finland: who travels where in a round, and the one way of a visit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from markupsafe import Markup

from models.languages import Language, _, plural
from models.record import Record
from web.pictures import clipping, curves, drawing
from web.pictures.curves import Curve
from web.pictures.drawing import Said
from web.pictures.finland import Spot, label_of, outline

ASIDE, ABOVE = 46, 6  # room for names at the coast
THINNEST, THICKEST = 1.6, 7.0
NEAR = 90  # a way is shown with so many units around it
LEAST = 220  # the smallest side of what a small map shows


class Drawn(Protocol):
    def __call__(self, curve: Curve, class_: str, *, width: float) -> Markup: ...


class Flow(Record):
    """So many go from one place to another; `is_back`: the other direction of what is looked at."""

    origin: Spot
    destination: Spot
    number: int
    is_back: bool = False


class FlowMap(Record):
    spots: tuple[Spot, ...]
    flows: tuple[Flow, ...]


def flows(picture: FlowMap, language: Language) -> Markup:
    """The thicker a curve, the more people travel; the small ones lie above the big ones."""
    land = outline()
    most = max((each.number for each in picture.flows), default=1)
    ordered = sorted(picture.flows, key=lambda each: -each.number)
    said = Said(
        "flows",
        _("Map of visits between the councils").into(language),
        _("Each arrow goes from home to host; the thicker, the more. The table below tells the same.").into(
            language
        ),
    )
    marks = (
        drawing.path("land", land.path),
        *(_flow(each, curves.shaft, most, language) for each in ordered),
        *_dots(picture.spots),
        *(_flow(each, curves.head, most, language) for each in ordered),
    )
    return _framed(said, "map", (-ASIDE, -ABOVE, land.width + 2 * ASIDE, land.height + 2 * ABOVE), marks)


def way(origin: Spot, destination: Spot, language: Language) -> Markup:
    """A small map of one way; only the part of the country around it."""
    land = outline()
    said = Said(
        "way",
        _("From {origin} to {destination}", origin=origin.name, destination=destination.name).into(language),
        _("A map of Finland with an arrow from home to the host.").into(language),
    )
    start, end = land.at(origin), land.at(destination)
    is_far = start != end
    curve = curves.between(start, end)
    arrow = [each(curve, "flow", width=3) for each in (curves.shaft, curves.head)] if is_far else []
    frame = _around(start, end)
    near = drawing.path("land", clipping.within(land.path, frame))
    marks = (near, *_dots([origin, destination] if is_far else [origin]), *arrow)
    return _framed(said, "map way", frame, marks)


def _flow(flow: Flow, draw: Drawn, most: int, language: Language) -> Markup:
    """A part of the arrow: heads lie above the names, lines below."""
    land = outline()
    curve = curves.between(land.at(flow.origin), land.at(flow.destination))
    width = THINNEST + (THICKEST - THINNEST) * (flow.number - 1) / max(1, most - 1)
    people = plural("{number} visit", "{number} visits", flow.number).into(language)
    told = f"{flow.origin.name} → {flow.destination.name}: {people}"
    return drawing.mark(told, draw(curve, "flow back" if flow.is_back else "flow", width=width))


def _dots(spots: Iterable[Spot]) -> Iterator[Markup]:
    for spot in spots:
        x, y = outline().at(spot)
        label = label_of(spot.name)
        yield drawing.circle("dot-of-place", x, y, 4.5)
        yield drawing.text(f"place {label.anchor}", x + label.across, y + label.down, spot.name)


def _around(start: curves.Point, end: curves.Point) -> tuple[float, float, float, float]:
    """What a small map shows: the two places with room around them, never a mere speck."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    width, height = max(LEAST, right - left + 2 * NEAR), max(LEAST, bottom - top + 2 * NEAR)
    return (left + right - width) / 2, (top + bottom - height) / 2, width, height


def _framed(
    said: Said, kind: str, view: tuple[float, float, float, float], marks: Sequence[Markup]
) -> Markup:
    """The part of the outline's plane that is seen; the marks keep the outline's own units."""
    left, top, width, height = view
    return drawing.figure(said, kind, (round(width), round(height)), [drawing.moved((-left, -top), marks)])
