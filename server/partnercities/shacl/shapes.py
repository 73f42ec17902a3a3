"""The shapes of a graph, compiled once: each read with its constraints, and put in an order in which they can be judged."""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.components import Reader, readers
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Path, read_path
from partnercities.shacl.shape import Constraint, Rows, Shape, Shapes, Target
from partnercities.shacl.targets import KINDS, declared_targets
from partnercities.shacl.terms import Term, named, sh

__all__ = ["Constraint", "Rows", "Shape", "Shapes", "Target", "compile_shapes"]

_HINT = "A shape that asks for itself has no verdict. Break the circle."


def compile_shapes(triples: Iterable[ox.Triple | ox.Quad]) -> Shapes:
    """Read the shapes of a graph. Raises BadShapes for what is ill-formed."""
    graph = ShapesGraph(triples)
    known = readers(graph)
    found: dict[Term, Shape] = {}
    waiting = _roots(graph)
    while waiting:
        node = waiting.pop()
        if node not in found:
            shape = found[node] = _shape(graph, node, known)
            waiting += reversed(shape.refers)
    every = {shape.id: shape for shape in _in_order(found)}
    return Shapes(every, tuple(shape for shape in found.values() if shape.targets and not shape.deactivated), graph)


def _roots(graph: ShapesGraph) -> list[Term]:
    """What is called a shape or has a target, the last one first."""
    called = [node for kind in ("NodeShape", "PropertyShape") for node in graph.instances(sh(kind))]
    aimed = [node for kind in KINDS for node in graph.subjects(kind)]
    return list(reversed(dict.fromkeys([*called, *aimed])))


def _shape(graph: ShapesGraph, node: Term, known: Mapping[ox.NamedNode, Reader]) -> Shape:
    declared = Declaration(graph, node, _path(graph, node))
    said = graph.said(node)
    return Shape(
        node,
        declared.path,
        tuple(declared_targets(declared)),
        declared.iri(sh("severity")) or sh("Violation"),
        tuple(_messages(declared)),
        tuple(rule for word in said if word in known for rule in known[word](declared)),
        declared.boolean(sh("deactivated")),
    )


def _path(graph: ShapesGraph, node: Term) -> Path | None:
    written = Declaration(graph, node, None).one(sh("path"))
    if written is None and graph.is_a(node, sh("PropertyShape")):
        raise BadShapes(f"The property shape {named(node)} has no sh:path.")
    if written is not None and graph.is_a(node, sh("NodeShape")):
        raise BadShapes(f"The node shape {named(node)} has a sh:path, which only property shapes have.")
    return None if written is None else read_path(graph, written)


def _messages(declared: Declaration) -> Iterator[ox.Literal]:
    for message in declared.all(sh("message")):
        if not isinstance(message, ox.Literal):
            raise declared.bad(sh("message"), f"is {named(message)}, which is no text")
        yield message


def _in_order(shapes: Mapping[Term, Shape]) -> list[Shape]:
    """The shapes, each before those that it refers to. Raises BadShapes if they refer to each other in a circle."""
    done: dict[Term, None] = {}
    for root in shapes:
        trail: dict[Term, Iterator[Term]] = {} if root in done else {root: iter(shapes[root].refers)}
        while trail:
            node, others = next(reversed(trail.items()))
            other = next((each for each in others if each not in done), None)
            if other is None:
                done[node] = None
                trail.popitem()
            elif other in trail:
                circle = [*list(trail)[list(trail).index(other) :], other]
                raise BadShapes("Shapes refer to each other in a circle: " + " → ".join(map(named, circle)), hint=_HINT)
            else:
                trail[other] = iter(shapes[other].refers)
    return [shapes[node] for node in reversed(done)]
