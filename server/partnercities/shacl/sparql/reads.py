"""Which predicates a query reads, so that a change of others need not have it asked again."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import pyoxigraph as ox

from partnercities.protocol.query_text import absolute
from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.structure import Graph, Pattern, Select, Triples
from partnercities.shacl.terms import TYPE


def predicates_read(
    found: Sequence[Token], query: Select, prefixes: Mapping[str, str]
) -> frozenset[ox.NamedNode] | None:
    """The predicates of all patterns of a query; None if it may read any."""
    declared = {f"{prefix}:": namespace for prefix, namespace in prefixes.items()} | _declared(found)
    read_by_all: set[ox.NamedNode] = set()
    for pattern in _patterns(query):
        read = None if pattern is None else _read(pattern, declared)
        if read is None:
            return None
        read_by_all |= read
    return frozenset(read_by_all)


def _declared(found: Sequence[Token]) -> dict[str, str]:
    names: dict[str, str] = {}
    for token, after in pairwise(found):
        if after.kind == "iri" and token.kind == "name" and token.text.endswith(":"):
            names.setdefault(token.text, after.text[1:-1])
    return names


def _patterns(query: Select) -> Iterator[Pattern | None]:
    for group in query.group.within():
        for element in group.elements:
            if isinstance(element, Triples):
                yield from element.patterns
            elif isinstance(element, Graph) and element.name.kind == "variable":
                # A variable may stand for a graph that holds more than the data, but not for the shapes alone.
                yield None if element.name.text[1:] != "shapesGraph" else Pattern("", (), "", frozenset())


def _read(pattern: Pattern, declared: Mapping[str, str]) -> set[ox.NamedNode] | None:
    if not pattern.verb:
        return set() if not pattern.mentions else None
    if any(token.kind == "variable" or token.text == "!" for token in pattern.verb):
        return None
    found = {TYPE for token in pattern.verb if token.text == "a"}
    return found | {
        ox.NamedNode(absolute(token, declared, "")) for token in pattern.verb if token.kind in ("iri", "name")
    }
