"""The part of an outline that a small map shows: what lies beyond its frame is not drawn at all.

A browser would hide it, but programs that judge a page take it for something that lies over the words beside.
"""

import re
from collections.abc import Iterator

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BEYOND = 2.0  # units, so that no line is drawn along the frame


def within(path: str, box: Box) -> str:
    """The rings of a path ("M x y l dx dy ...z", relative from ring to ring's beginning), cut at the box."""
    left, top, width, height = box
    right, bottom = left + width + BEYOND, top + height + BEYOND
    sides: tuple[tuple[int, float, int], ...] = (
        (0, left - BEYOND, 1),
        (0, right, -1),
        (1, top - BEYOND, 1),
        (1, bottom, -1),
    )
    drawn = []
    for ring in _rings(path):
        for axis, at, sign in sides:
            ring = list(_cut(ring, axis, at, sign))
        if ring:
            drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "z")
    return "".join(drawn)


def _rings(path: str) -> Iterator[list[Point]]:
    for part in filter(None, path.split("M")):
        numbers = [float(each) for each in NUMBER.findall(part)]
        x, y = 0.0, 0.0
        ring = []
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        yield ring


def _cut(ring: list[Point], axis: int, at: float, sign: int) -> Iterator[Point]:
    """Sutherland and Hodgman's way: keep what lies on the inner side of one line, and the crossings."""

    def is_in(point: Point) -> bool:
        return (point[axis] - at) * sign >= 0

    before = ring[-1] if ring else (0.0, 0.0)
    for point in ring:
        if is_in(point) != is_in(before):
            yield _crossing(before, point, axis, at)
        if is_in(point):
            yield point
        before = point


def _crossing(one: Point, other: Point, axis: int, at: float) -> Point:
    share = (at - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (at, along) if axis == 0 else (along, at)
