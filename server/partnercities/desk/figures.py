"""The figures of the pages that explain the data: each is the number of rows of a stored query, which anybody can ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from partnercities.desk.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import expand

_PROJECT = expand("pc:Project")
_NETWORKS, _PROJECTS, _PAIRS = "cities-across-networks", "cities-across-projects", "pairs-of-cities"
# The figures of recurrence: a name, the query, and the values it is asked with.
_RECURRENCE: tuple[tuple[str, str, Mapping[str, Sequence[str]]], ...] = (
    ("one", _NETWORKS, {"min": ["1"]}),
    ("two", _NETWORKS, {}),
    ("by-projects", _NETWORKS, {"projectsOnly": ["true"]}),
    ("without-urbact", _NETWORKS, {"exclude": ["network/urbact"]}),
    ("three", _NETWORKS, {"min": ["3"]}),
    ("takes-part", _PROJECTS, {"min": ["1"]}),
    ("takes-part-twice", _PROJECTS, {}),
    ("pairs", _PAIRS, {"min": ["1"]}),
    ("pairs-again", _PAIRS, {}),
)
OPEN = ("dates", "lead", "funding", "cities")
"""What sources leave open of projects, as the query names it."""


@dataclass(frozen=True)
class Figure:
    """A number under a name, with the stored query that answers it."""

    name: str
    number: int
    query: str
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """Of how many of all something is known."""

    names: Mapping[str, str]
    """What it is called, by language."""
    known: int
    all: int

    @property
    def missing(self) -> int:
        """Of how many it is not."""
        return self.all - self.known


@dataclass(frozen=True)
class Gaps:
    """What the data does not know: identifiers of cities, what projects leave open, and how sources stand to each other."""

    identifiers: tuple[Share, ...]
    projects: int
    open: Mapping[str, int]
    """How many projects lack what `OPEN` names."""
    disagreements: int
    single: int
    """How many claims rest on one page only."""


def recurrence(desk: Desk) -> tuple[Figure, ...]:
    """The figures of recurrence in the data that a desk holds now."""
    return _recurrences.of(desk)


def gaps(desk: Desk) -> Gaps:
    """What the data that a desk holds now does not know."""
    return _gaps.of(desk)


def _count(desk: Desk, query: str, values: Mapping[str, Sequence[str]] | None = None) -> int:
    return len(desk.table(desk.stored(query), values or {}).rows)


def _find_gaps(desk: Desk) -> Gaps:
    left = list(desk.table(desk.stored("left-open"), {}))
    return Gaps(
        tuple(_identifiers(desk)),
        _count(desk, "things-of-class", {"class": [_PROJECT]}),
        {what: sum(row[what] == "false" for row in left) for what in OPEN},
        _count(desk, "disagreements"),
        _count(desk, "single-page-claims"),
    )


def _identifiers(desk: Desk) -> list[Share]:
    query = desk.stored("identifiers-of-cities")
    named: dict[str, dict[str, str]] = {}
    rows: dict[str, dict[str, str]] = {}
    for code in ("en", "bg"):
        for row in desk.table(query, {"lang": [code]}):
            named.setdefault(row["scheme"], {})[code] = row["name"]
            rows[row["scheme"]] = row
    return [Share(named[scheme], int(row["cities"]), int(row["all"])) for scheme, row in rows.items()]


_recurrences = Versioned(
    lambda desk: tuple(Figure(name, _count(desk, query, values), query, values) for name, query, values in _RECURRENCE)
)
_gaps = Versioned(_find_gaps)
