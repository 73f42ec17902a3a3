"""Which values there may or must be, and which properties (SHACL, section 4.8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.paths import Step
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Rows, Shape
from partnercities.shacl.terms import SH, Term, sh


@dataclass(frozen=True)
class In(Standard):
    """Values are members of a list."""

    members: tuple[Term, ...]

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values that are none."""
        members = frozenset(self.members)
        return [(focus, value) for focus, values in rows for value in values if value not in members]


@dataclass(frozen=True)
class HasValue(Standard):
    """One of the values is this one."""

    wanted: Term

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Focus nodes without it."""
        wanted = self.wanted
        return [(focus, None) for focus, values in rows if wanted not in values]


@dataclass(frozen=True)
class Closed(Constraint):
    """Value nodes have no other properties than those that are allowed."""

    allowed: frozenset[ox.NamedNode]
    component = f"{SH}ClosedConstraintComponent"
    reads = None

    def check(self, run: Run, shape: Shape, rows: Rows) -> Iterator[Result]:
        """The values of other properties."""
        places: dict[Term, list[Term]] = {}
        for focus, values in rows:
            for value in values:
                places.setdefault(value, []).append(focus)
        for predicate in run.tables.predicates - self.allowed:
            table, path = run.tables.table(predicate), Step(predicate)
            for node in _common(places.keys(), table.keys()):
                for focus in places[node]:
                    for value in table[node]:
                        yield Result(focus, path, value, self.component, shape, None, shape.messages, (), self)


def _common(some: Iterable[Term], others: Iterable[Term]) -> list[Term]:
    """What is in both, by going through the smaller one."""
    less, more = sorted((dict.fromkeys(some), others), key=len)  # type: ignore[arg-type]
    return [term for term in less if term in more]


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
