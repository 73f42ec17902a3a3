"""Terms as SPARQL text: whatever the value, it stays one term."""

import pytest

from partnercities.store import terms


@pytest.mark.parametrize(
    ("value", "datatype", "text"),
    [
        ("x", "", '"x"'),
        ('a"b', "", r'"a\"b"'),
        ("a\\", "", r'"a\\"'),
        ("a\r\nb\tc", "", r'"a\r\nb\tc"'),
        ("2", "integer", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
)
def test_a_literal_is_written_with_its_escapes(value: str, datatype: str, text: str):
    assert terms.literal(value, datatype) == text


def test_an_iri_stands_in_angle_brackets():
    assert terms.iri("https://e.example/София?a#b") == "<https://e.example/София?a#b>"


@pytest.mark.parametrize(
    "value", ["", "relative", "/a", "http://e.example/a b", "http://e.example/>", "urn:{x}", "urn:a\nb"]
)
def test_what_is_no_absolute_iri_is_refused(value: str):
    with pytest.raises(ValueError, match=r"IRI|scheme"):
        terms.iri(value)
