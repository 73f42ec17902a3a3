"""A rule over a whole dataset, asked about nodes, gives what it gives of them when it is asked for all."""

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.shacl.naming import naming
from partnercities.shacl.resident import Resident
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Shape, Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import TYPE
from partnercities.shacl.validate import validate

HANDLE = ox.NamedNode("http://x/handle")
QUERIES = [
    "$this ?value { ?value x:p ?a ; x:q ?b FILTER (?a != ?b) }",
    "$this ?value ?a { { ?value x:p ?a } ?b x:q ?a FILTER (?value != ?b) }",
    "$this ?value { ?value a x:n1 FILTER NOT EXISTS { ?value x:p ?a . ?a x:q ?value } }",
    "$this ?value { { ?value x:p ?a } OPTIONAL { { ?value x:q ?b } ?b x:p ?a } FILTER (!BOUND(?b)) }",
    "$this ?value { ?value ?path ?a FILTER (?path IN (x:p)) FILTER NOT EXISTS { ?a ?path ?value } }",
    "$this ?value { ?value x:p ?a . ?a x:q* x:n2 }",
    "$this ?value (COUNT(?a) AS ?n) { ?value x:p ?a } GROUP BY $this ?value HAVING (COUNT(?a) > 1)",
]
REFUSED = [
    "$this (SAMPLE(?a) AS ?value) { ?b x:p ?a } GROUP BY $this",
    "$this ?value { ?value x:p $this }",
    "$this { ?value x:p ?a }",
    "$this ?value { OPTIONAL { ?value x:p ?a } }",
]
NODES = [ox.NamedNode(f"http://x/n{number}") for number in range(4)]
triples = st.builds(
    ox.Triple,
    st.sampled_from(NODES),
    st.sampled_from([TYPE, ox.NamedNode("http://x/p"), ox.NamedNode("http://x/q")]),
    st.sampled_from(NODES),
)
graphs = st.lists(triples, max_size=8)


def compiled(parse, query: str) -> tuple[Shapes, Shape]:
    text = f'x:rules sh:declare [ sh:prefix "x" ; sh:namespace "http://x/"^^xsd:anyURI ] . x:R sh:prefixes x:rules ; sh:select "SELECT {query}" .'
    shapes = compile_shapes(parse("x:S a sh:NodeShape ; sh:targetNode x:handle ; sh:sparql x:R ." + text))
    return shapes, shapes.targeting[0]


def row(result: Result) -> tuple[object, ...]:
    return result.focus, result.value, result.component, result.constraint


@pytest.mark.parametrize("query", QUERIES)
def test_after_a_change_it_tells_what_is_new(parse, query: str):
    shapes, shape = compiled(parse, query)
    asked = naming(shape, shape.constraints[0], HANDLE)
    assert asked is not None
    watching = Shapes({asked.id: asked}, (asked,), shapes.graph)

    @given(graphs, graphs, graphs)
    def holds(start: list[ox.Triple], added: list[ox.Triple], removed: list[ox.Triple]) -> None:
        before, after = set(start), set(start) - set(removed) | set(added)
        was, now = (Counter(map(row, validate(shapes, Tables(data)).results)) for data in (before, after))
        assert Counter(map(row, Resident(watching, Tables(before)).worsen(added, removed).results)) == now - was
        # Asked for everything it is the rule that it was.
        assert Counter(map(row, validate(watching, Tables(after)).results)) == now

    holds()


@pytest.mark.parametrize("query", REFUSED)
def test_what_counts_over_nodes_or_asks_about_the_handle_stays_whole(parse, query: str):
    _, shape = compiled(parse, query)
    assert naming(shape, shape.constraints[0], HANDLE) is None


def test_a_condition_that_is_no_query_stays_as_it_is(parse):
    (shape,) = compile_shapes(parse("x:S a sh:NodeShape ; sh:targetNode x:handle ; sh:nodeKind sh:IRI .")).targeting
    assert naming(shape, shape.constraints[0], HANDLE) is None
