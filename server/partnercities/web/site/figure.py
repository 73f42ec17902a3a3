"""The picture of the main classes: laid out by hand, drawn by the server."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnercities.model.vocabulary import expand

WIDTH, HEIGHT = 944, 330
_WIDE, _HIGH = 156, 46


@dataclass(frozen=True)
class Box:
    """A class at its place."""

    iri: str
    x: int
    y: int
    wide: int = _WIDE
    high: int = _HIGH

    @property
    def middle(self) -> int:
        """Where its name stands."""
        return self.x + self.wide // 2

    @property
    def base(self) -> int:
        """The line on which its name stands."""
        return self.y + self.high // 2 + 5


@dataclass(frozen=True)
class Arrow:
    """A property from one class to another: the path of its line, and where its name stands."""

    iri: str
    line: str
    x: int
    y: int
    anchor: str = "middle"


def _box(name: str, column: int, row: int) -> Box:
    return Box(expand(name), 10 + 256 * column, 10 + 132 * row)


BOXES: Mapping[str, Box] = {
    name: _box(name, *place)
    for name, place in {
        "pc:Network": (0, 0),
        "pc:Project": (1, 0),
        "pc:Funding": (2, 0),
        "pc:Programme": (3, 0),
        "org:Membership": (0, 1),
        "pc:Participation": (1, 1),
        "pc:Fund": (3, 1),
        "pc:LocalAuthority": (0, 2),
        "pc:City": (1, 2),
        "pc:Evidence": (2, 2),
        "foaf:Document": (3, 2),
    }.items()
}
ARROWS = (
    Arrow(expand("pc:network"), "M266 33H170", 218, 24),
    Arrow(expand("pc:project"), "M522 33H426", 474, 24),
    Arrow(expand("pc:programme"), "M678 33H774", 726, 24),
    Arrow(expand("pc:fund"), "M856 56V138", 864, 102, "start"),
    Arrow(expand("org:organization"), "M88 142V60", 96, 102, "start"),
    Arrow(expand("pc:project"), "M344 142V60", 352, 102, "start"),
    Arrow(expand("pc:city"), "M344 188V270", 352, 234, "start"),
    Arrow(expand("org:member"), "M146 188L262 271", 190, 240, "end"),
    Arrow(expand("pc:governs"), "M166 300H262", 214, 317),
    Arrow(expand("pc:evidence"), "M422 165H600V270", 608, 222, "start"),
    Arrow(expand("oa:hasSource"), "M678 297H774", 726, 288),
)
