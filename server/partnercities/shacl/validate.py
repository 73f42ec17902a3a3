"""Data against shapes: which results there are, and how much was checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Shape
from partnercities.shacl.shapes import Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.targets import focus_nodes
from partnercities.shacl.terms import Term


@dataclass(frozen=True)
class Outcome:
    """What a validation found."""

    results: list[Result]
    checked: Mapping[Shape, int]
    """How many focus nodes each shape with a target had, also where there were none."""


def validate(
    shapes: Shapes,
    data: Tables,
    *,
    focus: Collection[Term] | None = None,
    store: Callable[[], ox.Store] | None = None,
) -> Outcome:
    """Check data against shapes.

    `focus` leaves out all focus nodes but these. `store` gives the same data as a store, for constraints written in
    SPARQL; where it is not given, one is made if it is needed.
    """
    run = Run(shapes, data, store)
    nodes = {shape: _chosen(focus_nodes(shape, data), focus) for shape in shapes.targeting}
    results = list(run.results({shape.id: found for shape, found in nodes.items()}))
    return Outcome(results, {shape: len(found) for shape, found in nodes.items()})


def _chosen(nodes: Collection[Term], focus: Collection[Term] | None) -> Collection[Term]:
    return nodes if focus is None else [node for node in focus if node in nodes]


def explain(result: Result, shapes: Shapes, data: Tables) -> Result:
    """The result with its details: why the shapes that its constraint refers to do not hold."""
    raise NotImplementedError
