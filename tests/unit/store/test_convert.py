"""Graphs from one format into another."""

import json

import pyoxigraph as ox
import pytest
import rdflib

from partnercities.protocol.formats import Kind, named, of_kind
from partnercities.store.convert import from_ntriples, from_rows
from partnercities.store.table import Term

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


S, P, G = Term("uri", "urn:s"), Term("uri", "urn:p"), Term("uri", "urn:g")
TRIPLE = {"subject": {"type": "uri", "value": "urn:a"}, "predicate": {"type": "uri", "value": "urn:b"}, "object": {"type": "literal", "value": "c"}}  # fmt: skip


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (Term("uri", "urn:o"), "<urn:o>"),
        (Term("bnode", "b0"), "_:b0"),
        (Term("literal", 'a"b'), '"a\\"b"'),
        (Term("literal", "София", "bg"), '"София"@bg'),
        (Term("literal", "2010", "", "http://www.w3.org/2001/XMLSchema#gYear"), '"2010"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        (Term("triple", json.dumps(TRIPLE)), '<<( <urn:a> <urn:b> "c" )>>'),
    ],
)  # fmt: skip
def test_rows_become_statements_with_every_kind_of_term(term, written):
    assert from_rows([(S, P, term, None)], named("nt", Kind.GRAPH)).decode() == f"<urn:s> <urn:p> {written} .\n"


def test_rows_keep_their_graph_where_the_format_has_graphs():
    rows = [(S, P, S, G), (S, P, S, None), (S, P, S, G)]
    assert (
        from_rows(rows, named("nq", Kind.DATASET)) == b"<urn:s> <urn:p> <urn:s> .\n<urn:s> <urn:p> <urn:s> <urn:g> .\n"
    )
    assert from_rows(rows, named("nt", Kind.GRAPH)) == b"<urn:s> <urn:p> <urn:s> .\n"
    assert len(list(ox.parse(from_rows(rows, named("trig", Kind.DATASET)), format=ox.RdfFormat.TRIG))) == 2
