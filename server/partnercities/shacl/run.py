"""Plans carried out over tables, all focus nodes of a shape at once.

Shapes refer to shapes, so the work is done in two sweeps over all shapes, without recursion: downwards, each shape hands
on its value nodes to the shapes it refers to; upwards, each shape is judged on all nodes that came together, when those it
refers to have been.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import repeat

import pyoxigraph as ox

from partnercities.shacl.patience import Unfinished, Within, at_leisure
from partnercities.shacl.reached import Reached
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Constraint, Shape, Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term

Asked = Mapping[Term, Collection[int]]
"""Shapes, each with the numbers of the nodes that it is asked about."""

MOST_OFTEN = 1_000
"""The same result is not told more often: in a dense graph nested shapes could come to it without an end."""


class Run:
    """One validation: what is being checked, and what is known by now."""

    def __init__(
        self,
        shapes: Shapes,
        tables: Tables,
        store: Callable[[], ox.Store] | None = None,
        within: Within = at_leisure,
    ) -> None:
        self.shapes = shapes
        self.tables = tables
        self.within = within
        """Gives each query its time."""
        self.unfinished: dict[Constraint, Shape] = {}
        """The constraints whose queries took too long, each with a shape that has it."""
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
        reported, reached = demand.reported.get(shape.id), demand.take(shape)
        failing = self._failing.setdefault(shape.id, set())
        self._judged.setdefault(shape.id, set()).update(reached.foci)
        for rule in () if shape.deactivated else shape.constraints:
            try:
                if reported is None or rule.nests:
                    failing.update(rule.fails(self, shape, reached))
                    continue
                for focus, result in rule.findings(self, shape, reached):
                    failing.add(focus)
                    yield from repeat(result, min(reported.get(focus, 0), MOST_OFTEN))
            except Unfinished:
                self.unfinished[rule] = shape


class _Demand:
    """What is asked of each shape: the nodes to judge, and how often the results for each are to be reported."""

    def __init__(self, tables: Tables, reported: Asked, silent: Asked) -> None:
        self._tables = tables
        self._reached: dict[Term, Reached] = {}
        self.reported: dict[Term, Mapping[int, int]] = {
            shape: dict.fromkeys(nodes, 1) for shape, nodes in reported.items() if nodes
        }
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
            self._report(nested, _times(shape, reached, self.reported[shape.id]))

    def _report(self, nested: list[Term], times: Mapping[int, int]) -> None:
        for other in nested:
            known = self.reported.get(other)
            self.reported[other] = times if known is None else Counter(known) + Counter(times)

    def take(self, shape: Shape) -> Reached:
        """The nodes to judge with their value nodes; they are needed no more after that."""
        held = self._reached.pop(shape.id, None)
        return held or Reached(self.wanted[shape.id], shape.path, self._tables)


def _times(shape: Shape, reached: Reached, reported: Mapping[int, int]) -> Mapping[int, int]:
    """How often each value node is reached from the focus nodes that are reported."""
    if shape.path is None:
        return reported
    times = Counter[int]()
    for focus, values in reached.filled:
        if often := reported.get(focus):
            for value in values:
                times[value] += often
    return times


def _stored(tables: Tables, shapes: Shapes) -> ox.Store:
    """A store with all that the queries of the shapes ask about: to fill it takes longer than to ask."""
    asked = [rule.asks for shape in shapes.every.values() for rule in shape.constraints]
    needed = [predicates for predicates in asked if predicates is not None]
    store = ox.Store()
    store.bulk_extend(tables.quads(frozenset().union(*needed) if len(needed) == len(asked) else None))
    return store
