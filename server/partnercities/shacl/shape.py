"""What a shape is once it is read: its targets, its path, and the constraints that hold for its value nodes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Path
from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.terms import Term

if TYPE_CHECKING:  # a run knows shapes, and their constraints are given the run
    from partnercities.shacl.run import Run

Rows = Sequence[tuple[Term, Collection[Term]]]
"""Focus nodes, each once, with their value nodes, each once."""


class Read(NamedTuple):
    """A place where a plan looks at the data: a property of a node."""

    way: tuple[Path, ...] | None
    """The paths that lead there from the focus node, one after the other; None where it may be any node."""
    predicate: ox.NamedNode | None
    """None for all properties."""
    backwards: bool = False
    """Whether the node is the value of the property."""


class Constraint:
    """One condition on the value nodes of a shape; it sees all focus nodes of the shape at once."""

    component: str
    """The IRI of its constraint component."""
    refers: tuple[Term, ...] = ()
    """The shapes whose verdict on the value nodes it needs."""
    nests: bool = False
    """Whether the results of the shapes it refers to are results of this shape, as with sh:property."""
    reads: frozenset[ox.NamedNode] | None = frozenset()
    """The predicates it reads, of whatever node, beside the path of its shape; None if that cannot be told."""

    asks: frozenset[ox.NamedNode] | None = None
    """The predicates that have to be in the store for its queries; None for all."""

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """Where it looks at the data; `values` is the way to the value nodes."""
        yield from (Read(None, predicate) for predicate in (self.reads if self.reads is not None else (None,)))

    def reasons(self, run: "Run", values: set[int]) -> tuple[Term, ...]:
        """The shapes whose results on some value nodes say why it is broken; `run` has judged those that it refers to."""
        return ()

    def check(self, run: "Run", shape: "Shape", rows: Rows) -> Iterator[Result]:
        """What breaks the constraint, for constraints that are about terms."""
        raise NotImplementedError

    def findings(self, run: "Run", shape: "Shape", reached: Reached) -> Iterator[tuple[int, Result]]:
        """What breaks the constraint, each result with the number of its focus node."""
        for result in self.check(run, shape, reached.spelled()):
            yield run.tables.number(result.focus), result

    def fails(self, run: "Run", shape: "Shape", reached: Reached) -> Iterable[int]:
        """The focus nodes for which the constraint is broken."""
        return (focus for focus, _ in self.findings(run, shape, reached))


@dataclass(frozen=True, slots=True)
class Target:
    """One declaration of focus nodes: `kind` is sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf."""

    kind: ox.NamedNode
    of: Term


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape, or with a path a property shape."""

    id: Term
    path: Path | None
    targets: tuple[Target, ...]
    severity: ox.NamedNode
    messages: tuple[ox.Literal, ...]
    constraints: tuple[Constraint, ...]
    deactivated: bool = False

    @property
    def refers(self) -> tuple[Term, ...]:
        """The shapes that its constraints refer to; none where it is switched off."""
        return () if self.deactivated else tuple(other for rule in self.constraints for other in rule.refers)


@dataclass(frozen=True)
class Shapes:
    """Compiled shapes: plans, which any number of validations may share."""

    every: Mapping[Term, Shape]
    """All shapes by their node; each comes before those that it refers to."""
    targeting: tuple[Shape, ...]
    """Those with a target that are not switched off."""
    graph: ShapesGraph

    @property
    def downwards(self) -> Iterable[Shape]:
        """All shapes, each before those that it refers to."""
        return self.every.values()

    @property
    def upwards(self) -> Iterable[Shape]:
        """All shapes, each after those that it refers to."""
        return reversed(self.every.values())  # type: ignore[call-overload, no-any-return]
