"""Constraints that no data can meet."""

from collections.abc import Callable

import pytest

Codes = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "written",
    [
        "sh:minCount 3 ; sh:maxCount 1",
        "sh:minLength 3 ; sh:maxLength 2",
        "sh:qualifiedValueShape [] ; sh:qualifiedMinCount 2 ; sh:qualifiedMaxCount 1",
        "sh:qualifiedValueShape [] ; sh:qualifiedMinCount 2 ; sh:maxCount 1",
        "sh:minInclusive 2 ; sh:maxInclusive 1.5",
        "sh:minInclusive 1 ; sh:maxExclusive 1.0",
        "sh:minExclusive 1 ; sh:maxInclusive 1",
        "sh:minExclusive 1 ; sh:maxExclusive 1e0",
        'sh:minInclusive "2012-01-01"^^xsd:date ; sh:maxInclusive "2011-12-31"^^xsd:date',
        'sh:minInclusive "2012"^^xsd:gYear ; sh:maxInclusive "2011"^^xsd:gYear',
    ],
)
def test_a_least_above_the_most_is_told(of_property: Codes, written: str):
    assert of_property(written) == ["min-over-max"]


@pytest.mark.parametrize(
    "written",
    [
        "sh:minCount 1 ; sh:maxCount 1",
        "sh:minInclusive 1 ; sh:maxInclusive 1.0",
        "sh:minExclusive 1 ; sh:maxExclusive 1.1",
        'sh:minInclusive "2011-12-31"^^xsd:date ; sh:maxInclusive "2012-01-01"^^xsd:date',
        # Which is later depends on the time zone of who compares: nothing is said.
        'sh:minInclusive "2012-01-01T00:00:00"^^xsd:dateTime ; sh:maxInclusive "2012-01-01T00:00:00Z"^^xsd:dateTime',
        'sh:minInclusive "NaN"^^xsd:double ; sh:maxInclusive 1e0',
        # Without a shape to count, these are passed over; that is told as such elsewhere.
        "sh:minLength 0 ; sh:maxLength 0",
    ],
)
def test_a_least_up_to_the_most_is_no_flaw(of_property: Codes, written: str):
    assert of_property(written) == []


def test_two_property_shapes_of_one_property_must_leave_something_between_them(codes: Codes):
    shape = ":S sh:targetClass :T ; sh:property [ sh:path :p ; sh:minCount 2 ] , [ sh:path {} ; sh:maxCount 1 ; {} ] ."
    assert codes(shape.format(":p", "")) == ["min-over-max"]
    assert codes(shape.format(":q", "")) == []
    assert codes(shape.format(":p", "sh:deactivated true")) == []


@pytest.mark.parametrize(
    "written",
    [
        "sh:datatype xsd:date ; sh:nodeKind sh:IRI",
        "sh:datatype xsd:date ; sh:class :C",
        "sh:class :C ; sh:nodeKind sh:Literal",
        'sh:nodeKind sh:BlankNode ; sh:pattern "^a"',
        "sh:nodeKind sh:BlankNode ; sh:minLength 1",
        'sh:languageIn ( "en" ) ; sh:nodeKind sh:BlankNodeOrIRI',
        'sh:languageIn ( "en" ) ; sh:datatype xsd:string',
        "sh:minInclusive 1 ; sh:nodeKind sh:IRI",
        "sh:minInclusive 1 ; sh:datatype xsd:date",
        'sh:minInclusive 1 ; sh:maxInclusive "2011-01-01"^^xsd:date',
        "sh:minInclusive 1 ; sh:datatype rdf:langString",
        "sh:datatype xsd:date ; sh:in ( 1 2 )",
        "sh:nodeKind sh:IRI ; sh:in ( 1 2 )",
        'sh:languageIn ( "en" ) ; sh:in ( "a" )',
        "sh:in ( 1 2 ) ; sh:hasValue 3",
        "sh:nodeKind sh:IRI ; sh:hasValue 3",
        "sh:datatype xsd:date ; sh:hasValue 3",
        "sh:lessThan :p",
        "sh:disjoint :p",
    ],
)  # fmt: skip
def test_constraints_that_exclude_each_other_are_told_once(of_property: Codes, written: str):
    assert of_property(written) == ["never-holds"]


@pytest.mark.parametrize(
    "written",
    [
        "sh:datatype xsd:date ; sh:nodeKind sh:Literal",
        'sh:datatype xsd:date ; sh:nodeKind sh:IRIOrLiteral ; sh:pattern "^20"',
        'sh:datatype rdf:langString ; sh:languageIn ( "en" ) ; sh:uniqueLang true ; sh:maxLength 9',
        'sh:class :C ; sh:nodeKind sh:IRI ; sh:pattern "^http"',
        'sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:maxExclusive "9.5"^^xsd:decimal',
        'sh:datatype xsd:date ; sh:minInclusive "2011-01-01"^^xsd:date',
        "sh:datatype :mine ; sh:minInclusive 1",
        "sh:in ( 1 2 ) ; sh:hasValue 1 ; sh:datatype xsd:integer ; sh:minCount 2",
        "sh:equals :p ; sh:lessThanOrEquals :p ; sh:lessThan :q",
        # Nothing may be there at all, so what it would have to be is beside the point.
        "sh:maxCount 0 ; sh:datatype xsd:date ; sh:nodeKind sh:IRI",
    ],
)  # fmt: skip
def test_constraints_that_go_together_are_no_flaw(of_property: Codes, written: str):
    assert of_property(written) == []


def test_a_member_that_another_constraint_forbids_is_told(of_property: Codes):
    assert of_property("sh:datatype xsd:integer ; sh:in ( 1 2.5 :a )") == ["never-allowed", "never-allowed"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("sh:minCount 3 ; sh:in ( 1 2 )", ["too-few-choices"]),
        ("sh:minCount 2 ; sh:in ( 1 1 )", ["too-few-choices"]),
        ("sh:maxCount 1 ; sh:hasValue 1, 2", ["too-many-required"]),
        ("sh:maxCount 0 ; sh:hasValue 1", ["too-many-required"]),
        ("sh:maxCount 2 ; sh:hasValue 1, 2", []),
    ],
)
def test_more_values_than_there_can_be_are_told(of_property: Codes, written: str, found: list[str]):
    assert of_property(written) == found


@pytest.mark.parametrize("other", ["sh:datatype xsd:string", "sh:class :C", "sh:nodeKind sh:IRI"])
def test_languages_that_no_value_can_have_are_told(of_property: Codes, other: str):
    assert of_property(f"sh:uniqueLang true ; {other}") == ["never-fires"]
    assert of_property(f"sh:uniqueLang false ; {other}") == []
