"""Between which values a literal lies (SHACL, section 4.3)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar

import pyoxigraph as ox

from partnercities.shacl.components.standard import OfEachValue
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.ordering import compare, value_of
from partnercities.shacl.run import Run
from partnercities.shacl.terms import sh


@dataclass(frozen=True)
class _Range(OfEachValue):
    bound: ox.Literal
    signs: ClassVar[tuple[int, ...]] = ()
    """How the bound may compare with a value: less is -1, equal is 0, greater is 1."""

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values beyond the bound, and those that cannot be compared with it."""
        terms, bound = run.tables.terms, value_of(self.bound)
        return {value for value in values if compare(bound, value_of(terms[value])) not in self.signs}


class MinExclusive(_Range):
    """Values are greater."""

    signs = (-1,)


class MinInclusive(_Range):
    """Values are greater or equal."""

    signs = (-1, 0)


class MaxExclusive(_Range):
    """Values are less."""

    signs = (1,)


class MaxInclusive(_Range):
    """Values are less or equal."""

    signs = (1, 0)


def _reader(parameter: ox.NamedNode, make: type[_Range]) -> Callable[[Declaration], Iterator[_Range]]:
    def read(declared: Declaration) -> Iterator[_Range]:
        if bound := declared.literal(parameter):
            yield make(bound)

    return read


READERS = {
    parameter: _reader(parameter, make)
    for parameter, make in {
        sh("minExclusive"): MinExclusive,
        sh("minInclusive"): MinInclusive,
        sh("maxExclusive"): MaxExclusive,
        sh("maxInclusive"): MaxInclusive,
    }.items()
}
