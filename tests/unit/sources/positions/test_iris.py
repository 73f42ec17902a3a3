"""Relative IRIs are what the parser makes of them."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.sources.positions.iris import resolve

BASES = ["http://b/x/y?q#f", "http://b", "http://b/", "file:///data/a.ttl", "https://example.org/a/b/../c/d?x=/y"]
pieces = st.sampled_from(["", ".", "..", "a", "b;x=1", "..c", "é", "/", "//", "?", "?q", "#", "#f", "x:", "http:"])


def parsed(reference: str, base: str) -> str | None:
    try:
        (quad,) = ox.parse(f"<{reference}> <p:p> 1 .".encode(), format=ox.RdfFormat.TURTLE, base_iri=base)
    except SyntaxError:
        return None
    return str(quad.subject)[1:-1]


@pytest.mark.parametrize("base", BASES)
@given(st.lists(pieces, max_size=6).map("/".join) | st.lists(pieces, max_size=6).map("".join))
def test_a_reference_is_resolved_as_the_parser_does(base, reference):
    theirs = parsed(reference, base)
    assert theirs is None or resolve(reference, base) == theirs
