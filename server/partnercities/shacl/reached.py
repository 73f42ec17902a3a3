"""Focus nodes of a shape and what is reached from them: the value nodes, each form of them made when it is first needed."""

from collections.abc import Collection, Sequence
from functools import cached_property

from partnercities.shacl.paths import Path, Step
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term
from partnercities.shacl.walking import walk

NumberRows = Sequence[tuple[int, Collection[int]]]
"""Focus nodes, each once, with their value nodes, each once, all by their numbers."""


class Reached:
    """Focus nodes with their value nodes by a path, or with themselves where there is none."""

    def __init__(self, foci: set[int], path: Path | None, tables: Tables) -> None:
        self.foci = foci
        self.tables = tables
        self._path = path

    @cached_property
    def rows(self) -> NumberRows:
        """All focus nodes with their value nodes."""
        if self._path is None:
            return [(focus, (focus,)) for focus in self.foci]
        if isinstance(self._path, Step):
            get = self.tables.table(self._path.predicate).get
            return [(focus, get(focus, ())) for focus in self.foci]
        step = walk(self._path, self.tables)
        return [(focus, step(focus)) for focus in self.foci]

    @cached_property
    def filled(self) -> NumberRows:
        """The focus nodes that have values, with them."""
        if self._path is None:
            return self.rows
        if isinstance(self._path, Step):
            table = self.tables.table(self._path.predicate)
            return [(focus, table[focus]) for focus in self.foci & table.keys()]
        return [row for row in self.rows if row[1]]

    @cached_property
    def empty(self) -> set[int]:
        """The focus nodes that have no values."""
        if isinstance(self._path, Step):
            table = self.tables.table(self._path.predicate)
            return {focus for focus in self.foci if focus not in table}
        return {focus for focus, values in self.rows if not values}

    @cached_property
    def values(self) -> set[int]:
        """All value nodes."""
        if self._path is None:
            return self.foci
        return {value for _, values in self.filled for value in values}

    def spelled(self) -> list[tuple[Term, list[Term]]]:
        """All focus nodes with their value nodes, as terms."""
        terms = self.tables.terms
        return [(terms[focus], [terms[value] for value in values]) for focus, values in self.rows]
