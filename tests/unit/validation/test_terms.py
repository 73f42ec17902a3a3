"""Terms as people write them."""

import pyoxigraph as ox
import pytest

from partnercities.model.vocabulary import XSD
from partnercities.validation.terms import node_of, short, written

A = ox.NamedNode("urn:a")


@pytest.mark.parametrize(
    ("term", "kind", "text"),
    [
        (ox.NamedNode("https://w3id.org/partnercities/id/city/bg/sofia"), "iri", "<city/bg/sofia>"),
        (ox.NamedNode("https://w3id.org/partnercities/def#City"), "iri", "pc:City"),
        (ox.NamedNode("urn:" + "x" * 80), "iri", f"<urn:{'x' * 80}>"),
        (ox.BlankNode("b"), "blank", "[…]"),
        (ox.Literal(5), "literal", "5"),
        (ox.Literal(value=True), "literal", "true"),
        (ox.Literal("a"), "literal", '"a"'),
        (ox.Literal('a"^^<b>'), "literal", '"a\\"^^<b>"'),
        (ox.Literal("а", language="bg"), "literal", '"а"@bg'),
        (ox.Literal("2011", datatype=ox.NamedNode(XSD + "gYear")), "literal", '"2011"^^xsd:gYear'),
        (ox.Literal("x" * 80), "literal", '"' + "x" * 58 + "…"),
        (ox.Triple(A, A, A), "triple", "<<( <urn:a> <urn:a> <urn:a> )>>"),
    ],
)
def test_a_term_is_written_as_in_turtle(term: object, kind: str, text: str):
    node = node_of(term)
    assert node.kind == kind
    assert short(node) == text


def test_an_iri_alone_is_written_with_a_prefix_of_ours_or_in_brackets():
    assert written("http://www.w3.org/ns/shacl#path") == "sh:path"
    assert written("http://e.example/") == "<http://e.example/>"
