"""Plans carried out over tables, all focus nodes of a shape at once.

Shapes refer to shapes, so the work is done in two sweeps over all shapes, without recursion: downwards, each shape hands
on its value nodes to the shapes it refers to; upwards, each shape is judged on all nodes that came together, when those it
refers to have been.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

import pyoxigraph as ox

from partnercities.shacl.paths import walk
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Rows, Shape
from partnercities.shacl.shapes import Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term


class Run:
    """One validation: what is being checked, and what is known by now."""

    def __init__(self, shapes: Shapes, tables: Tables, store: Callable[[], ox.Store] | None = None) -> None:
        self.shapes = shapes
        self.tables = tables
        self._make_store = store
        self._store: ox.Store | None = None
        self._judged: dict[Term, set[Term]] = {}
        self._failing: dict[Term, set[Term]] = {}

    @property
    def store(self) -> ox.Store:
        """The data as a store, its default graph; filled when first asked for."""
        if self._store is None:
            self._store = self._make_store() if self._make_store else _stored(self.tables)
        return self._store

    def failing(self, shape: Term) -> Collection[Term]:
        """The nodes that do not conform to a shape, of those that it was asked about."""
        return self._failing.get(shape, frozenset())

    def conforms(self, shape: Shape, node: Term) -> bool:
        """Whether a node conforms to a shape."""
        if node not in self._judged.get(shape.id, ()):
            for _ in self.results({}, {shape.id: [node]}):
                raise AssertionError("Nothing was asked to be reported.")
        return node not in self.failing(shape.id)

    def rows(self, shape: Shape, nodes: Collection[Term]) -> Rows:
        """Focus nodes of a shape with their value nodes."""
        if shape.path is None:
            return [(node, (node,)) for node in nodes]
        step = walk(shape.path, self.tables)
        return [(node, step(node)) for node in nodes]

    def results(
        self, reported: Mapping[Term, Collection[Term]], silent: Mapping[Term, Collection[Term]] | None = None
    ) -> Iterator[Result]:
        """The results for focus nodes by shape; `silent` are nodes of which only the verdict is wanted."""
        raise NotImplementedError


def _stored(tables: Tables) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in tables.triples())
    return store


_ = Counter
