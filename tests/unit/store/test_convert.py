"""Graphs from one format into another."""

import pytest
import rdflib

from partnercities.protocol.formats import Kind, named, of_kind
from partnercities.store.convert import from_ntriples

NTRIPLES = (
    '<http://e.example/s> <http://e.example/p> "София"@bg .\n'
    "<http://e.example/s> <http://e.example/p> _:b .\n"
    '_:b <http://e.example/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
).encode()


@pytest.mark.parametrize("format", of_kind(Kind.GRAPH), ids=lambda format: format.name)
def test_a_graph_says_the_same_in_each_format(format):
    written = from_ntriples(NTRIPLES, format)
    parser = {"rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}.get(format.name, format.name)
    found = rdflib.Graph().parse(data=written, format=parser)
    assert found.isomorphic(rdflib.Graph().parse(data=NTRIPLES, format="nt"))


def test_a_graph_is_sorted():
    lines = from_ntriples(
        b"<urn:b> <urn:p> <urn:o> .\n<urn:a> <urn:p> <urn:o> .\n", named("nt", Kind.GRAPH)
    ).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2
