"""Where a query looks at the data, from the nodes it is about: what must change for its answer to change.

A pattern that is joined to `$this`, directly or by way of others, looks only at what these lead to. That holds for the
patterns of a group and, where a nested group is joined with it, for those in there, in both directions. What is optional or must not exist
counts from a variable only if its own group gives it a value for certain; otherwise it looks at any node.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from partnercities.shacl.paths import Alternative, Path, Step, ZeroOrMore, ZeroOrOne, predicates, turned
from partnercities.shacl.reading import Way, path_reads
from partnercities.shacl.shape import Read
from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.structure import Bind, Element, Filter, Graph, Group, Optional, Pattern, Triples, Union
from partnercities.shacl.sparql.verbs import path_of

_ANYTHING = Read(None, None)
Ways = Mapping[str, Way]
"""How to get from the focus node to what stands in a place of patterns, by its text without sign."""
Known = frozenset[str]
"""What stands in places of patterns that only a statement can match."""


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

    def select(self, query: Select, ways: Ways, known: Known = frozenset()) -> Iterator[Read]:
        # A nested SELECT may count or cut what it finds, so within it only what all solutions share leads anywhere.
        kept = {name: way for name, way in ways.items() if name in self._start}
        if any(token.word == "EXISTS" for token in (*query.head, *query.tail)):
            yield _ANYTHING
        yield from self._group(query.group, kept, known & self._start.keys())

    def _group(self, group: Group, ways: Ways, known: Known) -> Iterator[Read]:
        patterns = [pattern for part in group.elements if isinstance(part, Triples) for pattern in part.patterns]
        reached = self._reached(_joined(group), ways)
        known = known.union(end for pattern in patterns if not pattern.may_stay for end in _ends(pattern))
        for pattern in patterns:
            yield from self._pattern(pattern, reached, known)
        for element in group.elements:
            if isinstance(element, Filter | Bind | Optional):
                sure = group.certain | self._start.keys()
                certain = {name: way for name, way in reached.items() if name in sure}
                yield from self._inner(element, certain, known & sure)
            else:
                yield from self._inner(element, reached, known)

    def _inner(self, element: Element, ways: Ways, known: Known) -> Iterator[Read]:
        if isinstance(element, Graph):
            if element.name.text[1:] != "shapesGraph":
                yield _ANYTHING
        elif isinstance(element, Select):
            yield from self.select(element, {name: ways[name] for name in ways.keys() & element.projected}, known)
        else:
            for inner in element.groups:
                yield from self._group(inner, ways, known)

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

    def _pattern(self, pattern: Pattern, ways: Ways, known: Known) -> Iterator[Read]:
        ends = _ends(pattern)
        path = path_of(pattern.verb, self._prefixes)
        # The engine lets a path of no length match at the nodes of the data only, so what they are said of counts.
        loose = path is not None and _may_be_nothing(path) and not known & set(ends)
        near = min((end for end in ends if end in ways), key=lambda end: len(ways[end]), default=None)
        if near is not None:
            yield from _from(path, ways[near], backwards=near != ends[0])
            yield from (Read(ways[near], None, backwards) for backwards in (False, True) if loose)
        elif path is None or loose:
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


def _may_be_nothing(path: Path) -> bool:
    """Whether a path may lead from a node to itself without any statement."""
    if isinstance(path, ZeroOrMore | ZeroOrOne):
        return True
    if isinstance(path, Alternative):
        return any(map(_may_be_nothing, path.members))
    return bool(path.parts) and all(map(_may_be_nothing, path.parts))


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
