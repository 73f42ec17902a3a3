"""Queries may use the prefixes that their constraint points to."""

import pytest

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.sparql.prefixes import prefixes_of
from partnercities.shacl.terms import Term


def prefixes(parse, text: str) -> dict[str, str]:
    graph = ShapesGraph(parse(text))
    (constraint,) = parse("x:c x:p x:p .")
    node: Term = constraint.subject
    return prefixes_of(graph, node)


E = 'sh:declare [ sh:prefix "e" ; sh:namespace "http://e/"^^xsd:anyURI ]'
F = 'sh:declare [ sh:prefix "f" ; sh:namespace "http://f/" ]'


def test_they_are_declared_where_the_constraint_says(parse):
    assert prefixes(
        parse, f"x:c sh:prefixes x:o . x:o {E} , [ sh:prefix '' ; sh:namespace 'http://g/' ] . x:n {F} ."
    ) == {
        "e": "http://e/",
        "": "http://g/",
    }


def test_they_are_looked_for_in_what_is_imported_even_in_a_circle(parse):
    text = f"x:c sh:prefixes x:o . x:o owl:imports x:n , <http://elsewhere/> . x:n owl:imports x:o ; {E} ; {F} ."
    assert prefixes(parse, text) == {"e": "http://e/", "f": "http://f/"}


def test_one_prefix_cannot_mean_two_things(parse):
    with pytest.raises(BadShapes, match="e: is declared as"):
        prefixes(parse, f"x:c sh:prefixes x:o , x:n . x:o {E} . x:n {E.replace('//e/', '//other/')} .")


@pytest.mark.parametrize(
    "declaration", ['sh:prefix "e"', 'sh:namespace "http://e/"', 'sh:prefix "e" , "f" ; sh:namespace "x"']
)
def test_a_declaration_needs_one_prefix_and_one_namespace(parse, declaration):
    with pytest.raises(BadShapes, match="needs one"):
        prefixes(parse, f"x:c sh:prefixes x:o . x:o sh:declare [ {declaration} ] .")
