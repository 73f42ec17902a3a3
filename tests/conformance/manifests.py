"""The manifests of the W3C suites: which tests there are, and what each of them says."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

Term = NamedNode | BlankNode | Literal | Triple

FOLDER = os.environ.get("W3C_TESTS", "")
MANIFESTS = ("sparql11/manifest-all.ttl", "sparql12/manifest.ttl")
# Where the suites are published: relative names in tests and expected results are resolved against it.
PUBLISHED = "https://w3c.github.io/rdf-tests/sparql/"
# No engine claims an entailment regime, and neither do we.
LEFT_OUT = {"sparql11/entailment"}

PREFIXES = {
    "cnt": "http://www.w3.org/2011/content#",
    "ht": "http://www.w3.org/2011/http#",
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "qt": "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
}
_NIL = NamedNode(PREFIXES["rdf"] + "nil")


@dataclass(frozen=True)
class Node:
    """A node of a manifest, with what is said about it."""

    graph: Store
    term: Term

    @property
    def value(self) -> str:
        """The IRI, or the text of a literal."""
        return str(getattr(self.term, "value", self.term))

    @property
    def local(self) -> str:
        """The last part of the IRI."""
        return self.value.rpartition("#")[2]

    def all(self, *names: str) -> list["Node"]:
        """The values of the properties, each written as `prefix:name`."""
        if not isinstance(self.term, NamedNode | BlankNode):
            return []
        found = (quad for name in names for quad in self.graph.quads_for_pattern(self.term, expanded(name), None))
        return [Node(self.graph, quad.object) for quad in found]

    def one(self, *names: str) -> "Node":
        """The only value of the properties. Raises ValueError if there is none or more than one."""
        (node,) = self.all(*names)
        return node

    def items(self) -> Iterator["Node"]:
        """The members of an RDF list that begins here."""
        node = self
        while node.term != _NIL:
            yield node.one("rdf:first")
            node = node.one("rdf:rest")


@dataclass(frozen=True)
class Case:
    """One test of a suite."""

    section: str
    """The folder, as in `sparql11/bind`."""
    node: Node

    @property
    def kind(self) -> str:
        """The class of the test, as in `QueryEvaluationTest`."""
        return self.node.one("rdf:type").local

    @property
    def id(self) -> str:
        """The name by which people find the test, as in `sparql11/bind/bind01`."""
        return f"{self.section}/{self.node.local}"


def expanded(name: str) -> NamedNode:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def path_of(iri: str) -> Path:
    """The file that is published at an address of the suites."""
    return Path(FOLDER, iri.removeprefix(PUBLISHED))


@cache
def cases() -> tuple[Case, ...]:
    """All tests of the suites, in the order of the manifests; none where W3C_TESTS names no folder."""
    return tuple(case for name in MANIFESTS for case in _cases_of(PUBLISHED + name)) if FOLDER else ()


def _cases_of(iri: str) -> Iterator[Case]:
    section = iri.removeprefix(PUBLISHED).rpartition("/")[0]
    if section in LEFT_OUT:
        return
    for manifest in _manifest_nodes(iri):
        for included in manifest.all("mf:include"):
            for item in included.items():
                yield from _cases_of(item.value)
        for entries in manifest.all("mf:entries"):
            yield from (Case(section, item) for item in entries.items())


def _manifest_nodes(iri: str) -> list[Node]:
    graph = Store()
    graph.load(path_of(iri).read_bytes(), format=RdfFormat.TURTLE, base_iri=iri)
    return [
        Node(graph, quad.subject)
        for quad in graph.quads_for_pattern(None, expanded("rdf:type"), expanded("mf:Manifest"))
    ]
