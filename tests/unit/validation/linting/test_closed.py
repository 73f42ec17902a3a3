"""Closed shapes that forbid what they require."""

from collections.abc import Callable

import pytest

from partnercities.validation.linting.flaws import Flaw

CLOSED = ":S sh:closed true ; "


@pytest.mark.parametrize(
    ("shapes", "forbidden"),
    [
        ("sh:targetClass :T", "rdf:type"),
        ("sh:targetSubjectsOf :p", "http://e.example/p"),
        ("sh:targetNode :x ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]", "http://e.example/p"),
        ("sh:targetNode :x ; sh:node [ sh:property [ sh:path :p ; sh:minCount 1 ] ]", "http://e.example/p"),
        ("sh:targetNode :x ; sh:and ( [ sh:property [ sh:path :p ; sh:hasValue 1 ] ] )", "http://e.example/p"),
    ],
)
def test_what_a_closed_shape_requires_and_does_not_list_is_told(
    flaws: Callable[[str], list[Flaw]], shapes: str, forbidden: str
):
    (found,) = flaws(f"{CLOSED}{shapes} .")
    assert found.code == "closed-forbids"
    assert forbidden in found.messages["en"]


@pytest.mark.parametrize(
    "shapes",
    [
        "sh:targetClass :T ; sh:ignoredProperties ( rdf:type )",
        "sh:targetClass :T ; sh:property [ sh:path rdf:type ; sh:minCount 1 ]",
        "sh:targetNode :x ; sh:property [ sh:path :p ; sh:minCount 1 ]",
        "sh:targetNode :x ; sh:property [ sh:path ( :p :q ) ; sh:minCount 0 ]",
        "sh:targetNode :x ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]",
        "sh:targetNode :x ; sh:node [ sh:property [ sh:path :p ; sh:minCount 1 ; sh:deactivated true ] ]",
        "sh:targetNode :x ; sh:or ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [] )",
    ],
)
def test_a_closed_shape_that_can_be_met_is_no_flaw(codes: Callable[[str], list[str]], shapes: str):
    assert codes(f"{CLOSED}{shapes} .") == []


def test_an_open_shape_forbids_nothing(codes: Callable[[str], list[str]]):
    assert codes(":S sh:closed false ; sh:targetClass :T .") == []
