"""Which values there may or must be, and which properties (SHACL, section 4.8)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from partnercities.shacl.components.standard import OfEachValue, Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.paths import Path, Step
from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Read, Shape
from partnercities.shacl.terms import SH, Term, sh


@dataclass(frozen=True)
class In(OfEachValue):
    """Values are members of a list."""

    members: tuple[Term, ...]

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values that are none."""
        return values - run.tables.numbers(self.members)


@dataclass(frozen=True)
class HasValue(Standard):
    """One of the values is this one."""

    wanted: Term

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Focus nodes without it."""
        wanted = run.tables.number(self.wanted)
        having = {focus for focus, values in reached.filled if wanted in values}
        return [(focus, None) for focus in reached.foci - having]


@dataclass(frozen=True)
class Closed(Constraint):
    """Value nodes have no other properties than those that are allowed."""

    allowed: frozenset[ox.NamedNode]
    component = f"{SH}ClosedConstraintComponent"
    asks = frozenset()

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """At all properties of values."""
        yield Read(values, None)

    def findings(self, run: Run, shape: Shape, reached: Reached) -> Iterator[tuple[int, Result]]:
        """The values of other properties."""
        tables, terms = run.tables, run.tables.terms
        holders: dict[int, list[int]] = {}
        for predicate in tables.predicates - self.allowed:
            table, path = tables.table(predicate), Step(predicate)
            for node in reached.values & table.keys():
                holders = holders or _holders(reached)
                for focus in holders[node]:
                    for value in table[node]:
                        found = Result(terms[focus], path, terms[value], self.component, shape, None, shape.messages)
                        yield focus, replace(found, rule=self)


def _holders(reached: Reached) -> dict[int, list[int]]:
    """The focus nodes of each value node."""
    found: dict[int, list[int]] = {}
    for focus, values in reached.filled:
        for value in values:
            found.setdefault(value, []).append(focus)
    return found


def _in(declared: Declaration) -> Iterator[In]:
    members = declared.items(sh("in"))
    if members is not None:
        yield In(members)


def _has_value(declared: Declaration) -> Iterator[HasValue]:
    yield from map(HasValue, declared.all(sh("hasValue")))


def _closed(declared: Declaration) -> Iterator[Closed]:
    if declared.boolean(sh("closed")):
        ignored = declared.items(sh("ignoredProperties")) or ()
        properties = (declared.graph.objects(shape, sh("path")) for shape in declared.all(sh("property")))
        allowed = [*ignored, *(path for paths in properties for path in paths)]
        yield Closed(frozenset(term for term in allowed if isinstance(term, ox.NamedNode)))


READERS = {sh("in"): _in, sh("hasValue"): _has_value, sh("closed"): _closed}
