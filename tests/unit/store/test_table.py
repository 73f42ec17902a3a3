"""Answers in JSON as rows of terms, also those of careless endpoints."""

import json

import pytest

from partnercities.problems import EndpointFailed
from partnercities.store.table import Table, Term, parse


def answer(*bindings: dict[str, object], columns: tuple[str, ...] = ("a", "b")) -> bytes:
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": bindings}}).encode()


TERMS = [
    ({"type": "uri", "value": "urn:x"}, Term("uri", "urn:x")),
    ({"type": "bnode", "value": "b0"}, Term("bnode", "b0")),
    ({"type": "literal", "value": "x"}, Term("literal", "x")),
    ({"type": "literal", "value": ""}, Term("literal", "")),
    ({"type": "literal", "value": "София", "xml:lang": "bg"}, Term("literal", "София", "bg")),
    ({"type": "literal", "value": "1", "datatype": "urn:d"}, Term("literal", "1", "", "urn:d")),
    ({"type": "typed-literal", "value": "1", "datatype": "urn:d"}, Term("literal", "1", "", "urn:d")),
]


@pytest.mark.parametrize(("given", "term"), TERMS)
def test_a_term_is_read(given: dict[str, str], term: Term):
    assert parse(answer({"a": given})).rows == ((term, None),)
    assert str(term) == given["value"]


def test_rows_keep_the_order_of_columns_and_have_none_where_unbound():
    x, y = {"type": "uri", "value": "urn:x"}, {"type": "uri", "value": "urn:y"}
    table = parse(answer({"b": y, "a": x}, {"b": x}, {}))
    assert table.columns == ("a", "b")
    assert table.rows == ((Term("uri", "urn:x"), Term("uri", "urn:y")), (None, Term("uri", "urn:x")), (None, None))


def test_a_table_is_gone_through_as_texts():
    table = parse(answer({"a": {"type": "literal", "value": "x", "xml:lang": "en"}}))
    assert list(table) == [{"a": "x", "b": ""}]


def test_an_empty_answer_has_columns_and_no_rows():
    assert parse(answer()) == Table(("a", "b"), ())
    assert parse(answer(columns=())) == Table((), ())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"head": {}, "boolean": true}',
        b'{"head": {"vars": null}, "results": {"bindings": []}}',
        b'{"head": {"vars": ["a"]}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": null}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [1]}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": "x"}]}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"value": "x"}}]}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri"}}]}}',
        answer({"a": {"type": "uri", "value": "urn:x"}})[:-3],
    ],
    ids=ascii,
)
def test_what_is_no_answer_is_a_failure_of_the_endpoint(body: bytes):
    with pytest.raises(EndpointFailed, match="SPARQL results in JSON"):
        parse(body)
