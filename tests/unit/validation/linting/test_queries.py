"""Regular expressions and SPARQL in shapes."""

from collections.abc import Callable

import pytest

from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.linting.judges import Asked, Judges
from partnercities.validation.linting.queries import bad_patterns, bad_queries, namespaces
from partnercities.validation.linting.sheet import Sheet

Codes = Callable[[str], list[str]]
SELECT = ':S sh:targetClass :T ; sh:sparql :Q . :Q sh:select """{}""" .'


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [("(", "brackets"), ("[a-", "brackets"), ("(a)\\\\1", "refers back"), ("a(?=b)", "looks ahead"), ("a{2,1}", "brackets")],
)  # fmt: skip
def test_a_pattern_that_is_no_regular_expression_is_told(flaws: Callable[[str], list[Flaw]], pattern: str, fault: str):
    (found,) = flaws(f':S sh:targetClass :T ; sh:pattern "{pattern}" .')
    assert found.code == "bad-pattern"
    assert fault in found.messages["en"]


@pytest.mark.parametrize("pattern", ["^(a+)+$", "\\\\p{Lu}", "\\\\\\\\1", "[а-я]+", "a{2}", ""])
def test_a_pattern_of_xpath_is_no_flaw(of_property: Codes, pattern: str):
    assert of_property(f'sh:pattern "{pattern}" ; sh:flags "imsx"') == []


def test_letters_that_are_no_flags_are_told(of_property: Codes):
    assert of_property('sh:pattern "a" ; sh:flags "ig"') == ["bad-flags"]


def test_a_query_is_judged_with_the_line_in_its_own_text(flaws: Callable[[str], list[Flaw]]):
    (found,) = flaws(SELECT.format("SELECT $this\nWHERE { $this ?p FILTER }"))
    assert (found.code, found.within[0]) == ("bad-query", 2)
    assert "line 2" in found.messages["en"]


def test_a_prefix_that_is_not_declared_makes_a_query_wrong(codes: Codes):
    query = SELECT.format("SELECT $this { $this ex:p 1 }")
    assert codes(query) == ["bad-query"]
    declared = ':O sh:declare [ sh:prefix "ex" ; sh:namespace "http://x.example/"^^xsd:anyURI ] .'
    assert codes(f"{query} :Q sh:prefixes :O . {declared}") == []


def test_prefixes_come_from_what_their_owner_imports_too(sheet: Callable[[str], Sheet]):
    found = sheet(
        ':Q sh:prefixes :A . :A owl:imports :B . :B owl:imports :A ; sh:declare [ sh:prefix "b" ; sh:namespace "urn:b" ] .'
    )
    assert namespaces(found, found.nodes["<http://e.example/Q>"]) == {"b": "urn:b"}


@pytest.mark.parametrize(
    "written",
    [
        ':S sh:targetClass :T ; sh:sparql [ sh:message "no" ] .',
        ":S sh:targetClass :T ; sh:sparql :Missing .",
        ":K sh:parameter [ sh:path :k ] ; sh:validator [ a sh:SPARQLAskValidator ] .",
        ':K sh:parameter [ sh:path :k ] ; sh:validator [ sh:select "SELECT $this {}" ] .',
    ],
)  # fmt: skip
def test_a_constraint_without_a_query_is_told(codes: Codes, written: str):
    assert codes(written) == ["missing-query"]


def test_a_prefix_needs_a_namespace(codes: Codes):
    assert codes(':O sh:declare [ sh:prefix "ex" ] .') == ["unfinished-prefix"]


def test_what_nobody_can_judge_is_not_judged(sheet: Callable[[str], Sheet]):
    found = sheet(f'{SELECT.format("nonsense")} :S sh:pattern "(" .')
    assert [*bad_patterns(found, Judges()), *bad_queries(found, Judges())] == []


@pytest.mark.parametrize(
    ("shapes", "asked"),
    [
        (':S sh:sparql [ sh:select "q" ] .', ("SELECT", False, ())),
        (':S sh:path :p ; sh:sparql [ sh:select "q" ] .', ("SELECT", True, ())),
        (':K sh:propertyValidator [ sh:select "q" ] ; sh:parameter [ sh:path :least ] .', ("SELECT", True, ("least",))),
        (':K sh:nodeValidator [ sh:select "q" ] .', ("SELECT", False, ())),
        (':K sh:validator [ sh:ask "q" ] ; sh:parameter [ sh:path :a ], [ sh:path :b ] .', ("ASK", True, ("a", "b"))),
    ],
)
def test_a_query_is_judged_by_what_it_may_use_where_it_stands(
    sheet: Callable[[str], Sheet], shapes: str, asked: tuple[str, bool, tuple[str, ...]]
):
    seen: list[Asked] = []
    list(bad_queries(sheet(shapes), Judges(parse_query=seen.append)))
    assert [(one.text, one.form, one.on_path, one.variables) for one in seen] == [("q", *asked)]
