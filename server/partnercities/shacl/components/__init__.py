"""The constraint components: one table from each parameter to the reader of the constraints that it declares."""

from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from partnercities.shacl.components import (
    cardinality,
    defined,
    kinds,
    languages,
    logic,
    membership,
    nested,
    pairs,
    ranges,
    sparql,
    strings,
)
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.shape import Constraint

Reader = Callable[[Declaration], Iterator[Constraint]]
"""The constraints that one parameter declares for a shape."""

_FAMILIES = (cardinality, kinds, languages, logic, membership, nested, pairs, ranges, sparql, strings)
_STANDARD: dict[ox.NamedNode, Reader] = {
    parameter: reader for family in _FAMILIES for parameter, reader in family.READERS.items()
}


def readers(graph: ShapesGraph) -> Mapping[ox.NamedNode, Reader]:
    """The reader of each parameter that this shapes graph may use: those of the standard and those it defines itself."""
    return {**_STANDARD, **defined.readers(graph)}
