"""Who meets whom as a ring: names around a circle by groups, curves through its middle. The same data, the same picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, degrees, pi, sin, sqrt
from operator import itemgetter

from partnercities.drawing.curves import Point, along, distance, through
from partnercities.drawing.lettering import width
from partnercities.drawing.rounding import half, tenth

MOST = 60
"""So many nodes can be told apart."""
_RADIUS, _TEXT = 300, 17
_SMALLEST, _LARGEST = 4.0, 11.0
_CENTRE = 22
_THINNEST, _THICKEST = 1.2, 8.0
_AWAY = 10
"""How far a name begins from the circle of the names' dots."""


@dataclass(frozen=True)
class Node:
    """One of those that meet; `group` is what it stands beside others by, such as its country."""

    name: str
    href: str
    group: str = ""
    weight: int = 1
    note: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Edge:
    """How often two nodes meet, by their places in the list of nodes."""

    start: int
    end: int
    weight: int = 1


@dataclass(frozen=True)
class Writing:
    """A text that goes out from the middle: its point, the turn in degrees, and whether it starts or ends there."""

    text: str
    x: float
    y: float
    turn: float
    anchor: str


@dataclass(frozen=True)
class Group:
    """The name of a group, and an arc along the circle from it over its nodes."""

    writing: Writing
    path: str


@dataclass(frozen=True)
class Bead:
    """A node in its place."""

    node: Node
    x: float
    y: float
    radius: float
    writing: Writing
    centre: bool = False


@dataclass(frozen=True)
class Strand:
    """An edge in its place; `aside` is one that does not touch the centre of a picture that has one."""

    path: str
    width: float
    aside: bool


@dataclass(frozen=True)
class Ring:
    """A ring in a square view around the point 0 0."""

    size: int
    text: float
    beads: tuple[Bead, ...]
    strands: tuple[Strand, ...]
    groups: tuple[Group, ...]

    @property
    def view_box(self) -> str:
        """The whole square, for the attribute of that name."""
        return f"{-self.size // 2} {-self.size // 2} {self.size} {self.size}"


def draw_ring(nodes: Sequence[Node], edges: Sequence[Edge] = (), centre: int | None = None) -> Ring:
    """The ring of some nodes, with the one of `centre` in its middle. Raises ValueError above MOST nodes."""
    if len(nodes) > MOST:
        raise ValueError(f"{len(nodes)} names in one ring cannot be read: at most {MOST}.")
    slots = _slots(nodes, centre)
    text = half(min(_TEXT, 0.8 * 2 * pi * _RADIUS / max(len(slots), 1)))
    most = max((nodes[slot.index].weight for slot in slots if slot.index is not None), default=1)
    beads = [_bead(nodes[slot.index], slot, most) for slot in slots if slot.index is not None]
    points = {slot.index: slot.point(_RADIUS) for slot in slots if slot.index is not None}
    if centre is not None:
        points[centre] = (0.0, 0.0)
        beads.insert(0, _middle(nodes[centre], text))
    reach = _RADIUS + 3 * _AWAY + max((width(slot.text, text) for slot in slots), default=0)
    return Ring(2 * round(reach), text, tuple(beads), tuple(_strands(points, edges, centre)), tuple(_groups(slots)))


@dataclass(frozen=True)
class _Slot:
    """A place on the circle, for a node by its place in the list or for the name of a group; `turn` is in radians."""

    text: str
    index: int | None
    turn: float

    def point(self, radius: float) -> Point:
        """Its point so far from the middle."""
        return half(radius * cos(self.turn)), half(radius * sin(self.turn))

    def writing(self, radius: float) -> Writing:
        """Its text, outside of a dot of this radius; on the left side it is turned, so that no text is upside down."""
        turn = tenth(degrees(self.turn))
        left = cos(self.turn) < 0
        x, y = self.point(_RADIUS + radius + _AWAY)
        return Writing(self.text, x, y, tenth(turn - 180) if left else turn, "end" if left else "start")


def _slots(nodes: Sequence[Node], centre: int | None) -> list[_Slot]:
    """The places around the circle from the top: before each group its name, then its nodes by name."""
    order = sorted((node.group, node.name, node.href, index) for index, node in enumerate(nodes) if index != centre)
    texts: list[tuple[str, int | None]] = []
    for group, members in groupby(order, key=itemgetter(0)):
        texts += [(group, None)] if group else []
        texts += [(name, index) for _, name, _, index in members]
    return [_Slot(text, index, 2 * pi * (at + 0.5) / len(texts) - pi / 2) for at, (text, index) in enumerate(texts)]


def _groups(slots: Sequence[_Slot]) -> Iterator[Group]:
    """The names of groups, each with the arc to the last place before the next name."""
    for at, slot in enumerate(slots):
        if slot.index is None:
            last = next((i for i in range(at + 1, len(slots)) if slots[i].index is None), len(slots)) - 1
            yield Group(
                slot.writing(0),
                along(slot.point(_RADIUS), slots[last].point(_RADIUS), _RADIUS, long=2 * (last - at) > len(slots)),
            )


def _bead(node: Node, slot: _Slot, most: int) -> Bead:
    radius = half(max(_SMALLEST, _LARGEST * sqrt(max(0, node.weight) / max(most, 4))))
    return Bead(node, *slot.point(_RADIUS), radius, slot.writing(radius))


def _middle(node: Node, text: float) -> Bead:
    name = Writing(node.name, 0, half(_CENTRE + 1.2 * text), 0, "middle")
    return Bead(node, 0, 0, _CENTRE, name, centre=True)


def _strands(points: dict[int, Point], edges: Sequence[Edge], centre: int | None) -> Iterator[Strand]:
    """The edges as curves, those aside first and the thickest last, so that what matters is seen."""
    most = max((edge.weight for edge in edges), default=1)
    aside = {edge: centre is not None and centre not in (edge.start, edge.end) for edge in edges}
    for edge in sorted(edges, key=lambda edge: (not aside[edge], edge.weight, edge.start, edge.end)):
        thick = _THINNEST + (_THICKEST - _THINNEST) * (edge.weight - 1) / max(most - 1, 4)
        yield Strand(_curve(points[edge.start], points[edge.end]), half(thick), aside[edge])


def _curve(start: Point, end: Point) -> str:
    """A curve that is drawn to the middle of the ring, the less the nearer its ends are to each other."""
    near = 1 - distance(start, end) / (2 * _RADIUS)
    x, y = (near * (a + b) / 2 for a, b in zip(start, end, strict=True))
    return through(start, (x, y), end)
