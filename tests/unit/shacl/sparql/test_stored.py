"""What a store makes of literals is known, and undone where it matters."""

import pyoxigraph as ox
import pytest

from partnercities.shacl.sparql.stored import Originals, as_stored, may_change
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import Term, xsd


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=xsd(datatype))


# How pyoxigraph 0.5 gives back what it stored.
STORED: list[tuple[Term, Term]] = [
    (literal("1", "boolean"), literal("true", "boolean")),
    (literal("01", "integer"), literal("1", "integer")),
    (literal("5", "nonNegativeInteger"), literal("5", "integer")),
    (literal("300", "byte"), literal("300", "integer")),
    (literal("1.50", "decimal"), literal("1.5", "decimal")),
    (literal("1e0", "double"), literal("1", "double")),
    (literal("2020-01-01+00:00", "date"), literal("2020-01-01Z", "date")),
    (literal("2020-01-01T24:00:00", "dateTime"), literal("2020-01-02T00:00:00", "dateTime")),
    (literal("P12M", "yearMonthDuration"), literal("P1Y", "yearMonthDuration")),
    (literal("yes", "boolean"), literal("yes", "boolean")),
    (literal("2020-02-30", "date"), literal("2020-02-30", "date")),
    (literal("x", "integer"), literal("x", "integer")),
    (literal("a", "string"), literal("a", "string")),
    (literal("2020", "gYear"), literal("2020", "gYear")),
    (literal("a b", "anyURI"), literal("a b", "anyURI")),
    (literal("0AfF", "hexBinary"), literal("0AfF", "hexBinary")),
    (ox.Literal("a", language="en"), ox.Literal("a", language="en")),
    (ox.Literal("1", datatype=ox.NamedNode("http://x/t")), ox.Literal("1", datatype=ox.NamedNode("http://x/t"))),
    (ox.NamedNode("http://x/a"), ox.NamedNode("http://x/a")),
]


@pytest.mark.parametrize(("term", "stored"), STORED, ids=str)
def test_the_form_that_a_store_gives_back_is_foretold(term, stored):
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), term))
    (quad,) = store
    assert quad.object == stored
    assert as_stored([term]) == {term: stored}
    assert may_change(term) or term == stored


def test_each_of_many_terms_keeps_its_own_form():
    assert as_stored([term for term, _ in STORED]) == dict(STORED)


S, P, Q = (ox.NamedNode(f"http://x/{name}") for name in "spq")
TABLES = Tables(
    [
        ox.Triple(S, P, literal("01", "integer")),
        ox.Triple(S, Q, literal("1.0", "decimal")),
        ox.Triple(Q, P, literal("2", "integer")),
    ]
)


@pytest.mark.parametrize(
    ("found", "beside", "original"),
    [
        (literal("1", "integer"), [S], literal("01", "integer")),
        (literal("1", "decimal"), [Q, None, S], literal("1.0", "decimal")),
        (literal("1", "integer"), [Q], literal("1", "integer")),
        (literal("2", "integer"), [S, Q], literal("2", "integer")),
        (ox.Literal("01"), [S], ox.Literal("01")),
        (Q, [S], Q),
    ],
)
def test_a_literal_is_found_as_it_is_written_beside_it(found: Term, beside: list[Term | None], original: Term):
    assert Originals(TABLES, None).original(found, beside) == original


def test_only_what_the_query_reads_is_looked_through():
    assert Originals(TABLES, {Q}).original(literal("1", "integer"), [S]) == literal("1", "integer")
