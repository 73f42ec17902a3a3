"""Kinds of values, and lists."""

from collections.abc import Callable

import pytest

from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.linting.kinds import KINDS
from partnercities.validation.linting.words import PROPERTIES

Codes = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('sh:minCount "1"', "1"),
        ("sh:minCount 1.0", "1"),
        ("sh:minCount -1", ""),
        ("sh:minCount :one", ""),
        ('sh:maxCount "many"', ""),
        ('sh:maxLength "2"^^xsd:int', "2"),
        ('sh:uniqueLang "true"', "true"),
        ('sh:deactivated "yes"', "true"),
        ("sh:closed 1", "true"),
        ('sh:deactivated "maybe"^^xsd:boolean', ""),
        ('sh:class "pc:City"', "pc:City"),
        ('sh:datatype "xsd:date"', "xsd:date"),
        ('sh:class "https://e.example/C"', "<https://e.example/C>"),
        ('sh:class "City"', ""),
        ("sh:class []", ""),
        ('sh:nodeKind "IRI"', "sh:IRI"),
        ("sh:nodeKind sh:URI", "sh:IRI"),
        ("sh:nodeKind :Literal", "sh:Literal"),
        ("sh:nodeKind sh:BlankNodeOrLitteral", "sh:BlankNodeOrLiteral"),
        ('sh:pattern "a"@en', '"a"'),
        ("sh:pattern :a", ""),
        ("sh:minInclusive :a", ""),
        ("sh:message :a", ""),
        ('sh:node "S"', ""),
        ("sh:lessThan 1", ""),
        ("sh:in 1", "( 1 )"),
        ('sh:languageIn "en"', '( "en" )'),
        ('sh:languageIn ( "en"@en )', '"en"'),
        ("sh:or ( 1 )", ""),
        ('sh:or ( [] "S" )', ""),
        ('sh:order "first"', ""),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_what_was_meant(of_property: Codes, written: str, meant: str):
    assert f"wrong-value {meant}".strip() in of_property(written)


def test_a_target_that_is_a_blank_node_is_told(codes: Codes):
    assert codes(":S a sh:NodeShape ; sh:targetNode [] .") == ["wrong-value"]


@pytest.mark.parametrize(
    "written",
    [
        'sh:minCount 0 ; sh:maxCount "+3"^^xsd:integer',
        'sh:minInclusive "x" ; sh:message "a", "b"',
        'sh:in ( 1 "a" :b ) ; sh:hasValue 1',
        'sh:languageIn ( "en" "bg" )',
        'sh:uniqueLang "1"^^xsd:boolean',
        "sh:severity :mine ; sh:order 1.5",
        "sh:and () ; sh:or ( [] ) ; sh:not [] ; sh:node []",
    ],
)
def test_a_value_of_the_right_kind_is_no_flaw(of_property: Codes, written: str):
    assert of_property(written) == []


@pytest.mark.parametrize(
    "words", ["in", "or", "xone", "languageIn"]
)  # fmt: skip
def test_an_empty_list_of_choices_is_told(of_property: Codes, words: str):
    assert of_property(f"sh:{words} ()") == ["empty-list"]


@pytest.mark.parametrize(
    ("list", "fault"),
    [
        ("_:a rdf:first 1 ; rdf:rest _:a .", "comes back"),
        ("_:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a .", "comes back"),
        ("_:a rdf:first 1 ; rdf:rest (), ( 2 ) .", "two ways"),
        ("_:a rdf:first 1, 2 ; rdf:rest () .", "two members"),
        ("_:a rdf:first 1 .", "rdf:nil"),
        ("_:a rdf:rest () .", "is missing"),
        ("_:a :p 1 .", "is no list"),
        ("_:a rdf:first 1 ; rdf:rest :end .", "is no list"),
    ],
)
def test_a_broken_list_is_told_with_its_fault(flaws: Callable[..., list[object]], list: str, fault: str):
    found = flaws(f":S sh:targetNode :x ; sh:in _:a . {list}")
    assert [getattr(one, "code", "") for one in found] == ["bad-list"]
    assert fault in getattr(found[0], "messages", {})["en"]


def test_an_iri_in_the_place_of_a_list_is_put_into_one(codes: Codes):
    assert codes(":S sh:targetNode :x ; sh:in :a .") == ["bad-list ( <http://e.example/a> )"]


def test_a_list_of_ten_thousand_members_is_read(codes: Codes):
    assert codes(f":S sh:targetNode :x ; sh:in ( {' '.join(map(str, range(10_000)))} ) .") == []


def test_every_word_takes_a_kind_of_value_that_is_known():
    assert {word.kind for word in PROPERTIES.values()} <= set(KINDS)
    assert {kind.list_of for kind in KINDS.values()} <= {*KINDS, ""}


def test_a_wrong_value_of_a_word_that_checks_nothing_is_a_warning(flaws: Callable[..., list[Flaw]]):
    found = flaws(':S sh:targetClass :T ; sh:order "first" ; sh:name :a ; sh:message :b .')
    assert [(flaw.code, flaw.severity) for flaw in found] == [
        ("wrong-value", "error"),
        ("wrong-value", "warning"),
        ("wrong-value", "warning"),
    ]
