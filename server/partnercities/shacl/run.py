"""Plans carried out over tables, all focus nodes of a shape at once.

Shapes refer to shapes, so the work is done in two sweeps over all shapes, without recursion: downwards, each shape hands
on its value nodes to the shapes it refers to; upwards, each shape is judged on all nodes that came together, when those it
refers to have been.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import repeat

import pyoxigraph as ox

from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Shape, Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term

Asked = Mapping[Term, Collection[int]]
"""Shapes, each with the numbers of the nodes that it is asked about."""


class Run:
    """One validation: what is being checked, and what is known by now."""

    def __init__(self, shapes: Shapes, tables: Tables, store: Callable[[], ox.Store] | None = None) -> None:
        self.shapes = shapes
        self.tables = tables
        self._make_store = store
        self._store: ox.Store | None = None
        self._judged: dict[Term, set[int]] = {}
        self._failing: dict[Term, set[int]] = {}

    @property
    def store(self) -> ox.Store:
        """The data as a store, its default graph, as far as queries ask about it; filled when first asked for."""
        if self._store is None:
            self._store = self._make_store() if self._make_store else _stored(self.tables, self.shapes)
        return self._store

    def failing(self, shape: Term) -> set[int]:
        """The nodes that do not conform to a shape, of those that it was asked about."""
        return self._failing.get(shape, set())

    def conforms(self, shape: Shape, node: Term) -> bool:
        """Whether a node conforms to a shape."""
        number = self.tables.number(node)
        if number not in self._judged.get(shape.id, ()):
            for _ in self.results({}, {shape.id: {number}}):
                raise AssertionError("Nothing was asked to be reported.")
        return number not in self.failing(shape.id)

    def results(self, reported: Asked, silent: Asked | None = None) -> Iterator[Result]:
        """The results for focus nodes by shape; `silent` are nodes of which only the verdict is wanted."""
        demand = _Demand(self.tables, reported, silent or {})
        for shape in self.shapes.downwards:
            demand.hand_on(shape)
        for shape in self.shapes.upwards:
            if demand.wanted.get(shape.id):
                yield from self._judge(shape, demand)

    def _judge(self, shape: Shape, demand: "_Demand") -> Iterator[Result]:
        """Put down which nodes fail, and give the results that are to be reported, as often as they are."""
        reported, reached = demand.reported.get(shape.id, []), demand.take(shape)
        failing = self._failing.setdefault(shape.id, set())
        self._judged.setdefault(shape.id, set()).update(reached.foci)
        once = len(reported) == len(reached.foci) == len(set(reported))
        times = None if once else Counter(reported)
        for rule in () if shape.deactivated else shape.constraints:
            if not reported or rule.nests:
                failing.update(rule.fails(self, shape, reached))
                continue
            for focus, result in rule.findings(self, shape, reached):
                failing.add(focus)
                yield from (result,) if times is None else repeat(result, times[focus])


class _Demand:
    """What is asked of each shape: the nodes to judge, and those whose results are reported, as often as they are."""

    def __init__(self, tables: Tables, reported: Asked, silent: Asked) -> None:
        self._tables = tables
        self._reached: dict[Term, Reached] = {}
        self.reported: dict[Term, list[int]] = {shape: list(nodes) for shape, nodes in reported.items() if nodes}
        self.wanted: dict[Term, set[int]] = {shape: set(nodes) for shape, nodes in self.reported.items()}
        for shape, nodes in silent.items():
            self.wanted.setdefault(shape, set()).update(nodes)

    def hand_on(self, shape: Shape) -> None:
        """Ask the shapes that a shape refers to about its value nodes."""
        if not self.wanted.get(shape.id) or not shape.refers:
            return
        reached = self._reached[shape.id] = Reached(self.wanted[shape.id], shape.path, self._tables)
        for other in shape.refers:
            self.wanted.setdefault(other, set()).update(reached.values)
        nested = [other for rule in shape.constraints if rule.nests for other in rule.refers]
        if nested and shape.id in self.reported:
            self._report(nested, reached, self.reported[shape.id])

    def _report(self, nested: list[Term], reached: Reached, foci: list[int]) -> None:
        values = dict(reached.filled)
        nodes = [value for focus in foci for value in values.get(focus, ())]
        for other in nested:
            self.reported.setdefault(other, []).extend(nodes)

    def take(self, shape: Shape) -> Reached:
        """The nodes to judge with their value nodes; they are needed no more after that."""
        held = self._reached.pop(shape.id, None)
        return held or Reached(self.wanted[shape.id], shape.path, self._tables)


def _stored(tables: Tables, shapes: Shapes) -> ox.Store:
    """A store with all that the queries of the shapes ask about: to fill it takes longer than to ask."""
    asked = [rule.asks for shape in shapes.every.values() for rule in shape.constraints]
    needed = [predicates for predicates in asked if predicates is not None]
    store = ox.Store()
    store.bulk_extend(tables.quads(frozenset().union(*needed) if len(needed) == len(asked) else None))
    return store
