"""How the values compare with those of another property of the focus node (SHACL, section 4.5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import pyoxigraph as ox

from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.ordering import compare, value_of
from partnercities.shacl.paths import Path
from partnercities.shacl.reached import Reached
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Read
from partnercities.shacl.terms import sh


@dataclass(frozen=True)
class _Pair(Standard):
    other: ox.NamedNode

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """At the other property of the focus node."""
        yield Read((), self.other)


class Equals(_Pair):
    """The two have the same values."""

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Values that only one of the two has."""
        others = run.tables.table(self.other)
        for focus, values in reached.rows:
            compared = others.get(focus, ())
            yield from ((focus, value) for value in values if value not in compared)
            yield from ((focus, value) for value in compared if value not in values)


class Disjoint(_Pair):
    """The two have no value in common."""

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Values that both have."""
        others = run.tables.table(self.other)
        for focus, values in reached.filled:
            compared = others.get(focus, ())
            yield from ((focus, value) for value in values if value in compared)


class LessThan(_Pair):
    """Each value is less than each of the other property."""

    signs: ClassVar[tuple[int, ...]] = (-1,)

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Values, once for each of the other property that they are not less than or cannot be compared with."""
        others, terms, signs = run.tables.table(self.other), run.tables.terms, self.signs
        for focus, values in reached.filled:
            compared = [value_of(terms[other]) for other in others.get(focus, ())]
            for value in values if compared else ():
                mine = value_of(terms[value])
                yield from ((focus, value) for other in compared if compare(mine, other) not in signs)


class LessThanOrEquals(LessThan):
    """Each value is less than or equal to each of the other property."""

    signs = (-1, 0)


def _reader(parameter: ox.NamedNode, make: type[_Pair]) -> Callable[[Declaration], Iterator[_Pair]]:
    def read(declared: Declaration) -> Iterator[_Pair]:
        if issubclass(make, LessThan):
            declared.only_with_path(parameter)
        yield from map(make, declared.iris(parameter))

    return read


READERS = {
    parameter: _reader(parameter, make)
    for parameter, make in {
        sh("equals"): Equals,
        sh("disjoint"): Disjoint,
        sh("lessThan"): LessThan,
        sh("lessThanOrEquals"): LessThanOrEquals,
    }.items()
}
