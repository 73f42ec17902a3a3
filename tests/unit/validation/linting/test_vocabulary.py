"""Words of vocabularies that shapes look at."""

from collections.abc import Callable

import pytest

from partnercities.model.vocabulary import DEF
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.vocabulary import Known

KNOWN = Known(
    frozenset({DEF + "City", DEF + "Project", "http://e.example/Thing"}),
    frozenset({DEF + "earliestStart", DEF + "start", "http://e.example/partner"}),
)
Codes = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("sh:class pc:City", []),
        ("sh:class pc:Citty", ["unknown-class pc:City"]),
        ("sh:class pc:Zzz", ["unknown-class"]),
        ("sh:class skos:concept", ["unknown-class skos:Concept"]),
        ("sh:class skos:Concept", []),
        ("sh:class :Thingg", ["unknown-class <http://e.example/Thing>"]),
        ("sh:class :Other", []),
        ("sh:class <http://elsewhere.example/Thing>", []),
        ("sh:lessThan pc:strat", ["unknown-predicate pc:start"]),
        ("sh:equals pc:earlyStart", ["unknown-predicate pc:earliestStart"]),
        ("sh:disjoint skos:preflabel", ["unknown-predicate skos:prefLabel"]),
        ("sh:disjoint skos:hiddenLabel", []),
        ("sh:closed true ; sh:ignoredProperties ( pc:start pc:stat )", ["unknown-predicate pc:start"]),
        ("sh:datatype xsd:dateTme", ["unknown-datatype xsd:dateTime"]),
        ("sh:datatype rdf:langstring", ["unknown-datatype rdf:langString"]),
        ("sh:datatype xsd:gYear", []),
        ("sh:datatype :mine", []),
    ],
)
def test_a_word_that_nobody_knows_is_told_with_the_nearest(codes: Codes, written: str, found: list[str]):
    assert codes(f":P sh:targetNode :x ; sh:path :partner ; {written} .", KNOWN) == found


@pytest.mark.parametrize(
    "path",
    ["pc:strat", "( pc:start pc:strat )", "[ sh:inversePath pc:strat ]", "[ sh:alternativePath ( pc:strat pc:start ) ]"],
)  # fmt: skip
def test_words_are_looked_up_wherever_they_stand_in_a_path(codes: Codes, path: str):
    assert codes(f":P sh:targetNode :x ; sh:path {path} .", KNOWN) == ["unknown-predicate pc:start"]


def test_an_unknown_word_of_our_own_is_an_error_and_one_of_others_a_warning(flaws: Callable[..., list[Flaw]]):
    found = flaws(":S sh:targetClass pc:Citty, skos:concept .", KNOWN)
    assert [(flaw.severity, flaw.suggestion) for flaw in found] == [("error", "pc:City"), ("warning", "skos:Concept")]


def test_a_class_that_the_shapes_describe_is_known(codes: Codes):
    assert codes(":S sh:targetClass pc:Town . pc:Town a rdfs:Class .", KNOWN) == []


def test_where_nothing_is_known_nothing_is_doubted(codes: Codes):
    assert codes(":S sh:targetClass pc:Citty ; sh:property [ sh:path skos:preflabel ] .") == []
