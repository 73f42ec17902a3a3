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
    chosen = None if focus is None else data.numbers(focus)
    nodes = {shape: focus_nodes(shape, data) for shape in shapes.targeting}
    if chosen is not None:
        nodes = {shape: found & chosen for shape, found in nodes.items()}
    results = list(run.results({shape.id: found for shape, found in nodes.items()}))
    return Outcome(results, {shape: len(found) for shape, found in nodes.items()})


def explain(result: Result, shapes: Shapes, data: Tables) -> Result:
    """The result with its details: why the shapes that its constraint refers to do not hold."""
    raise NotImplementedError
