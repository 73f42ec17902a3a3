"""Which nodes shapes are about (SHACL, section 2.1.3): what declares them, and how they are found in the data."""

from collections.abc import Callable, Collection, Iterator

import pyoxigraph as ox

from partnercities.shacl.declaration import Declaration
from partnercities.shacl.shape import Shape, Target
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import CLASS, TYPE, Term, named, sh

_OWL_CLASS = ox.NamedNode("http://www.w3.org/2002/07/owl#Class")

KINDS: dict[ox.NamedNode, Callable[[Tables, Term], Collection[int]]] = {
    sh("targetNode"): lambda tables, of: (tables.number(of),),
    sh("targetClass"): lambda tables, of: tables.instances(of),
    sh("targetSubjectsOf"): lambda tables, of: tables.table(of).keys() if isinstance(of, ox.NamedNode) else (),
    sh("targetObjectsOf"): lambda tables, of: tables.inverse(of).keys() if isinstance(of, ox.NamedNode) else (),
}
"""How the nodes are found, by the parameter that declares them."""


def declared_targets(declared: Declaration) -> Iterator[Target]:
    """The targets of a shape; a shape that is a class is about its instances."""
    for kind in KINDS:
        for node in declared.all(kind):
            if isinstance(node, ox.BlankNode) or (isinstance(node, ox.Literal) and kind != sh("targetNode")):
                raise declared.bad(kind, f"is {named(node)}, which is no IRI")
            yield Target(kind, node)
    if isinstance(declared.id, ox.NamedNode) and _is_class(declared):
        yield Target(sh("targetClass"), declared.id)


def _is_class(declared: Declaration) -> bool:
    graph = declared.graph
    classes = {*graph.subclasses(CLASS), *graph.subclasses(_OWL_CLASS)}
    return any(kind in classes for kind in graph.objects(declared.id, TYPE))


def focus_nodes(shape: Shape, tables: Tables) -> set[int]:
    """The numbers of the nodes that the targets of a shape select."""
    return {node for target in shape.targets for node in KINDS[target.kind](tables, target.of)}
