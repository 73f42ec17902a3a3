"""Writes the outlines of Europe that the maps of the site lie on: run it with `make outlines`, which fetches the source.

The source is Natural Earth at 1 : 50 million (public domain), as the npm package world-atlas (ISC) holds it in TopoJSON:
countries are lists of arcs, and a border is one arc of two countries, so it is simplified once and drawn once. The
result is committed as server/partnercities/web/static/europe.svg, with two groups to be used by pages: `land` and
`borders`.
"""

import json
import sys
import tarfile
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from partnercities.drawing.projection import HEIGHT, WIDTH, lay

TARGET = Path(__file__).parents[1] / "server" / "partnercities" / "web" / "static" / "europe.svg"
MEMBER = "package/countries-50m.json"
MARGIN = 12
"""Units around the frame that are drawn too, so that the cut is never seen."""
SMALLEST_CORNER, SMALLEST_ISLAND = 1.0, 4.0
"""In square units of the map: a corner whose triangle is smaller is left out, and so is a smaller island."""
NOT_DRAWN = ({"804", "643"}, (44.0, 46.6), (32.0, 35.5)), ({"196", None}, (34.0, 36.0), (32.0, 35.0))
"""Lines inside of Ukraine (Crimea) and of Cyprus, by the two numbers of their sides and the degrees they lie in: they
are no borders between states."""

Point = tuple[float, float]
Line = list[Point]


def outlines(topology: dict[str, Any]) -> str:
    """The whole SVG."""
    degrees = [decode(arc, topology["transform"]) for arc in topology["arcs"]]
    lines = [simplified([lay(latitude, longitude) for longitude, latitude in arc]) for arc in degrees]
    rings = (
        joined(ring, lines) for geometry in topology["objects"]["land"]["geometries"] for ring in rings_of(geometry)
    )
    land = (rounded(clipped(ring)) for ring in rings)
    between = borders(topology["objects"]["countries"]["geometries"], degrees)
    edges = (rounded(part) for arc in between for part in within(lines[arc]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="currentColor">\n'
        "<!-- Natural Earth, public domain; made by docs/outlines.py -->\n"
        f"{path('land', (ring for ring in land if area(ring) >= SMALLEST_ISLAND), 'z')}"
        f"{path('borders', (edge for edge in edges if len(edge) > 1), '')}</svg>\n"
    )


def decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Line:
    """An arc in degrees, longitude first: TopoJSON holds steps on a grid."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda point, step: [point[0] + step[0], point[1] + step[1]])
    return [(x * wide + west, y * high + south) for x, y in steps]


def rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a polygon or of many, as numbers of arcs."""
    polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs", [])}
    for polygon in polygons.get(geometry["type"], []):
        yield from polygon


def joined(ring: list[int], lines: list[Line]) -> Line:
    """One ring of points; a negative number means an arc backwards."""
    return [point for arc in ring for point in (lines[arc] if arc >= 0 else lines[~arc][::-1])[:-1]]


def borders(countries: list[dict[str, Any]], degrees: list[Line]) -> list[int]:
    """The arcs that two countries share."""
    sides: dict[int, list[str | None]] = {}
    for country in countries:
        for arc in {max(arc, ~arc) for ring in rings_of(country) for arc in ring}:
            sides.setdefault(arc, []).append(country.get("id"))
    return [arc for arc, ids in sorted(sides.items()) if len(ids) > 1 and not left_out(set(ids), degrees[arc])]


def left_out(ids: set[str | None], line: Line) -> bool:
    """Whether an arc is one of those that are not drawn."""
    return any(
        ids == pair and all(south <= y <= north and west <= x <= east for x, y in line)
        for pair, (south, north), (west, east) in NOT_DRAWN
    )


def simplified(line: Line) -> Line:
    """The line without its smallest corners, the smallest first (Visvalingam and Whyatt 1993); its ends stay."""
    line = line[:]
    while len(line) > 2:
        smallest, at = min((area(line[i - 1 : i + 2]), i) for i in range(1, len(line) - 1))
        if smallest >= SMALLEST_CORNER:
            break
        del line[at]
    return line


def area(ring: Line) -> float:
    """The area of a ring, in square units."""
    return abs(sum(x * after_y - after_x * y for (x, y), (after_x, after_y) in pairwise([*ring, *ring[:1]]))) / 2


def clipped(ring: Line) -> Line:
    """What of a ring lies in the frame and its margin (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, HEIGHT + MARGIN, -1)):
        kept: Line = []
        for before, point in pairwise([*ring[-1:], *ring]):
            inside = [sign * (each[axis] - bound) >= 0 for each in (before, point)]
            if inside[0] != inside[1]:
                part = (bound - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
            if inside[1]:
                kept.append(point)
        ring = kept
    return ring


def within(line: Line) -> Iterator[Line]:
    """The parts of a line that lie in the frame: whole steps, since what hangs over the edge is not seen."""
    part: Line = []
    for before, point in pairwise(line):
        if not any(-MARGIN <= x <= WIDTH + MARGIN and -MARGIN <= y <= HEIGHT + MARGIN for x, y in (before, point)):
            yield part
            part = []
        else:
            part = [*(part or [before]), point]
    yield part


def rounded(line: Line) -> Line:
    """The line in whole units, without a point that falls on the one before."""
    whole = [(round(x), round(y)) for x, y in line]
    return [*whole[:1], *(point for before, point in pairwise(whole) if point != before)]


def path(id: str, lines: Iterable[Line], end: str) -> str:
    """The lines as one path of an SVG, in steps from point to point; its stroke does not grow with the map."""
    return f'<path id="{id}" vector-effect="non-scaling-stroke" d="{"".join(steps(line) + end for line in lines)}"/>\n'


def steps(line: Line) -> str:
    """One line in the letters of an SVG path, with no space that can be done without."""
    (x, y), rest = line[0], pairwise(line)
    moves = " ".join(f"{after_x - x:g} {after_y - y:g}" for (x, y), (after_x, after_y) in rest)
    return f"M{x:g} {y:g}l{moves}".replace(" -", "-")


def main(archive: str) -> None:
    """Write the file anew from the package as npm packs it."""
    with tarfile.open(archive) as package:
        member = package.extractfile(MEMBER)
        topology = json.load(member) if member else {}
    TARGET.write_text(outlines(topology), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
