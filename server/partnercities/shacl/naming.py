"""Rules over a whole dataset, each one query that names what breaks it as ?value: after a change they are asked about few nodes.

Such a rule hangs on one node that is only a handle. Asked about nodes that ?value may be, it gives the same results as
asked at all, as far as they name these; so a change has it asked again only for those whose results it can touch.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace

from partnercities.shacl.components.sparql import Select, answers
from partnercities.shacl.paths import Path
from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Constraint, Read, Shape, Target
from partnercities.shacl.sparql.asking import Key
from partnercities.shacl.sparql.compiling import Compiled
from partnercities.shacl.sparql.stored import Originals
from partnercities.shacl.tables import Tables
from partnercities.shacl.targets import ANYTHING
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True, eq=False)
class Naming(Select):
    """A rule over a whole dataset that can be asked about single nodes; about its handle it is asked for all there are."""

    handle: Term
    about: Compiled
    """The query for values of ?value."""

    def looks(self, values: tuple[Path, ...]) -> Iterator[Read]:
        """Where the query looks at the data from what it names."""
        yield from self.about.looks

    def findings(self, run: Run, shape: Shape, reached: Reached) -> Iterator[tuple[int, Result]]:
        """One result for each solution, all of them with the handle as focus node."""
        handle, originals = run.tables.number(self.handle), Originals(run.tables, self.reads)
        whole = handle in reached.foci
        compiled = self.compiled if whole else self.about
        alone: dict[Key, int] = {(self.handle,): handle}
        foci = alone if whole else self._possible(run.tables, reached.foci)
        for key, solution in answers(run, compiled, foci):
            yield foci[key], self.result(shape, self.handle, solution, originals)

    def _possible(self, tables: Tables, nodes: Collection[int]) -> dict[Key, int]:
        """The nodes that have what the query asks of all it names."""
        had = [tables.table(predicate) for predicate in self.compiled.had("value")]
        return {(tables.terms[node],): node for node in nodes if all(node in table for table in had)}


def naming(shape: Shape, rule: Constraint, handle: Term) -> Shape | None:
    """A shape for one rule over a whole dataset, called as the rule; None if it cannot be asked about single nodes."""
    about = rule.compiled.about("value") if isinstance(rule, Select) and rule.node is not None else None
    if about is None or not isinstance(rule, Select) or rule.node is None:
        return None
    given = {field.name: getattr(rule, field.name) for field in fields(rule)}
    targets = (Target(sh("targetNode"), handle), Target(ANYTHING, handle))
    return replace(shape, id=rule.node, targets=targets, constraints=(Naming(**given, handle=handle, about=about),))
