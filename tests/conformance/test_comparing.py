"""The comparison of answers itself: what is the same, and what is not."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from .comparing import XSD, Table, graph, same
from .reading import CSV, RESULTS, answer

A, B, C = (BlankNode(name) for name in "abc")
ONE, TWO = Literal(1), Literal(2)


def number(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


def table(*rows: tuple[object, ...], columns: str = "xyz") -> Table:
    width = len(rows[0]) if rows else 1
    return Table(tuple(columns[:width]), rows)  # type: ignore[arg-type]


def turtle(text: str) -> Table:
    quads = parse(f"PREFIX : <x:> {text} .", RdfFormat.TURTLE)
    return graph(quad.triple for quad in quads)


SAME = [
    (True, True),
    (table(), table()),
    (table((ONE,), (TWO,)), table((TWO,), (ONE,))),
    (Table(("x", "y"), ((ONE, TWO),)), Table(("y", "x"), ((TWO, ONE),))),
    (table((A, B), (B, A)), table((C, A), (A, C))),
    (table((A, ONE), (A, TWO)), table((C, TWO), (C, ONE))),
    (table((A,), (A,), (B,)), table((B,), (C,), (C,))),
    (table((None,)), table((None,))),
    (table((number("1.0E6", "double"),)), table((number("1000000", "double"),))),
    (table((number("01", "integer"),)), table((ONE,))),
    (table((number("NaN", "double"),)), table((number("NaN", "double"),))),
    (table((number("0", "boolean"),)), table((Literal(value=False),))),
    (table((Literal("a", language="en-GB"),)), table((Literal("a", language="en-gb"),))),
    (table((Triple(A, NamedNode("p:"), ONE), A)), table((Triple(B, NamedNode("p:"), ONE), B))),
    (turtle(":s :p [ :q [] ] , [ :q 1 ]"), turtle(":s :p [ :q 1 ] , [ :q [] ]")),
    (turtle("[] :p [ :p [ :p [] ] ]"), turtle("_:a :p [ :p [] ] . [] :p _:a , _:a")),
    (turtle(":s :p 1 . :s :p 1"), turtle(":s :p 1")),
]
DIFFERENT = [
    (True, False),
    (True, table((ONE,))),
    (table((ONE,)), table((ONE,), (ONE,))),
    (table((ONE,)), table((None,))),
    (table((ONE,)), table((TWO,))),
    (Table(("x",), ()), Table(("y",), ())),
    (table((A, A)), table((A, B))),
    (table((A, B)), table((A, A))),
    (table((A, ONE), (A, TWO)), table((A, ONE), (B, TWO))),
    (table((A,), (A,), (B,)), table((A,), (B,), (C,))),
    (table((A,)), table((NamedNode("a:"),))),
    (table((number("1", "decimal"),)), table((ONE,))),
    (table((number("x", "integer"),)), table((number("y", "integer"),))),
    (table((Literal("1"),)), table((Literal("01"),))),
    (table((Literal("a", language="en"),)), table((Literal("a"),))),
    (table((Triple(A, NamedNode("p:"), ONE), A)), table((Triple(A, NamedNode("p:"), ONE), B))),
    (turtle(":s :p [ :q [] ] , [ :q 1 ]"), turtle(":s :p [ :q 1 ] , [ :r [] ]")),
    (turtle("[] :p [ :p [ :p [] ] ]"), turtle("[] :p [ :p [] ] , []")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_are_the_same(one: bool | Table, other: bool | Table):
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_are_not(one: bool | Table, other: bool | Table):
    assert not same(one, other)
    assert not same(other, one)


def test_the_order_of_numbered_rows_counts():
    rows = table((A, ONE), (B, TWO))
    assert same(rows.numbered(), table((B, ONE), (C, TWO)).numbered())
    assert not same(rows.numbered(), table((B, TWO), (A, ONE)).numbered())


def test_a_table_of_csv_is_read_as_text_blank_nodes_and_numbers():
    read = answer(b'x,y\r\n"a,b",_:n\r\n1.0E6,\r\n', CSV)
    assert same(read, Table(("x", "y"), ((Literal("a,b"), A), (number("1e6", "double"), Literal("")))))


def test_an_unbound_place_is_read_as_such():
    read = answer(
        b'{"head":{"vars":["x","y"]},"results":{"bindings":[{"y":{"type":"bnode","value":"b"}}]}}', RESULTS[".srj"]
    )
    assert same(read, table((None, A)))


def test_a_page_is_no_answer():
    with pytest.raises(ValueError, match="text/html"):
        answer(b"<html>", "text/html")
