"""Ways between two places: curves that bend to the right of whoever travels, so that both ways are seen."""

from dataclasses import dataclass
from math import hypot

from markupsafe import Markup

from web.pictures import drawing

Point = tuple[float, float]
BEND = 0.16  # of the distance
GAP = 7.0  # between a dot and where its curves begin and end


@dataclass(frozen=True)
class Curve:
    """A quadratic curve, and its arrow's direction at the end."""

    start: Point
    over: Point
    end: Point

    @property
    def d(self) -> str:
        points = (*self.start, *self.over, *self.end)
        return "M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*points)


def between(origin: Point, destination: Point) -> Curve:
    """From the edge of one dot to the edge of another; y grows downwards, as pictures have it."""
    across, down = destination[0] - origin[0], destination[1] - origin[1]
    over = (
        (origin[0] + destination[0]) / 2 - down * BEND,
        (origin[1] + destination[1]) / 2 + across * BEND,
    )
    return Curve(_towards(origin, over, GAP), over, _towards(destination, over, GAP))


def shaft(curve: Curve, class_: str, *, width: float) -> Markup:
    """The curve up to its head."""
    stop = _towards(curve.end, curve.over, 2 + width * 1.2)
    return drawing.path(class_, Curve(curve.start, curve.over, stop).d, width=round(width, 1))


def head(curve: Curve, class_: str, *, width: float) -> Markup:
    """What says which way."""
    return drawing.path(f"head {class_}", _head(curve, 4 + width))


def _head(curve: Curve, size: float) -> str:
    """A triangle with its point at the end of the curve."""
    length = hypot(curve.end[0] - curve.over[0], curve.end[1] - curve.over[1]) or 1
    across, down = (curve.end[0] - curve.over[0]) / length, (curve.end[1] - curve.over[1]) / length
    back = curve.end[0] - across * size * 1.5, curve.end[1] - down * size * 1.5
    left = back[0] - down * size * 0.6, back[1] + across * size * 0.6
    right = back[0] + down * size * 0.6, back[1] - across * size * 0.6
    return "M{:.1f} {:.1f}L{:.1f} {:.1f} {:.1f} {:.1f}Z".format(*curve.end, *left, *right)


def _towards(point: Point, other: Point, distance: float) -> Point:
    length = hypot(other[0] - point[0], other[1] - point[1]) or 1
    share = min(distance / length, 0.4)
    return point[0] + (other[0] - point[0]) * share, point[1] + (other[1] - point[1]) * share
