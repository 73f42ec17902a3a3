"""Each correction of pySHACL still has something to correct, and what it gives then is what our engine finds."""

import pyoxigraph as ox
import pytest

from . import ours
from .cases import Case
from .corrections import CORRECTIONS
from .oracle import validated

_PREFIXES = """
@prefix : <http://example.org/00000/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PAIRS = {
    "values of other types are compared": (
        ":s sh:targetNode :a ; sh:property :t . :t sh:path :p ; sh:minExclusive '2020-02-29T12:00:00Z'^^xsd:dateTime .",
        ":a :p 1.0 .",
    ),
    "IRIs are compared as strings": (
        ":s sh:targetNode :a ; sh:property :t . :t sh:path :p ; sh:lessThan :q .",
        ":a :p :b ; :q :c .",
    ),
    "IRIs are compared as strings, or equal": (
        ":s sh:targetNode :a ; sh:property :t . :t sh:path :p ; sh:lessThanOrEquals :q .",
        ":a :p :b ; :q :b .",
    ),
    "a blank node has a length of nothing": (
        ":s sh:targetObjectsOf :p ; sh:minLength 0 .",
        ":a :p _:b .",
    ),
    "a sequence is inverted step by step, in the same order": (
        ":s sh:targetNode :a ; sh:property :t . :t sh:path [ sh:inversePath ( :p :q ) ] ; sh:minCount 1 .",
        ":c :p :b . :b :q :a .",
    ),
}


def case(shapes: str, data: str) -> Case:
    """A pair from Turtle."""
    read = (ox.parse(_PREFIXES + text, format=ox.RdfFormat.TURTLE) for text in (shapes, data))
    return Case(*(tuple(quad.triple for quad in quads) for quads in read))


@pytest.mark.parametrize("name", CORRECTIONS)
def test_pyshacl_departs_from_the_standard_and_we_do_not(name: str) -> None:
    pair = case(*PAIRS[name])
    assert ours.validated(pair) == validated(pair)
    assert ours.validated(pair) != validated(pair, but=name)
