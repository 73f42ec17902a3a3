"""Curves between two points, in the letters of an SVG path."""

from math import hypot

Point = tuple[float, float]


def bow(start: Point, end: Point, rise: float = 0.13) -> str:
    """A bow from one point to another, which rises above the straight line by a part of its length."""
    if start[0] > end[0]:
        start, end = end, start
    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) / 2 + 2 * rise * (y2 - y1), (y1 + y2) / 2 - 2 * rise * (x2 - x1)
    return through(start, middle, end)


def through(start: Point, control: Point, end: Point) -> str:
    """A quadratic curve with its control point, in whole units."""
    return "M{} {}Q{} {} {} {}".format(*(round(value) for point in (start, control, end) for value in point))


def along(start: Point, end: Point, radius: float, *, long: bool) -> str:
    """An arc of a circle from one of its points clockwise to another; `long` if it is more than half of the circle."""
    return "M{} {}A{} {} 0 {:d} 1 {} {}".format(*start, radius, radius, long, *end)


def distance(start: Point, end: Point) -> float:
    """How far two points are from each other."""
    return hypot(end[0] - start[0], end[1] - start[1])
