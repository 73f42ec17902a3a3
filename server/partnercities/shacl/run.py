"""Plans carried out over tables, all focus nodes of a shape at once.

Shapes refer to shapes, so the work is done in two sweeps over all shapes, without recursion: downwards, each shape hands
on its value nodes to the shapes it refers to; upwards, each shape is judged on all nodes that came together, when those it
refers to have been.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import repeat

import pyoxigraph as ox

from partnercities.shacl.paths import walk
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Rows, Shape, Shapes
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
        plan = _Demand(self, reported, silent or {})
        for shape in self.shapes.downwards:
            plan.hand_on(shape)
        for shape in self.shapes.upwards:
            if shape.id in plan.wanted:
                yield from self._judge(shape, plan)

    def _judge(self, shape: Shape, plan: "_Demand") -> Iterator[Result]:
        """Put down which nodes fail, and give the results that are to be reported, as often as they are."""
        wanted, reported = plan.wanted[shape.id], plan.reported.get(shape.id, [])
        failing = self._failing.setdefault(shape.id, set())
        self._judged.setdefault(shape.id, set()).update(wanted)
        rows = plan.take_rows(shape)
        times = None if len(reported) == len(wanted) else Counter(reported)
        for rule in () if shape.deactivated else shape.constraints:
            if reported and not rule.nests:
                results = list(rule.check(self, shape, rows))
                failing.update(result.focus for result in results)
                yield from results if times is None else _repeated(results, times)
            else:
                failing.update(rule.fails(self, shape, rows))


class _Demand:
    """What is asked of each shape: the nodes to judge, and those whose results are reported, as often as they are."""

    def __init__(
        self, run: Run, reported: Mapping[Term, Collection[Term]], silent: Mapping[Term, Collection[Term]]
    ) -> None:
        self._run = run
        self._rows: dict[Term, Rows] = {}
        self.reported: dict[Term, list[Term]] = {shape: list(nodes) for shape, nodes in reported.items() if nodes}
        self.wanted: dict[Term, set[Term]] = {shape: set(nodes) for shape, nodes in self.reported.items()}
        for shape, nodes in silent.items():
            self.wanted.setdefault(shape, set()).update(nodes)

    def hand_on(self, shape: Shape) -> None:
        """Ask the shapes that a shape refers to about its value nodes."""
        wanted = self.wanted.get(shape.id)
        if not wanted or not shape.refers:
            return
        rows = self._rows[shape.id] = self._run.rows(shape, wanted)
        values = wanted if shape.path is None else {value for _, nodes in rows for value in nodes}
        for other in shape.refers:
            self.wanted.setdefault(other, set()).update(values)
        if shape.id in self.reported:
            nested = [other for rule in shape.constraints if rule.nests for other in rule.refers]
            self._report(nested, dict(rows), self.reported[shape.id])

    def _report(self, nested: list[Term], values: Mapping[Term, Collection[Term]], foci: list[Term]) -> None:
        nodes = [value for focus in foci for value in values[focus]] if nested else []
        for other in nested:
            self.reported.setdefault(other, []).extend(nodes)

    def take_rows(self, shape: Shape) -> Rows:
        """The nodes to judge with their value nodes; they are needed no more after that."""
        held = self._rows.pop(shape.id, None)
        return self._run.rows(shape, self.wanted[shape.id]) if held is None else held


def _repeated(results: list[Result], times: Counter[Term]) -> Iterator[Result]:
    for result in results:
        yield from repeat(result, times[result.focus])


def _stored(tables: Tables) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in tables.triples())
    return store
