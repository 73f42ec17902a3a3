"""Where a place lies on our map of Europe: Lambert azimuthal equal area around 10° E, 52° N, as in EPSG:3035.

The earth is a sphere here (Snyder 1987, Map Projections, equations 24-2 to 24-4). That differs from EPSG:3035 by less
than 10 km, which is five units of the map, and places and outlines differ alike: docs/outlines.py draws with `lay`.
"""

from math import cos, radians, sin, sqrt

from partnercities.drawing.rounding import half

WIDTH, HEIGHT = 2600, 2080
"""The frame in units, from Iceland to Baku and from Nordkapp to Cyprus: the coordinates of europe.svg."""
KILOMETRES = 2
"""The side of one unit."""

_WEST, _NORTH = -1840, 2260
"""The upper left corner of the frame, in kilometres from the centre."""
_RADIUS = 6371.007
_ANTIPODE = 1e-9
_CENTRE_LATITUDE, _CENTRE_LONGITUDE = radians(52), radians(10)


def project(latitude: float, longitude: float) -> tuple[float, float] | None:
    """The point of a place in half units, in degrees given, or None if it lies outside of the frame."""
    x, y = (half(value) for value in lay(latitude, longitude))
    return (x, y) if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else None


def lay(latitude: float, longitude: float) -> tuple[float, float]:
    """The exact point of a place in units, from the upper left corner of the frame and also outside of it.

    The antipode of the centre is the whole edge of the world: it is laid on one point there.
    """
    phi, turn = radians(latitude), radians(longitude) - _CENTRE_LONGITUDE
    towards = sin(_CENTRE_LATITUDE) * sin(phi) + cos(_CENTRE_LATITUDE) * cos(phi) * cos(turn)
    east, north = 0.0, -2 * _RADIUS
    if 1 + towards > _ANTIPODE:
        stretch = _RADIUS * sqrt(2 / (1 + towards))
        east = stretch * cos(phi) * sin(turn)
        north = stretch * (cos(_CENTRE_LATITUDE) * sin(phi) - sin(_CENTRE_LATITUDE) * cos(phi) * cos(turn))
    return (east - _WEST) / KILOMETRES, (_NORTH - north) / KILOMETRES
