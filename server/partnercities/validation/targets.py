"""Which nodes a shape is about (SHACL, section 2.1), so that a report can say how much was checked."""

from rdflib import OWL, RDF, RDFS, Graph, Literal, Node
from rdflib.namespace import SH


def focus_nodes(shapes: Graph, data: Graph) -> dict[Node, set[Node]]:
    """The focus nodes of every shape that has a target."""
    found: dict[Node, set[Node]] = {}
    sleeping = set(shapes.subjects(SH.deactivated, Literal(True)))
    for predicate, look in _TARGETS.items():
        for shape, target in shapes.subject_objects(predicate):
            found.setdefault(shape, set()).update(look(data, target))
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        if {RDFS.Class, OWL.Class} & set(shapes.objects(shape, RDF.type)):
            found.setdefault(shape, set()).update(_instances(data, shape))
    return {shape: nodes for shape, nodes in found.items() if shape not in sleeping}


def _instances(data: Graph, of: Node) -> set[Node]:
    classes = data.transitive_subjects(RDFS.subClassOf, of)
    return {node for cls in classes if cls is not None for node in data.subjects(RDF.type, cls)}


def _itself(_: Graph, node: Node) -> set[Node]:
    return {node}


def _subjects(data: Graph, predicate: Node) -> set[Node]:
    return set(data.subjects(predicate))


def _objects(data: Graph, predicate: Node) -> set[Node]:
    return set(data.objects(None, predicate))


_TARGETS = {
    SH.targetClass: _instances,
    SH.targetNode: _itself,
    SH.targetSubjectsOf: _subjects,
    SH.targetObjectsOf: _objects,
}
