"""Words of SHACL that do not exist, mean nothing alone, or are not evaluated."""

from collections.abc import Callable

import pytest

Codes = Callable[[str], list[str]]
TARGET = "sh:targetClass :T"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sh:mincount 1", "sh:minCount"),
        ("sh:min-count 1", "sh:minCount"),
        ("sh:minCnt 1", "sh:minCount"),
        ("sh:dataype xsd:date", "sh:datatype"),
        ("sh:nodekind sh:IRI", "sh:nodeKind"),
        ("sh:clas :C", "sh:class"),
        ('sh:message_ "no"', "sh:message"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_told_with_the_one_that_was_meant(of_property: Codes, written: str, meant: str):
    assert of_property(written) == [f"unknown-term {meant}"]


def test_a_word_like_no_other_is_told_alone(of_property: Codes):
    assert of_property("sh:frobnicate 1") == ["unknown-term"]


def test_a_misspelt_path_is_not_told_as_a_missing_one(codes: Codes):
    assert codes(f":S a sh:NodeShape ; {TARGET} ; sh:property [ sh:pathh :p ; sh:minCount 1 ] .") == [
        "unknown-term sh:path"
    ]


def test_a_misspelt_class_of_shacl_is_told(codes: Codes):
    assert codes(f":S a sh:nodeShape ; {TARGET} .") == ["unknown-term sh:NodeShape"]


@pytest.mark.parametrize(
    "written",
    ["sh:order 1", "sh:group :G", "sh:defaultValue 1", 'sh:name "n"', "sh:deactivated true"],
)
def test_words_that_check_nothing_are_known(of_property: Codes, written: str):
    assert of_property(written) == []


@pytest.mark.parametrize("word", ["sh:MinCountConstraintComponent", "sh:ClassConstraintComponent-class", "sh:this"])
def test_components_and_their_parameters_are_words(codes: Codes, word: str):
    assert codes(f":x :y {word} .") == []


@pytest.mark.parametrize(
    "written",
    [
        "sh:datatype xsd:date, xsd:string",
        "sh:minCount 1, 2",
        'sh:pattern "a", "b"',
        "sh:severity sh:Info, sh:Warning",
        "sh:in ( 1 ), ( 2 )",
    ],
)
def test_what_a_shape_may_have_once_is_told_where_it_stands_twice(of_property: Codes, written: str):
    assert "two-values" in of_property(written)


def test_what_a_shape_may_have_often_is_no_flaw(of_property: Codes):
    assert of_property("sh:class :A, :B ; sh:hasValue :a, :b ; sh:node [], []") == []


@pytest.mark.parametrize(
    "written",
    [
        'sh:flags "i"',
        "sh:qualifiedMinCount 1",
        "sh:qualifiedValueShape []",
        "sh:ignoredProperties ( :q )",
        "sh:qualifiedValueShapesDisjoint true",
    ],
)
def test_a_word_that_means_nothing_alone_is_told(of_property: Codes, written: str):
    assert of_property(written) == ["needs-other"]


@pytest.mark.parametrize(
    "written",
    [
        "sh:minCount 1",
        "sh:maxCount 1",
        "sh:uniqueLang true",
        "sh:lessThan :q",
        "sh:lessThanOrEquals :q",
        "sh:qualifiedValueShape [] ; sh:qualifiedMinCount 1",
    ],
)
def test_words_about_the_values_of_a_path_need_one(codes: Codes, written: str):
    assert set(codes(f":S a sh:NodeShape ; {TARGET} ; {written} .")) == {"needs-path"}


@pytest.mark.parametrize("written", ["sh:js [ ]", "sh:target [ ]", "sh:rule [ ]", "sh:expression [ ]", "sh:values [ ]"])
def test_what_is_not_evaluated_is_told(of_property: Codes, written: str):
    assert of_property(written) == ["not-evaluated"]


def test_a_wish_for_entailment_is_told(codes: Codes):
    assert codes("<urn:a> sh:entailment <http://www.w3.org/ns/entailment/RDFS> .") == ["not-evaluated"]


def test_an_import_is_told_but_not_one_of_what_is_here(codes: Codes):
    assert codes("<urn:a> owl:imports <http://elsewhere.example/shapes> .") == ["imports"]
    assert codes("<urn:a> owl:imports <urn:b> . <urn:b> owl:imports sh: .") == []


@pytest.mark.parametrize(
    ("severity", "found"),
    [
        ("sh:Info", []),
        (":MySeverity", []),
        (":Warning", ["foreign-severity sh:Warning"]),
        ("<urn:x/warn>", []),
        (":Violations", ["foreign-severity sh:Violation"]),
        ("sh:Warn", ["unknown-term"]),
        ("sh:warning", ["unknown-term sh:Warning"]),
        ('"Warning"', ["wrong-value sh:Warning"]),
    ],
)
def test_a_severity_of_ones_own_is_told_where_it_is_called_like_one_of_shacl(
    of_property: Codes, severity: str, found: list[str]
):
    assert of_property(f"sh:severity {severity}") == found


@pytest.mark.parametrize(
    ("messages", "found"),
    [
        ('"Wrong"', []),
        ('"Wrong"@en, "Грешно"@bg', []),
        ('"Wrong"@en, "Грешно"', ["message-language"]),
        ('"Wrong", "Грешно"', []),
    ],
)
def test_a_message_without_a_language_beside_others_with_one_is_told(
    of_property: Codes, messages: str, found: list[str]
):
    assert of_property(f"sh:message {messages}") == found
