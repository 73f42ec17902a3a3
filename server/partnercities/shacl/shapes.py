"""The shapes of a graph, compiled once: each read with its constraints, and put in an order in which they can be judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.shape import Constraint, Rows, Shape, Target
from partnercities.shacl.terms import Term

__all__ = ["Constraint", "Rows", "Shape", "Shapes", "Target", "compile_shapes"]


@dataclass(frozen=True)
class Shapes:
    """Compiled shapes: plans, which any number of validations may share."""

    every: Mapping[Term, Shape]
    """All shapes by their node; each comes before those that it refers to."""
    targeting: tuple[Shape, ...]
    """Those with a target that are not switched off."""
    graph: ShapesGraph


def compile_shapes(triples: Iterable[ox.Triple | ox.Quad]) -> Shapes:
    """Read the shapes of a graph. Raises BadShapes for what is ill-formed."""
    raise NotImplementedError
