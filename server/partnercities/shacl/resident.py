"""Data that stays in memory and changes: after a change only the focus nodes are checked that it can touch."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from partnercities.shacl.paths import predicates, turned
from partnercities.shacl.reading import reads_of, target_reads
from partnercities.shacl.result import Result
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Read, Shape, Shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.targets import focus_nodes
from partnercities.shacl.terms import SUBCLASS_OF, Term, sh
from partnercities.shacl.undisturbed import undisturbed
from partnercities.shacl.walking import walk

_CLASS = sh("class")


@dataclass(frozen=True)
class Rechecked:
    """What holds after a change for the nodes that it touched."""

    results: list[Result]
    checked: Mapping[Shape, int]
    """How many focus nodes of each shape were checked, where there were any."""
    touched: Mapping[Shape, frozenset[Term] | None]
    """The nodes of which what was known by a shape holds no more, also where they are no focus nodes now; None for all."""


class Resident:
    """Tables that are kept up to date with the data, and what of it each shape depends on.

    `store` gives the data as it is after the change that is being checked, for constraints written in SPARQL.
    """

    def __init__(self, shapes: Shapes, tables: Tables, store: Callable[[], ox.Store] | None = None) -> None:
        self.tables = tables
        self._shapes = shapes
        self._store = store
        self._readers: dict[ox.NamedNode | None, list[tuple[Shape, Read]]] = {}
        known = reads_of(shapes)
        for shape in shapes.targeting:
            targets = (read for target in shape.targets for read in target_reads(target))
            for read in {*known[shape.id], *targets}:
                self._readers.setdefault(read.predicate, []).append((shape, read))
        self._prepare()

    def _prepare(self) -> None:
        """Make now what ways back need, and what targets need, which would be long for the first change."""
        ways = (read.way for readers in self._readers.values() for _, read in readers)
        with undisturbed():
            for predicate in {
                step for way in ways for path in way or () for step in predicates(path)
            } | self._backwards:
                self.tables.inverse(predicate)
            for shape in self._shapes.targeting:
                focus_nodes(shape, self.tables, set())
            for triple in self._shapes.graph.triples():
                if triple.predicate == _CLASS:
                    self.tables.instances(triple.object)

    @property
    def _backwards(self) -> set[ox.NamedNode]:
        """The predicates that plans follow from values to subjects."""
        reads = (read for readers in self._readers.values() for _, read in readers if read.backwards)
        return {read.predicate for read in reads if read.predicate is not None}

    def follow(self, added: Iterable[ox.Triple] = (), removed: Iterable[ox.Triple] = ()) -> None:
        """Change the data without checking anything."""
        gone = [triple for triple in dict.fromkeys(removed) if self.tables.has(triple)]
        self._apply([], gone)
        new = [triple for triple in dict.fromkeys(added) if not self.tables.has(triple)]
        self._apply(new, [])
        if any(triple.predicate == SUBCLASS_OF for triple in (*gone, *new)):
            self._prepare()

    def recheck(self, added: Iterable[ox.Triple] = (), removed: Iterable[ox.Triple] = ()) -> Rechecked:
        """Change the data, and check the focus nodes that the change can touch.

        A statement that stands in several graphs is removed when it is in none of them any more.
        """
        return self._check(self._change(added, removed).touched, self._store)

    def worsen(
        self,
        added: Iterable[ox.Triple] = (),
        removed: Iterable[ox.Triple] = (),
        *,
        before: Callable[[], ox.Store] | None = None,
        heeded: Callable[[Result], bool] = lambda _: True,
    ) -> Rechecked:
        """Change the data, and tell only the results that were not there before.

        `before` gives the data as it was, as a store, for constraints written in SPARQL. Only results that are `heeded`
        count.
        """
        change = self._change(added, removed)
        after = self._check(change.touched, self._store)
        after = replace(after, results=list(filter(heeded, after.results)))
        if not after.results:
            return after
        self._apply(change.removed, change.added)
        known = Counter(map(_told, self._check(change.touched, before).results))
        self._apply(change.added, change.removed)
        return replace(after, results=list(_beyond(after.results, known)))

    def _change(self, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> "_Change":
        touched: _Touched = {}
        gone = [triple for triple in dict.fromkeys(removed) if self.tables.has(triple)]
        self._touch(gone, touched)
        self._apply([], gone)
        new = [triple for triple in dict.fromkeys(added) if not self.tables.has(triple)]
        self._apply(new, [])
        self._touch(new, touched)
        return _Change(new, gone, touched)

    def _apply(self, added: list[ox.Triple], removed: list[ox.Triple]) -> None:
        for triple in removed:
            self.tables.remove(triple)
        for triple in added:
            self.tables.add(triple)

    def _touch(self, triples: list[ox.Triple], touched: "_Touched") -> None:
        """Note the focus nodes from which plans come to statements, by their ways back in the data as it is now."""
        ends: dict[ox.NamedNode, tuple[set[int], set[int]]] = {}
        for triple in triples:
            subjects, values = ends.setdefault(triple.predicate, (set(), set()))
            subjects.add(self.tables.number(triple.subject))
            values.add(self.tables.number(triple.object))
        reached: dict[tuple[Shape, Read], set[int]] = {}
        for predicate, both in ends.items():
            for shape, read in self._reading(predicate):
                reached.setdefault((shape, read), set()).update(both[read.backwards])
        for (shape, read), nodes in reached.items():
            if read.way is None:
                touched[shape] = None
            elif (known := touched.setdefault(shape, set())) is not None:
                known.update(self._back(read, nodes))

    def _reading(self, predicate: ox.NamedNode) -> Iterable[tuple[Shape, Read]]:
        return [*self._readers.get(predicate, ()), *self._readers.get(None, ())]

    def _back(self, read: Read, nodes: set[int]) -> set[int]:
        for path in reversed(read.way or ()):
            step = walk(turned(path), self.tables)
            nodes = {before for node in nodes for before in step(node)}
        return nodes

    def _check(self, touched: "_Touched", store: Callable[[], ox.Store] | None) -> Rechecked:
        nodes = {shape: focus_nodes(shape, self.tables, among) for shape, among in touched.items()}
        run = Run(self._shapes, self.tables, store)
        results = list(run.results({shape.id: found for shape, found in nodes.items()}))
        return Rechecked(
            results, {shape: len(found) for shape, found in nodes.items() if found}, _Spelled(touched, self.tables)
        )


_Touched = dict[Shape, set[int] | None]


class _Spelled(Mapping[Shape, frozenset[Term] | None]):
    """The touched nodes as terms, made when somebody asks: a large change touches many."""

    def __init__(self, touched: _Touched, tables: Tables) -> None:
        self._touched, self._tables = touched, tables

    def __getitem__(self, shape: Shape) -> frozenset[Term] | None:
        among = self._touched[shape]
        return None if among is None else frozenset(self._tables.terms[node] for node in among)

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._touched)

    def __len__(self) -> int:
        return len(self._touched)


@dataclass(frozen=True)
class _Change:
    """What a change did: statements that were not there before, those that are gone, and the nodes that it touched."""

    added: list[ox.Triple]
    removed: list[ox.Triple]
    touched: _Touched


def _told(result: Result) -> tuple[object, ...]:
    """What makes two results the same."""
    return result.focus, result.path, result.value, result.component, result.shape.id, result.constraint


def _beyond(results: list[Result], known: Counter[tuple[object, ...]]) -> Iterator[Result]:
    """The results that come more often than they are known."""
    for result in results:
        known[_told(result)] -= 1
        if known[_told(result)] < 0:
            yield result
