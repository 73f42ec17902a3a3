"""Where a query looks at the data, from the nodes it is about: what must change for its answer to change.

A pattern that is joined to `$this`, directly or by way of others, looks only at what these lead to. That holds for the
patterns of a group and, where a nested group is joined with it, for those in there, in both directions. What is optional or must not exist
counts from a variable only if its own group gives it a value for certain; otherwise it looks at any node.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from partnercities.shacl.paths import Path, Step, predicates, turned
from partnercities.shacl.reading import Way, path_reads
from partnercities.shacl.shape import Read
from partnercities.shacl.sparql.structure import (
    Bind,
    Element,
    Filter,
    Graph,
    Group,
    Optional,
    Pattern,
    Select,
    Triples,
    Union,
)
from partnercities.shacl.sparql.verbs import path_of

_ANYTHING = Read(None, None)
Ways = Mapping[str, Way]
"""How to get from the focus node to what stands in a place of patterns, by its text without sign."""


def looks(query: Select, start: Ways, prefixes: Mapping[str, str]) -> frozenset[Read]:
    """The places where a query looks; `start` are the ways to the values of pre-bound variables."""
    return frozenset(_Looking(start, prefixes).select(query, start))


def had(query: Select, name: str, prefixes: Mapping[str, str]) -> frozenset[ox.NamedNode]:
    """The predicates that each value of a variable has in the data, if it is in a solution at all."""
    paths = (path_of(pattern.verb, prefixes) for pattern in _joined(query.group) if _ends(pattern)[0] == name)
    return frozenset(path.predicate for path in paths if isinstance(path, Step))


class _Looking:
    def __init__(self, start: Ways, prefixes: Mapping[str, str]) -> None:
        self._start = start
        self._prefixes = prefixes

    def select(self, query: Select, ways: Ways) -> Iterator[Read]:
        # A nested SELECT may count or cut what it finds, so within it only what all solutions share leads anywhere.
        kept = {name: way for name, way in ways.items() if name in self._start}
        if any(token.word == "EXISTS" for token in (*query.head, *query.tail)):
            yield _ANYTHING
        yield from self._group(query.group, kept)

    def _group(self, group: Group, ways: Ways) -> Iterator[Read]:
        patterns = [pattern for part in group.elements if isinstance(part, Triples) for pattern in part.patterns]
        reached = self._reached(_joined(group), ways)
        known = {end for pattern in patterns if not pattern.may_stay for end in _ends(pattern)}
        for pattern in patterns:
            yield from self._pattern(pattern, reached, known)
        certain = {name: way for name, way in reached.items() if name in group.certain or name in self._start}
        for element in group.elements:
            yield from self._element(element, reached, certain)

    def _element(self, element: Element, reached: Ways, certain: Ways) -> Iterator[Read]:
        if isinstance(element, Graph):
            if element.name.text[1:] != "shapesGraph":
                yield _ANYTHING
        elif isinstance(element, Select):
            yield from self.select(element, {name: reached[name] for name in reached.keys() & element.projected})
        else:
            ways = certain if isinstance(element, Filter | Bind | Optional) else reached
            for inner in element.groups:
                yield from self._group(inner, ways)

    def _reached(self, patterns: Iterable[Pattern], ways: Ways) -> dict[str, Way]:
        """The ways to all ends of patterns that are joined to those with a way."""
        found = dict(ways)
        paths = [(pattern, path) for pattern in patterns if (path := path_of(pattern.verb, self._prefixes))]
        grown = True
        while grown:
            grown = False
            for pattern, path in paths:
                subject, object = _ends(pattern)
                for end, other, step in ((subject, object, path), (object, subject, turned(path))):
                    if end in found and other and other not in found:
                        found[other] = (*found[end], step)
                        grown = True
        return found

    def _pattern(self, pattern: Pattern, ways: Ways, known: set[str]) -> Iterator[Read]:
        ends = _ends(pattern)
        path = path_of(pattern.verb, self._prefixes)
        near = min((end for end in ends if end in ways), key=lambda end: len(ways[end]), default=None)
        if near is not None:
            yield from _from(path, ways[near], backwards=near != ends[0])
        elif path is None or (pattern.may_stay and not any(end[:1] == " " or end in known for end in ends)):
            # A path that may be of no length leads from any node of the data to itself.
            yield _ANYTHING
        else:
            yield from (Read(None, predicate) for predicate in predicates(path))


def _joined(group: Group) -> Iterator[Pattern]:
    """The patterns that hold in every solution of a group: its own, and those of groups in it that are no alternatives."""
    for element in group.elements:
        if isinstance(element, Triples):
            yield from element.patterns
        elif isinstance(element, Union) and len(element.groups) == 1:
            yield from _joined(element.groups[0])


def _ends(pattern: Pattern) -> tuple[str, str]:
    """What stands at the ends of a pattern: variables by their names, terms with a blank before, so that none is both."""
    return _end(pattern.subject), _end(pattern.object)


def _end(text: str) -> str:
    if text[:1] in ("?", "$"):
        return text[1:]
    return text if text[:2] in ("", "[]", "_:") else f" {text}"


def _from(path: Path | None, way: Way, *, backwards: bool) -> Iterator[Read]:
    if path is None:
        yield Read(way, None, backwards=backwards)
    else:
        yield from path_reads(turned(path) if backwards else path, way)
