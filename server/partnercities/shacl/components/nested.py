"""Value nodes that have to conform to other shapes, all of them or some (SHACL, section 4.7)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import OfEachValue, Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.reached import Reached
from partnercities.shacl.run import Run
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True)
class Node(OfEachValue):
    """Values conform to a node shape."""

    refers: tuple[Term, ...]

    def reasons(self, run: Run, values: set[int]) -> tuple[Term, ...]:
        """The shape itself."""
        return self.refers

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that do not."""
        return values & run.failing(self.refers[0])


@dataclass(frozen=True)
class Property(Node):
    """Values are focus nodes of a property shape; what it finds are the results."""

    nests = True


@dataclass(frozen=True)
class _Qualified(Standard):
    count: int
    refers: tuple[Term, ...]
    """The shape that values are counted by, and after it those that must not claim them too."""

    def wrong(self, found: int) -> bool:
        """Whether so many are too few or too many."""
        raise NotImplementedError

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Focus nodes with too many or too few values that conform."""
        failing, *others = (run.failing(shape) for shape in self.refers)
        conforming = (reached.values - failing).intersection(*others)
        for focus, values in reached.filled:
            if self.wrong(sum([value in conforming for value in values])):
                yield focus, None
        if self.wrong(0):
            yield from ((focus, None) for focus in reached.empty)


class QualifiedMinCount(_Qualified):
    """At least so many values conform to a shape."""

    def reasons(self, run: Run, values: set[int]) -> tuple[Term, ...]:
        """The shape that values are counted by."""
        return self.refers[:1]

    def wrong(self, found: int) -> bool:
        """Whether there are fewer."""
        return found < self.count


class QualifiedMaxCount(_Qualified):
    """At most so many values conform to a shape."""

    def wrong(self, found: int) -> bool:
        """Whether there are more."""
        return found > self.count


_QUALIFIED = sh("qualifiedValueShape")


def _siblings(declared: Declaration, qualified: Term) -> tuple[Term, ...]:
    """The shapes by which the neighbours of this shape count, if they are to be disjoint."""
    if not declared.boolean(sh("qualifiedValueShapesDisjoint")):
        return ()
    graph = declared.graph
    parents = graph.holders(sh("property"), declared.id)
    neighbours = dict.fromkeys(shape for parent in parents for shape in graph.objects(parent, sh("property")))
    shapes = dict.fromkeys(other for shape in neighbours for other in graph.objects(shape, _QUALIFIED))
    return tuple(other for other in shapes if other != qualified)


def _qualified(parameter: ox.NamedNode, make: type[_Qualified]) -> Callable[[Declaration], Iterator[_Qualified]]:
    def read(declared: Declaration) -> Iterator[_Qualified]:
        shape = declared.one(_QUALIFIED)
        if shape is None:  # a count without a shape to count by declares no constraint
            return
        for count in declared.count(parameter):
            yield make(count, (declared.shape(_QUALIFIED, shape), *_siblings(declared, shape)))

    return read


def _node(declared: Declaration) -> Iterator[Node]:
    for shape in declared.all(sh("node")):
        yield Node((declared.shape(sh("node"), shape, with_path=False),))


def _property(declared: Declaration) -> Iterator[Property]:
    for shape in declared.all(sh("property")):
        yield Property((declared.shape(sh("property"), shape, with_path=True),))


READERS = {
    sh("node"): _node,
    sh("property"): _property,
    sh("qualifiedMinCount"): _qualified(sh("qualifiedMinCount"), QualifiedMinCount),
    sh("qualifiedMaxCount"): _qualified(sh("qualifiedMaxCount"), QualifiedMaxCount),
}
