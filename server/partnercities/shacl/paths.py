"""Property paths (SHACL, section 2.3.1): read from shapes, written as SPARQL and as triples."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.terms import FIRST, NIL, REST, Term, named, sh

DEEPEST = 100
"""Deeper paths are refused: nobody writes them, and each level costs a level of the stack."""
LARGEST = 1_000
"""Paths of more parts are refused: a few nodes can stand for as many as there are atoms."""


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


def read_path(graph: ShapesGraph, node: Term) -> Path:
    """The path that a node stands for. Raises BadShapes if it is none."""
    return _Reading(graph).path(node, 0)


class _Reading:
    """One path being read; parts that are used twice are read twice, so they are counted."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._parts = 0

    def path(self, node: Term, depth: int) -> Path:
        self._parts += 1
        if depth > DEEPEST or self._parts > LARGEST:
            raise BadShapes(f"A path is nested deeper than {DEEPEST} levels, or has more than {LARGEST} parts.")
        if isinstance(node, ox.NamedNode) and node != NIL:
            return Step(node)
        if self._graph.objects(node, FIRST):
            return Sequence(self._members(node, depth))
        if members := self._graph.objects(node, sh("alternativePath")):
            return Alternative(self._members(_only(node, members), depth))
        for word, make in _AROUND.items():
            if inner := self._graph.objects(node, word):
                return make(self.path(_only(node, inner), depth + 1))
        raise BadShapes(f"{named(node)} is no property path.")

    def _members(self, head: Term, depth: int) -> tuple[Path, ...]:
        return tuple(self.path(item, depth + 1) for item in self._graph.items(head))


def _only(node: Term, values: list[Term]) -> Term:
    if len(values) != 1:
        raise BadShapes(f"The path {named(node)} says {len(values)} things where it must say one.")
    return values[0]


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
