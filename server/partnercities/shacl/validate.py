"""Data against shapes: which results there are, and how much was checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

import pyoxigraph as ox

from partnercities.shacl.patience import Within, at_leisure
from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Shape
from partnercities.shacl.shapes import Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.targets import focus_nodes
from partnercities.shacl.terms import Term
from partnercities.shacl.undisturbed import undisturbed

DEEPEST = 8
"""How many levels of details a result is given: a person reads no more."""
MOST_DETAILS = 100
"""How many details one result is given in all."""


@dataclass(frozen=True)
class Outcome:
    """What a validation found."""

    results: list[Result]
    checked: Mapping[Shape, int]
    """How many focus nodes each shape with a target had, also where there were none."""
    unfinished: Mapping[Constraint, Shape] = field(default_factory=dict)
    """The constraints that took too long, of which nothing is known, each with a shape that has it."""


def validate(
    shapes: Shapes,
    data: Tables,
    *,
    focus: Collection[Term] | None = None,
    store: Callable[[], ox.Store] | None = None,
    within: Within = at_leisure,
) -> Outcome:
    """Check data against shapes.

    `focus` leaves out all focus nodes but these. `store` gives the same data as a store, for constraints written in
    SPARQL; where it is not given, one is made if it is needed. `within` gives the queries of each such constraint their time.
    """
    chosen = None if focus is None else data.numbers(focus)
    with undisturbed():
        nodes = {shape: focus_nodes(shape, data, chosen) for shape in shapes.targeting}
        run = Run(shapes, data, store, within)
        results = list(run.results({shape.id: found for shape, found in nodes.items()}))
    return Outcome(results, {shape: len(found) for shape, found in nodes.items()}, run.unfinished)


def explain(
    result: Result,
    shapes: Shapes,
    data: Tables,
    *,
    store: Callable[[], ox.Store] | None = None,
    depth: int = DEEPEST,
) -> Result:
    """The result with its details: why the shapes that its constraint refers to do not hold.

    Details have details of their own, down to `depth` levels and MOST_DETAILS in all.
    """
    return _Explanation(shapes, data, store).of(result, depth)


class _Explanation:
    """One result being explained, which may take so many details and no more."""

    def __init__(self, shapes: Shapes, data: Tables, store: Callable[[], ox.Store] | None) -> None:
        self._run = partial(Run, shapes, data, store)
        self._data = data
        self._left = MOST_DETAILS

    def of(self, result: Result, depth: int) -> Result:
        rule = result.rule
        if rule is None or not rule.refers or depth == 0 or self._left == 0:
            return result
        run, values = self._run(), _explained(result, self._data)
        found = {shape: list(run.results({shape: values})) for shape in rule.refers}
        reasons = (inner for shape in rule.reasons(run, values) for inner in found[shape])
        shown = list(islice(reasons, self._left))
        self._left -= len(shown)
        return replace(result, details=tuple(self.of(inner, depth - 1) for inner in shown))


def _explained(result: Result, data: Tables) -> set[int]:
    """The value nodes that a result is about: the one that it names, else all of them."""
    if result.value is not None:
        return {data.number(result.value)}
    return Reached({data.number(result.focus)}, result.shape.path, data).values
