"""Results as the report of the standard (SHACL, section 3.6), in triples."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from partnercities.shacl.paths import written
from partnercities.shacl.result import Result
from partnercities.shacl.terms import TYPE, Term, sh

_Node = ox.NamedNode | ox.BlankNode


def report(results: Iterable[Result]) -> Iterator[ox.Triple]:
    """A validation report: whether the data conforms, and each result with its details."""
    head = ox.BlankNode()
    waiting: list[tuple[_Node, ox.NamedNode, Result]] = [(head, sh("result"), result) for result in results]
    yield ox.Triple(head, TYPE, sh("ValidationReport"))
    yield ox.Triple(head, sh("conforms"), ox.Literal(value=not waiting))
    for holder, word, result in waiting:
        node = ox.BlankNode()
        yield ox.Triple(holder, word, node)
        yield from _about(node, result)
        waiting += [(node, sh("detail"), detail) for detail in result.details]


def _about(node: _Node, result: Result) -> Iterator[ox.Triple]:
    yield ox.Triple(node, TYPE, sh("ValidationResult"))
    for word, value in _said(result):
        if value is not None:
            yield ox.Triple(node, word, value)
    if result.path is not None:
        path, triples = written(result.path)
        yield ox.Triple(node, sh("resultPath"), path)
        yield from triples


def _said(result: Result) -> Iterator[tuple[ox.NamedNode, Term | None]]:
    yield sh("focusNode"), result.focus
    yield sh("value"), result.value
    yield sh("resultSeverity"), result.shape.severity
    yield sh("sourceConstraintComponent"), ox.NamedNode(result.component)
    yield sh("sourceShape"), result.shape.id
    yield sh("sourceConstraint"), result.constraint
    yield from ((sh("resultMessage"), message) for message in result.messages)
