"""Shapes joined by not, and, or and exactly-one (SHACL, section 4.6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Rows
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True)
class Not(Standard):
    """Values do not conform to a shape."""

    refers: tuple[Term, ...]

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values that do."""
        failing = run.failing(self.refers[0])
        return [(focus, value) for focus, values in rows for value in values if value not in failing]


@dataclass(frozen=True)
class _Several(Standard):
    refers: tuple[Term, ...]

    def wrong(self, failing: int) -> bool:
        """Whether a value breaks the constraint that does not conform to so many of the shapes."""
        raise NotImplementedError

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values that conform to too many or too few of the shapes."""
        sets = [run.failing(shape) for shape in self.refers]
        wrong = [self.wrong(count) for count in range(len(sets) + 1)]
        for focus, values in rows:
            for value in values:
                if wrong[sum([value in failing for failing in sets])]:
                    yield focus, value


class And(_Several):
    """Values conform to all shapes."""

    def wrong(self, failing: int) -> bool:
        """Whether there is one to which they do not."""
        return failing > 0


class Or(_Several):
    """Values conform to at least one shape."""

    def wrong(self, failing: int) -> bool:
        """Whether there is none."""
        return failing == len(self.refers)


class Xone(_Several):
    """Values conform to exactly one shape."""

    def wrong(self, failing: int) -> bool:
        """Whether it is another number."""
        return failing != len(self.refers) - 1


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
