"""Validation results as every engine can tell them, read from its report graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from .words import FIRST, NIL, REST, SH, Term, sh

_Index = Mapping[Term, Mapping[str, list[Term]]]
_STEPS = {
    "inversePath": "^({})",
    "zeroOrMorePath": "({})*",
    "oneOrMorePath": "({})+",
    "zeroOrOnePath": "({})?",
}


class Found(NamedTuple):
    """One result, its terms as in N-Triples; a path as in SPARQL, so that its blank nodes need no names."""

    focus: str
    path: str
    value: str
    severity: str
    component: str
    shape: str


Results = Counter[Found]


def read(report: Iterable[ox.Triple]) -> Results:
    """The results of a report; those behind a result (sh:detail) are not counted."""
    index = _indexed(report)
    return Counter(_found(index, result) for node in list(index) for result in index[node].get(sh("result").value, ()))


def expression(triples: Iterable[ox.Triple], head: Term) -> str:
    """A path that triples describe."""
    return _path(_indexed(triples), head)


def _indexed(triples: Iterable[ox.Triple]) -> _Index:
    index: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        index[triple.subject][triple.predicate.value].append(triple.object)
    return index


def _found(index: _Index, node: Term) -> Found:
    said = index[node]

    def first(word: str) -> Term | None:
        return next(iter(said.get(sh(word).value, ())), None)

    path = first("resultPath")
    return Found(
        text(first("focusNode")),
        "" if path is None else _path(index, path),
        text(first("value")),
        local(first("resultSeverity")),
        local(first("sourceConstraintComponent")),
        text(first("sourceShape")),
    )


def text(term: Term | ox.Triple | None) -> str:
    """A term as in N-Triples, its language in small letters; nothing is empty."""
    if isinstance(term, ox.Literal) and term.language:
        return f"{ox.Literal(term.value)}@{term.language.lower()}"
    return "" if term is None else str(term)


def local(term: Term | str | None) -> str:
    """A word of SHACL without its namespace; any other IRI as it is."""
    return (term if isinstance(term, str) else text(term).strip("<>")).removeprefix(SH)


def _path(index: _Index, node: Term) -> str:
    if isinstance(node, ox.NamedNode):
        return str(node)
    said = index.get(node, {})
    if FIRST.value in said:
        return "(" + "/".join(_path(index, part) for part in _list(index, node)) + ")"
    if parts := said.get(sh("alternativePath").value):
        return "(" + "|".join(_path(index, part) for part in _list(index, parts[0])) + ")"
    for word, form in _STEPS.items():
        if inner := said.get(sh(word).value):
            return form.format(_path(index, inner[0]))
    return UNTOLD


UNTOLD = "[]"
"""A path that a report points to and does not tell."""


def _list(index: _Index, node: Term) -> Iterable[Term]:
    while node != NIL:
        yield index[node][FIRST.value][0]
        node = index[node][REST.value][0]


def without_paths(results: Results) -> Results:
    """As an engine tells them that does not tell the structure of a path."""
    told: Results = Counter()
    for found, times in results.items():
        told[found._replace(path=found.path if found.path[:1] in ("", "<") else UNTOLD)] += times
    return told


def without_blanks(results: Results) -> Results:
    """As an engine tells them that gives blank nodes names of its own."""
    told: Results = Counter()
    for found, times in results.items():
        told[Found(*("_:" if part.startswith("_:") else part for part in found))] += times
    return told


def as_pyshacl(results: Results) -> Results:
    """As pySHACL tells results of queries: equal rows are one result, and an ASK about values names no value of a path."""
    told = (found._replace(value="") if found.component.endswith(ASKED) and found.path else found for found in results)
    return Counter({found: 1 if _is_query(found) else results[found] for found in told})


ASKED = "/AskedComponent"
"""How the IRI of a component ends that asks an ASK of each value."""


def _is_query(found: Found) -> bool:
    return found.component == "SPARQLConstraintComponent" or found.component.startswith("http")
