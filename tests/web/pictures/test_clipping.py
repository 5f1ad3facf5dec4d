"""The part of an outline that a small map shows, and nothing beyond its frame."""

import re

import pytest

from web.pictures.clipping import BEYOND, Box, within
from web.pictures.finland import outline

SQUARE = "M0 0l10 0 0 10 -10 0z"


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def area(path: str) -> float:
    """By the shoelace formula."""
    ring = points(path)
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs)) / 2


def test_what_lies_inside_stays_whole() -> None:
    assert sorted(points(within(SQUARE, (-5, -5, 30, 30)))) == [(0, 0), (0, 10), (10, 0), (10, 10)]


def test_what_lies_outside_is_not_drawn() -> None:
    assert within(SQUARE, (50, 50, 10, 10)) == ""


@pytest.mark.parametrize(("box", "left"), [((5, -5, 30, 30), 7 * 10), ((5, 5, 30, 30), 7 * 7)])
def test_a_ring_is_cut_at_the_frame(box: Box, left: float) -> None:
    assert BEYOND == 2
    assert area(within(SQUARE, box)) == left


def test_of_finland_nothing_reaches_beyond_a_small_frame() -> None:
    seen = points(within(outline().path, (100, 500, 150, 100)))

    assert seen
    assert all(98 <= x <= 252 and 498 <= y <= 602 for x, y in seen)
