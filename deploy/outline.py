"""Prepare the outline of Finland for the maps: `python deploy/outline.py FOLDER-OF-WORLD-ATLAS`.

Reads `countries-10m.json` of the npm package `world-atlas` 2.0.2 (ISC; its shapes are Natural Earth's, public
domain) and writes web/pictures/finland.json: one path, and what a place on earth needs to be put on it.
Transverse Mercator of a round earth at 27 degrees east, 720 units high; islands smaller than 12 square units
are left out, and bends smaller than 1.6 units are made straight.
"""

import json
import sys
from itertools import pairwise
from math import atan as arc_tangent
from math import atanh, cos, hypot, radians, sin, tan
from pathlib import Path

Point = tuple[float, float]
Line = list[Point]

OUTLINE = Path(__file__).resolve().parent.parent / "web" / "pictures" / "finland.json"
SHAPES = ("246", "248")  # Finland, and Åland, which the atlas keeps apart
MERIDIAN = 27
HEIGHT, SMALLEST, STRAIGHT = 720, 12, 1.6


def main(folder: Path) -> None:
    """Write the outline, and say how big it has become."""
    atlas = json.loads((folder / "countries-10m.json").read_text())
    rings = [[projected(*place) for place in ring] for ring in rings_of(atlas)]
    west, south = (min(point[n] for ring in rings for point in ring) for n in (0, 1))
    north = max(point[1] for ring in rings for point in ring)
    scale = HEIGHT / (north - south)
    drawn = [[((x - west) * scale, (north - y) * scale) for x, y in ring] for ring in rings]
    kept = [straightened(ring) for ring in drawn if area(ring) >= SMALLEST]
    width = max(x for ring in kept for x, _ in ring)
    path = "".join(written(ring) for ring in sorted(kept, key=area, reverse=True))
    told = {
        "source": "world-atlas 2.0.2 (ISC), made from Natural Earth (public domain)",
        "meridian": MERIDIAN,
        "scale": round(scale, 4),
        "west": round(west, 8),
        "north": round(north, 8),
        "width": round(width),
        "height": HEIGHT,
        "path": path,
    }
    OUTLINE.write_text(json.dumps(told, indent=1) + "\n")
    print(f"{len(kept)} shapes, {len(path)} signs")  # noqa: T201 - a tool for the terminal


def rings_of(atlas: dict) -> list[Line]:  # type: ignore[type-arg] - TopoJSON as it comes
    """The outer borders of the wanted shapes, in degrees."""
    arcs = [unfolded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    wanted = [each for each in atlas["objects"]["countries"]["geometries"] if each.get("id") in SHAPES]
    polygons = [
        polygon
        for each in wanted
        for polygon in (each["arcs"] if each["type"] == "MultiPolygon" else [each["arcs"]])
    ]
    return [joined(polygon[0], arcs) for polygon in polygons]


def unfolded(arc: list[list[int]], transform: dict[str, list[float]]) -> Line:
    """TopoJSON keeps the first point and then only steps, as whole numbers."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    line: Line = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        line.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return line


def joined(numbers: list[int], arcs: list[Line]) -> Line:
    """One ring; an arc whose number is below zero runs backwards."""
    ring: Line = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def projected(longitude: float, latitude: float) -> Point:
    east, north = radians(longitude - MERIDIAN), radians(latitude)
    return atanh(cos(north) * sin(east)), arc_tangent(tan(north) / cos(east))


def area(ring: Line) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def straightened(ring: Line) -> Line:
    """Douglas and Peucker, on both halves of a ring: from its first point to the farthest, and back."""
    far = max(range(len(ring)), key=lambda n: hypot(ring[n][0] - ring[0][0], ring[n][1] - ring[0][1]))
    return simpler(ring[: far + 1])[:-1] + simpler([*ring[far:], ring[0]])[:-1]


def simpler(line: Line) -> Line:
    if len(line) < 3:
        return line
    off = [distance(point, line[0], line[-1]) for point in line[1:-1]]
    worst = max(off)
    if worst < STRAIGHT:
        return [line[0], line[-1]]
    at = off.index(worst) + 1
    return simpler(line[: at + 1])[:-1] + simpler(line[at:])


def distance(point: Point, one: Point, other: Point) -> float:
    """From a point to the line through two others, or to the one point that both are."""
    across, down = other[0] - one[0], other[1] - one[1]
    length = hypot(across, down)
    if length == 0:
        return hypot(point[0] - one[0], point[1] - one[1])
    return abs(across * (one[1] - point[1]) - down * (one[0] - point[0])) / length


def written(ring: Line) -> str:
    """Whole start, then steps of one decimal at most: short, and exact to a tenth of a unit."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [f"{(b[0] - a[0]) / 10:g} {(b[1] - a[1]) / 10:g}" for a, b in pairwise(tenths)]
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l{' '.join(steps)}z"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
