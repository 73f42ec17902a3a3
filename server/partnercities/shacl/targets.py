"""Which nodes shapes are about (SHACL, section 2.1.3): what declares them, and how they are found in the data."""

from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

import pyoxigraph as ox

from partnercities.shacl.declaration import Declaration
from partnercities.shacl.shape import Shape, Target
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import CLASS, Term, named, sh

# The standard asks for rdfs:Class; many declare their classes in the words of OWL only.
_CLASSES = (CLASS, ox.NamedNode("http://www.w3.org/2002/07/owl#Class"))
_SHAPES = (sh("NodeShape"), sh("PropertyShape"))

ANYTHING = ox.NamedNode("urn:x-shacl:anything")
"""A target of plans only, which nobody declares: each node that is asked about, and none where no node is."""


class _Anything(frozenset[int]):
    """Holds whatever is asked for, and lists nothing."""

    def __contains__(self, node: object) -> bool:
        return True


KINDS: dict[ox.NamedNode, Callable[[Tables, Term], Collection[int]]] = {
    sh("targetNode"): lambda tables, of: {tables.number(of)},
    sh("targetClass"): lambda tables, of: tables.instances(of),
    sh("targetSubjectsOf"): lambda tables, of: tables.table(of).keys() if isinstance(of, ox.NamedNode) else (),
    sh("targetObjectsOf"): lambda tables, of: tables.inverse(of).keys() if isinstance(of, ox.NamedNode) else (),
    ANYTHING: lambda _tables, _of: _Anything(),
}
"""How the nodes are found, by the parameter that declares them; what is found knows at once whether it holds a node."""


def declared_targets(declared: Declaration) -> Iterator[Target]:
    """The targets of a shape; what is called both a shape and a class is about its instances."""
    for kind in KINDS.keys() - {ANYTHING}:
        for node in declared.all(kind):
            if isinstance(node, ox.BlankNode) or (isinstance(node, ox.Literal) and kind != sh("targetNode")):
                raise declared.bad(kind, f"is {named(node)}, which is no IRI")
            yield Target(kind, node)
    if isinstance(declared.id, ox.NamedNode) and _is_any(declared, _SHAPES) and _is_any(declared, _CLASSES):
        yield Target(sh("targetClass"), declared.id)


def _is_any(declared: Declaration, kinds: Iterable[ox.NamedNode]) -> bool:
    return any(declared.graph.is_a(declared.id, kind) for kind in kinds)


def focus_nodes(shape: Shape, tables: Tables, among: set[int] | None = None) -> set[int]:
    """The numbers of the nodes that the targets of a shape select; `among` leaves out all but these."""
    sets = [KINDS[target.kind](tables, target.of) for target in shape.targets]
    if among is None:
        return set().union(*sets)
    if any(isinstance(found, _Anything) for found in sets):
        return among
    return set().union(*(found & among for found in sets if isinstance(found, AbstractSet)))
