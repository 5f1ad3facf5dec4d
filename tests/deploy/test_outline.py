"""The tool that prepares the outline of Finland, on shapes small enough to be judged by eye."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def outline() -> ModuleType:
    spec = importlib.util.spec_from_file_location("outline", ROOT / "deploy" / "outline.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_small_bends_are_made_straight_and_corners_stay(outline: ModuleType) -> None:
    square = [(0.0, 0.0), (50.0, 1.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]

    assert outline.straightened(square) == [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]


def test_arcs_are_joined_forwards_and_backwards(outline: ModuleType) -> None:
    arcs = [[(0.0, 0.0), (1.0, 0.0)], [(0.0, 0.0), (1.0, 1.0), (1.0, 0.0)]]

    assert outline.joined([0, ~1], arcs) == [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]


def test_places_lie_on_both_sides_of_the_meridian(
    outline: ModuleType,
) -> None:
    east, west, middle = (outline.projected(longitude, 62) for longitude in (29, 25, 27))

    assert (east[0] > 0, east[0] + west[0], middle[0]) == (True, pytest.approx(0), 0)


def test_what_is_shipped_says_where_it_is_from(outline: ModuleType) -> None:
    shipped = json.loads(outline.OUTLINE.read_text())

    assert shipped["source"] == "world-atlas 2.0.2 (ISC), made from Natural Earth (public domain)"
    assert (shipped["height"], shipped["meridian"]) == (outline.HEIGHT, outline.MERIDIAN)
    assert "Permission to use" in (outline.OUTLINE.parent / "finland.LICENSE").read_text()
