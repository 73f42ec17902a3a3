"""Property paths (SHACL, section 2.3.1): read from shapes, written as SPARQL and as triples, and followed through tables."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.tables import Table, Tables
from partnercities.shacl.terms import FIRST, NIL, REST, Term, named, sh

DEEPEST = 100
"""Deeper paths are refused: nobody writes them, and each level costs a level of the stack."""


class Path:
    """A property path; two paths are equal if they are built alike."""

    @property
    def parts(self) -> tuple["Path", ...]:
        """The paths that it is made of."""
        return ()


@dataclass(frozen=True, slots=True)
class Step(Path):
    """A predicate."""

    predicate: ox.NamedNode


@dataclass(frozen=True, slots=True)
class _Around(Path):
    inner: Path

    @property
    def parts(self) -> tuple[Path, ...]:
        return (self.inner,)


@dataclass(frozen=True, slots=True)
class _Of(Path):
    members: tuple[Path, ...]

    @property
    def parts(self) -> tuple[Path, ...]:
        return self.members


class Inverse(_Around):
    """A path from its end to its beginning."""


class ZeroOrMore(_Around):
    """A path any number of times."""


class OneOrMore(_Around):
    """A path at least once."""


class ZeroOrOne(_Around):
    """A path, or staying where one is."""


class Sequence(_Of):
    """Paths one after the other."""


class Alternative(_Of):
    """One of several paths."""


_AROUND: dict[ox.NamedNode, type[_Around]] = {
    sh("inversePath"): Inverse,
    sh("zeroOrMorePath"): ZeroOrMore,
    sh("oneOrMorePath"): OneOrMore,
    sh("zeroOrOnePath"): ZeroOrOne,
}
_WRITTEN: dict[type[Path], str] = {Inverse: "^({})", ZeroOrMore: "({})*", OneOrMore: "({})+", ZeroOrOne: "({})?"}


def read_path(graph: ShapesGraph, node: Term, depth: int = 0) -> Path:
    """The path that a node stands for. Raises BadShapes if it is none."""
    if depth > DEEPEST:
        raise BadShapes(f"A path is nested deeper than {DEEPEST} levels.")
    if isinstance(node, ox.NamedNode) and node != NIL:
        return Step(node)
    if graph.objects(node, FIRST):
        return Sequence(tuple(read_path(graph, item, depth + 1) for item in graph.items(node)))
    if members := graph.objects(node, sh("alternativePath")):
        (head,) = _only(node, members)
        return Alternative(tuple(read_path(graph, item, depth + 1) for item in graph.items(head)))
    for word, make in _AROUND.items():
        if inner := graph.objects(node, word):
            (one,) = _only(node, inner)
            return make(read_path(graph, one, depth + 1))
    raise BadShapes(f"{named(node)} is no property path.")


def _only(node: Term, values: list[Term]) -> list[Term]:
    if len(values) != 1:
        raise BadShapes(f"The path {named(node)} says {len(values)} things where it must say one.")
    return values


def sparql_text(path: Path) -> str:
    """The path as SPARQL writes it."""
    if isinstance(path, Step):
        return str(path.predicate)
    written = [sparql_text(part) for part in path.parts]
    if isinstance(path, _Of):
        return "(" + (" / " if isinstance(path, Sequence) else " | ").join(written) + ")"
    return _WRITTEN[type(path)].format(written[0])


def predicates(path: Path) -> Iterator[ox.NamedNode]:
    """The predicates that a path reads."""
    if isinstance(path, Step):
        yield path.predicate
    for part in path.parts:
        yield from predicates(part)


def written(path: Path) -> tuple[ox.NamedNode | ox.BlankNode, list[ox.Triple]]:
    """The path in the words of SHACL: its node, and the statements about it."""
    if isinstance(path, Step):
        return path.predicate, []
    parts = [written(part) for part in path.parts]
    triples = [triple for _, about in parts for triple in about]
    if isinstance(path, _Of):
        head, listed = _list([node for node, _ in parts])
        triples += listed
        if isinstance(path, Sequence):
            return head, triples
        word, inner = sh("alternativePath"), head
    else:
        word = next(word for word, kind in _AROUND.items() if kind is type(path))
        inner = parts[0][0]
    node = ox.BlankNode()
    return node, [*triples, ox.Triple(node, word, inner)]


def _list(members: list[ox.NamedNode | ox.BlankNode]) -> tuple[ox.NamedNode | ox.BlankNode, list[ox.Triple]]:
    head: ox.NamedNode | ox.BlankNode = NIL
    triples = []
    for member in reversed(members):
        cell = ox.BlankNode()
        triples += [ox.Triple(cell, FIRST, member), ox.Triple(cell, REST, head)]
        head = cell
    return head, triples


Walk = Callable[[int], Collection[int]]
"""From the number of a focus node to those of its value nodes, each once."""


def walk(path: Path, tables: Tables) -> Walk:
    """How to get from a focus node to its value nodes by a path, over tables."""
    if isinstance(path, Step):
        return _lookup(tables.table(path.predicate))
    if isinstance(path, Inverse) and isinstance(path.inner, Step):
        return _lookup(tables.inverse(path.inner.predicate))
    if isinstance(path, Inverse):
        return walk(turned(path.inner), tables)
    steps = [walk(part, tables) for part in path.parts]
    return _WALKS[type(path)](steps)


def turned(path: Path) -> Path:
    """The path that leads from the ends of a path to its beginnings."""
    if isinstance(path, Step):
        return Inverse(path)
    if isinstance(path, Inverse):
        return path.inner
    if isinstance(path, Sequence):
        return Sequence(tuple(turned(member) for member in reversed(path.members)))
    if isinstance(path, Alternative):
        return Alternative(tuple(turned(member) for member in path.members))
    assert isinstance(path, _Around)
    return type(path)(turned(path.inner))


def _lookup(table: Table) -> Walk:
    get = table.get
    return lambda node: get(node, ())


def _one_after_other(steps: list[Walk]) -> Walk:
    first, *rest = steps

    def through(node: int) -> Collection[int]:
        reached = first(node)
        for step in rest:
            if not reached:
                return ()
            reached = dict.fromkeys(value for place in reached for value in step(place))
        return reached

    return through


def _any_of(steps: list[Walk]) -> Walk:
    return lambda node: dict.fromkeys(value for step in steps for value in step(node))


def _closure(step: Walk, reached: dict[int, None], waiting: list[int]) -> Collection[int]:
    while waiting:
        fresh = [value for value in step(waiting.pop()) if value not in reached]
        reached |= dict.fromkeys(fresh)
        waiting += fresh
    return reached


def _any_times(steps: list[Walk]) -> Walk:
    return lambda node: _closure(steps[0], {node: None}, [node])


def _at_least_once(steps: list[Walk]) -> Walk:
    return lambda node: _closure(steps[0], first := dict.fromkeys(steps[0](node)), list(first))


def _at_most_once(steps: list[Walk]) -> Walk:
    return lambda node: {node: None, **dict.fromkeys(steps[0](node))}


_WALKS: dict[type[Path], Callable[[list[Walk]], Walk]] = {
    Sequence: _one_after_other,
    Alternative: _any_of,
    ZeroOrMore: _any_times,
    OneOrMore: _at_least_once,
    ZeroOrOne: _at_most_once,
}
