"""A list that a page shows, as it can be taken away: columns, rows, and what more is known of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from partnercities.model.vocabulary import XSD
from partnercities.protocol.formats import Kind
from partnercities.store import Table, Term

Value = str | int | float | bool | tuple[str, ...] | None
"""One value of a row: a tuple is several texts, None is what is not known."""
Record = Mapping[str, Value]
"""One row by its columns."""


@dataclass(frozen=True)
class Edge:
    """Two nodes that belong together, without direction; `weight` says how much, such as by how many projects."""

    source: str
    target: str
    weight: float
    about: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Network:
    """Nodes by their identifiers with what is known of each, its name as `label`, and edges between them.

    `positions` are places on a map, x to the right and y down, for those nodes that have one.
    """

    nodes: Mapping[str, Record]
    edges: Sequence[Edge]
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """All rows of a list, whatever page of it is shown; `path` is its address without suffix, such as `/cities`.

    `places`: rows have a place, in the columns `latitude` and `longitude`. `things`: the column with the IRI of what a
    row is about, where the graph knows it: then the list is also a graph. `network`: what the rows join.
    """

    path: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Record]
    places: bool = False
    things: str = ""
    network: Network | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it can be given as, which decides its formats."""
        more = {Kind.PLACES: self.places, Kind.NETWORK: self.network, Kind.GRAPH: self.things}
        return (Kind.LIST, *(kind for kind, there in more.items() if there))

    @property
    def iris(self) -> tuple[str, ...]:
        """The things that are listed, each once, in order."""
        return tuple(dict.fromkeys(str(row[self.things]) for row in self.rows if row.get(self.things)))


def records(table: Table) -> tuple[Record, ...]:
    """The rows of an answer with numbers and booleans as such; IRIs, dates and words are texts, what is unbound is None."""
    return tuple(dict(zip(table.columns, map(_value, row), strict=True)) for row in table.rows)


def network_of(
    rows: Iterable[Record], ends: tuple[str, str], weight: str, keep: Sequence[str], about: Mapping[str, Record]
) -> Network:
    """The network of rows that each join two things.

    `ends` are the columns of the two, `weight` the one of how much, `keep` those that say more of the edge. `about` says
    what is known of each thing, its name as `label`.
    """
    edges = [_edge(row, ends, weight, keep) for row in rows]
    joined = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    return Network({node: about.get(node, {}) for node in joined}, edges)


def _edge(row: Record, ends: tuple[str, str], weight: str, keep: Sequence[str]) -> Edge:
    source, target = (str(row[end]) for end in ends)
    amount = row[weight]
    return Edge(source, target, amount if isinstance(amount, int | float) else 0, {name: row[name] for name in keep})


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    read = _READ.get(term.datatype.removeprefix(XSD), str)
    try:
        return read(term.value)
    except ValueError:
        return term.value


def _boolean(text: str) -> bool:
    return text in ("true", "1")


def _real(text: str) -> Value:
    # JSON has no infinity and no NaN.
    return float(text) if isfinite(float(text)) else text


# fmt: off
_READ: Mapping[str, Callable[[str], Value]] = {
    "integer": int, "int": int, "long": int, "short": int, "nonNegativeInteger": int, "positiveInteger": int,
    "decimal": _real, "double": _real, "float": _real, "boolean": _boolean,
}
# fmt: on
