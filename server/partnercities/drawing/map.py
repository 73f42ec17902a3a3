"""Cities and what joins them on the map of Europe."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from partnercities.drawing.curves import Point, bow
from partnercities.drawing.labels import Box, Label, place
from partnercities.drawing.projection import HEIGHT, WIDTH, project
from partnercities.drawing.rounding import half

_SIGHT = 960
"""How many pixels wide a map is as a rule: sizes below are in these pixels, whatever part of Europe is shown."""
_TEXT, _SMALLEST, _LARGEST, _CENTRE = 15, 4.5, 18, 12
_THINNEST, _THICKEST = 1.5, 7.0
_LEAST = 560
"""The smallest width of a view in units, so that one city is seen with the countries around it."""
_FLATTEST, _STEEPEST = 1.5, 1.12
"""Between which proportions of width and height a view stays."""
_ROOM = 0.07
"""The part of a view that stays free around what is drawn."""


@dataclass(frozen=True)
class Spot:
    """A city for a map: coordinates in degrees, None where they are not known; `note` says in words what `weight` counts.

    `kind` is how its circle looks: "lead" with a ring around it, "aside" hollow, "" plain.
    """

    name: str
    href: str
    latitude: float | None
    longitude: float | None
    weight: int = 1
    kind: str = ""
    note: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """What joins two spots, by their places in the list of spots."""

    start: int
    end: int
    weight: int = 1


@dataclass(frozen=True)
class Dot:
    """A spot in its place, with its name where there is room for it."""

    spot: Spot
    x: float
    y: float
    radius: float
    label: Label | None = None
    centre: bool = False


@dataclass(frozen=True)
class Arc:
    """A link in its place: the `d` of an SVG path, and how thick it is."""

    path: str
    width: float


@dataclass(frozen=True)
class Map:
    """A part of europe.svg and what lies on it; sizes of `text`, circles and arcs are in units of the view."""

    left: int
    top: int
    width: int
    height: int
    text: float
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    outside: tuple[Spot, ...]
    """Spots that have no place on the map; the page names them in words."""

    @property
    def view_box(self) -> str:
        """The part that is shown, for the attribute of that name."""
        return f"{self.left} {self.top} {self.width} {self.height}"


def draw_map(spots: Sequence[Spot], links: Sequence[Link] = (), centre: int | None = None, labels: int = 25) -> Map:
    """The map of some spots: circles by area of weight, arcs by width, and at most so many names, the heaviest first.

    `centre` is the spot that the map is about, by its place in the list: its name comes first. A link to a spot
    without a place is not drawn.
    """
    points = [_point(spot) for spot in spots]
    view = _view([point for point in points if point])
    scale = (view.right - view.left) / _SIGHT
    radii = _radii(spots, centre)
    dots = [
        Dot(spots[index], *point, half(scale * radii[index]), centre=index == centre)
        for index in _order(spots, centre)
        if (point := points[index])
    ]
    return Map(
        left=round(view.left),
        top=round(view.top),
        width=round(view.right - view.left),
        height=round(view.bottom - view.top),
        text=half(scale * _TEXT),
        dots=_named(dots, labels, half(scale * _TEXT), view),
        arcs=_arcs(points, links, scale),
        outside=tuple(spot for spot, point in zip(spots, points, strict=True) if not point),
    )


def _point(spot: Spot) -> Point | None:
    if spot.latitude is None or spot.longitude is None:
        return None
    return project(spot.latitude, spot.longitude)


def _order(spots: Sequence[Spot], centre: int | None) -> list[int]:
    """The heaviest first, so that small circles lie on large ones; the centre before all."""
    return sorted(range(len(spots)), key=lambda index: (index != centre, -spots[index].weight, spots[index].name))


def _radii(spots: Sequence[Spot], centre: int | None) -> list[float]:
    """The radii of circles by area of weight; that of the centre says nothing, since its weight counts something else."""
    most = max((spot.weight for index, spot in enumerate(spots) if index != centre), default=1)
    radii = [max(_SMALLEST, _LARGEST * sqrt(max(0, spot.weight) / max(most, 8))) for spot in spots]
    return [_CENTRE if index == centre else radius for index, radius in enumerate(radii)]


def _named(dots: list[Dot], labels: int, size: float, view: Box) -> tuple[Dot, ...]:
    circles = [(dot.x, dot.y, dot.radius) for dot in dots]
    found = place([dot.spot.name for dot in dots], circles, size, view, labels)
    return tuple(replace(dot, label=label) for dot, label in zip(dots, found, strict=True))


def _arcs(points: list[Point | None], links: Sequence[Link], scale: float) -> tuple[Arc, ...]:
    """The arcs of links, the thickest last, so that they are seen."""
    most = max((link.weight for link in links), default=1)
    drawn = (
        (link.weight, start, end)
        for link in links
        if (start := points[link.start]) and (end := points[link.end]) and start != end
    )
    return tuple(Arc(bow(start, end), half(scale * _thickness(weight, most))) for weight, start, end in sorted(drawn))


def _thickness(weight: int, most: int) -> float:
    return _THINNEST + (_THICKEST - _THINNEST) * (weight - 1) / max(most - 1, 4)


def _view(points: list[Point]) -> Box:
    """The part of the frame around the points: not too small, not too flat or steep, and never over the edge."""
    if not points:
        return Box(0, 0, WIDTH, HEIGHT)
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    right, bottom = (max(point[axis] for point in points) for axis in (0, 1))
    wide = max(_LEAST, (right - left) * (1 + 2 * _ROOM))
    high = max(wide / _FLATTEST, (bottom - top) * (1 + 2 * _ROOM))
    wide, high = min(WIDTH, max(wide, high * _STEEPEST)), min(HEIGHT, high)
    left, top = _kept((left + right - wide) / 2, wide, WIDTH), _kept((top + bottom - high) / 2, high, HEIGHT)
    return Box(left, top, left + wide, top + high)


def _kept(start: float, length: float, end: float) -> float:
    return round(min(max(0, start), end - length))
