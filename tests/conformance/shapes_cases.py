"""The W3C suites of SHACL: which tests there are, what each validates, and which results it expects."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import Path as PropertyPath
from partnercities.shacl.paths import read_path
from partnercities.shacl.terms import TYPE, Term, sh

FOLDER = os.environ.get("W3C_TESTS", "")
PUBLISHED = "https://w3c.github.io/data-shapes/data-shapes-test-suite/tests/"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT = "http://www.w3.org/ns/shacl-test#"

# Tests that no manifest includes: this one is proposed, and all engines agree about it.
UNLISTED = {"sparql": ("sparql/component/nodeValidator-001.ttl",)}

Row = tuple[Term | None, PropertyPath | None, Term | None, Term | None, str, Term | None]
"""What counts of a result: focus node, path, value, severity, component, source shape."""


@dataclass(frozen=True)
class Case:
    """One test of a suite."""

    document: str
    """The address of the manifest that tells it."""
    node: Term

    @property
    def id(self) -> str:
        """The name by which people find the test, as in `core/node/and-001`."""
        folder = self.document.removeprefix(PUBLISHED).rpartition("/")[0]
        return f"{folder}/{getattr(self.node, 'value', '').rpartition('/')[2]}"

    @property
    def data(self) -> list[ox.Quad]:
        """The statements to validate."""
        return statements(self._action("dataGraph"))

    @property
    def shapes(self) -> list[ox.Quad]:
        """The statements of the shapes."""
        return statements(self._action("shapesGraph"))

    @property
    def alone(self) -> bool:
        """Whether data, shapes and results stand in one document, so that they share blank nodes."""
        return {self._action("dataGraph"), self._action("shapesGraph")} == {self.document}

    @property
    def fails(self) -> bool:
        """Whether the shapes have to be refused."""
        return self._result == ox.NamedNode(_SHT + "Failure")

    @property
    def rows(self) -> list[Row]:
        """The results that are expected."""
        return [_row(self._graph, node) for node in self._graph.objects(self._result, sh("result"))]

    @property
    def _graph(self) -> ShapesGraph:
        return graph(self.document)

    @property
    def _result(self) -> Term:
        (result,) = self._graph.objects(self.node, ox.NamedNode(_MF + "result"))
        return result

    def _action(self, word: str) -> str:
        (action,) = self._graph.objects(self.node, ox.NamedNode(_MF + "action"))
        (document,) = self._graph.objects(action, ox.NamedNode(_SHT + word))
        assert isinstance(document, ox.NamedNode)
        return document.value


def cases(section: str) -> list[Case]:
    """The tests of a suite, `core` or `sparql`, in the order of its manifests; none where W3C_TESTS names no folder."""
    documents = (f"{section}/manifest.ttl", *UNLISTED.get(section, ()))
    return [case for document in documents for case in _cases(PUBLISHED + document)] if FOLDER else []


def _cases(document: str) -> Iterator[Case]:
    manifest = graph(document)
    for node in manifest.instances(ox.NamedNode(_MF + "Manifest")):
        for included in manifest.objects(node, ox.NamedNode(_MF + "include")):
            assert isinstance(included, ox.NamedNode)
            yield from _cases(included.value)
        for entries in manifest.objects(node, ox.NamedNode(_MF + "entries")):
            yield from (Case(document, entry) for entry in manifest.items(entries) if manifest.objects(entry, TYPE))


@cache
def statements(document: str) -> list[ox.Quad]:
    """The statements of a document of the suites, its literals as they are written."""
    text = Path(FOLDER, "shacl", document.removeprefix(PUBLISHED)).read_bytes()
    return list(ox.parse(text, ox.RdfFormat.TURTLE, base_iri=document))


@cache
def graph(document: str) -> ShapesGraph:
    """A document of the suites as a graph."""
    return ShapesGraph(statements(document))


def _row(graph: ShapesGraph, node: Term) -> Row:
    def one(word: str) -> Term | None:
        return next(iter(graph.objects(node, sh(word))), None)

    path = one("resultPath")
    component = one("sourceConstraintComponent")
    return (
        one("focusNode"),
        None if path is None else read_path(graph, path),
        one("value"),
        one("resultSeverity"),
        getattr(component, "value", ""),
        one("sourceShape"),
    )
