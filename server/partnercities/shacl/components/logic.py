"""Shapes joined by not, and, or and exactly-one (SHACL, section 4.6)."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import OfEachValue
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.run import Run
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True)
class Not(OfEachValue):
    """Values do not conform to a shape."""

    refers: tuple[Term, ...]

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that do."""
        return values - run.failing(self.refers[0])


@dataclass(frozen=True)
class _Several(OfEachValue):
    refers: tuple[Term, ...]

    def reasons(self, run: Run, values: set[int]) -> tuple[Term, ...]:
        """All of them."""
        return self.refers


class And(_Several):
    """Values conform to all shapes."""

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that do not conform to one of them."""
        return values.intersection(set[int]().union(*map(run.failing, self.refers)))


class Or(_Several):
    """Values conform to at least one shape."""

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that conform to none."""
        return values.intersection(*map(run.failing, self.refers))


class Xone(_Several):
    """Values conform to exactly one shape."""

    def reasons(self, run: Run, values: set[int]) -> tuple[Term, ...]:
        """All of them, if values conform to none; that they conform to several has no results."""
        return self.refers if values.intersection(*map(run.failing, self.refers)) else ()

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that conform to none, or to more than one."""
        failures = Counter(value for shape in self.refers for value in values & run.failing(shape))
        return {value for value in values if failures[value] != len(self.refers) - 1}


def _not(declared: Declaration) -> Iterator[Not]:
    yield from (Not((declared.shape(sh("not"), shape),)) for shape in declared.all(sh("not")))


def _reader(parameter: ox.NamedNode, make: type[_Several]) -> Callable[[Declaration], Iterator[_Several]]:
    def read(declared: Declaration) -> Iterator[_Several]:
        for head in declared.all(parameter):
            yield make(tuple(declared.shape(parameter, shape) for shape in declared.graph.items(head)))

    return read


READERS = {
    sh("not"): _not,
    **{
        parameter: _reader(parameter, make)
        for parameter, make in {sh("and"): And, sh("or"): Or, sh("xone"): Xone}.items()
    },
}
