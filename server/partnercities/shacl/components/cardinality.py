"""How many value nodes there are (SHACL, section 4.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.reached import Reached
from partnercities.shacl.run import Run
from partnercities.shacl.terms import sh


@dataclass(frozen=True)
class MinCount(Standard):
    """At least so many values."""

    count: int

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Focus nodes with fewer."""
        least = self.count
        fewer = [(focus, None) for focus, values in reached.filled if len(values) < least] if least > 1 else []
        return [*((focus, None) for focus in reached.empty), *fewer] if least > 0 else ()


@dataclass(frozen=True)
class MaxCount(Standard):
    """At most so many values."""

    count: int

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Focus nodes with more."""
        most = self.count
        return [(focus, None) for focus, values in reached.filled if len(values) > most]


def _min_count(declared: Declaration) -> Iterator[MinCount]:
    declared.only_with_path(sh("minCount"))
    yield from map(MinCount, declared.count(sh("minCount")))


def _max_count(declared: Declaration) -> Iterator[MaxCount]:
    declared.only_with_path(sh("maxCount"))
    yield from map(MaxCount, declared.count(sh("maxCount")))


READERS = {sh("minCount"): _min_count, sh("maxCount"): _max_count}
