"""Where names stand on a map: each beside its circle, never over a circle, another name or the edge.

A name without room beside its circle stands a little away, joined to it by a line, and farther from all other circles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from partnercities.drawing.lettering import width
from partnercities.drawing.rounding import half

# The places of a name around its circle, the best first: steps to the side and down in radii, and where the text begins.
_SIDES = (
    (1.0, 0.0, "start"),
    (-1.0, 0.0, "end"),
    (0.0, -1.0, "middle"),
    (0.0, 1.0, "middle"),
    (0.72, -0.72, "start"),
    (0.72, 0.72, "start"),
    (-0.72, -0.72, "end"),
    (-0.72, 0.72, "end"),
)
_STEPS = (0.25, 0.9, 1.6, 2.6)
"""How far a name stands from its circle, in sizes of the text: near it if there is room."""
_CLEAR = 0.4
"""How far a name that stands away keeps from the circles of others, in sizes of the text."""
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
_ABOVE, _BELOW = 0.8, 0.25
"""How far letters reach above and below the line they stand on, in sizes of the text."""


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> "Box":
        """The rectangle with so much more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> "Box":
        """The rectangle of a circle."""
        return cls(x - radius, y - radius, x + radius, y + radius)


@dataclass(frozen=True)
class Label:
    """A name on a map: the point of its base line, and whether it starts, ends or has its middle there.

    `line` is the `d` of an SVG path that joins it to its circle, where it stands away.
    """

    text: str
    x: float
    y: float
    anchor: str
    line: str = ""

    def box(self, size: float) -> Box:
        """The room that the name takes in this size."""
        long = width(self.text, size)
        left = self.x - _SHARE[self.anchor] * long
        return Box(left, self.y - _ABOVE * size, left + long, self.y + _BELOW * size)


Circle = tuple[float, float, float]


def place(names: Sequence[str], circles: Sequence[Circle], size: float, edge: Box, most: int) -> list[Label | None]:
    """A place for at most so many names, each beside its circle: who comes first chooses first.

    None stands for a name without room, and for all that come after the last that is wanted.
    """
    found, room = list[Label | None](), _Room(edge, size, [Box.around(*circle) for circle in circles], [])
    for name, circle in zip(names, circles, strict=True):
        label = next(filter(room.has, _around(name, circle, size)), None) if most else None
        if label:
            most -= 1
            room.names.append(label.box(size))
        found.append(label)
    return found


@dataclass(frozen=True)
class _Room:
    """What is taken of a view already, for names of a size."""

    edge: Box
    size: float
    circles: list[Box]
    names: list[Box]

    def has(self, label: Label) -> bool:
        """Whether a name can stand where it wants to."""
        box = label.box(self.size)
        if not self.edge.holds(box) or any(box.meets(other) for other in self.names):
            return False
        clear = box.grown(_CLEAR * self.size) if label.line else box
        return not any(clear.meets(other) for other in self.circles)


def _around(name: str, circle: Circle, size: float) -> Iterator[Label]:
    """The places of a name around a circle, the near ones first."""
    x, y, radius = circle
    for step, (right, down, anchor) in product(_STEPS, _SIDES):
        away = radius + step * size
        level = {-1.0: -_BELOW, 1.0: _ABOVE}.get(down, (_ABOVE - _BELOW) / 2) * size
        point = half(x + right * away), half(y + down * away)
        line = (
            f"M{half(x + right * radius)} {half(y + down * radius)}L{point[0]} {point[1]}" if step > _STEPS[0] else ""
        )
        yield Label(name, point[0], half(y + down * away + level), anchor, line)
