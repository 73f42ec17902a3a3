"""Shapes that are right are left alone: ours, and those of the W3C; and every kind of flaw has words in both languages."""

import os
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities import content
from partnercities.validation import lint as linting
from partnercities.validation.judging import compiles, parse_query
from partnercities.validation.lint import errors, lint
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.linting.phrases import PHRASES
from partnercities.validation.vocabulary import Known, known_terms

SUITE = Path(os.environ.get("W3C_TESTS", ""), "shacl")
FOUND_IN_THE_SUITE = {
    # Approved because such words are passed over in silence; a warning says so.
    "core/node/qualified-001-shapes.ttl": {"needs-other"},
    # sh:nodeShape is no word of SHACL: a slip of the suite, which its test does not depend on.
    "core/property/qualifiedValueShape-001.ttl": {"unknown-term"},
    "sparql/component/validator-001.ttl": {"imports"},
    # The tests that ask for a failure.
    "sparql/pre-binding/pre-binding-006.ttl": {"bad-query"},
    **{f"sparql/pre-binding/unsupported-sparql-00{number}.ttl": {"bad-query"} for number in range(1, 7)},
}
"""The true flaws in shapes of the W3C."""


def judged(shapes: Iterable[ox.Triple], known: Known | None = None) -> list[Flaw]:
    return lint(shapes, known or Known(), compiles=compiles, parse_query=parse_query)


def triples(*files: Path) -> Iterator[ox.Triple]:
    for file in files:
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=file.resolve().as_uri()):
            yield quad.triple


def in_folder(name: str) -> list[Path]:
    return sorted(content.folder(name).glob("*.ttl"))


def test_our_own_shapes_have_no_flaw():
    shapes = list(triples(*in_folder("shapes")))
    known = known_terms([*triples(*in_folder("ontology")), *shapes])
    assert known.classes
    assert known.predicates
    assert judged(shapes, known) == []


@pytest.mark.skipif(not SUITE.is_dir(), reason="W3C_TESTS names no folder with the suite of SHACL")
def test_the_shapes_of_the_w3c_have_no_flaw_but_those_that_are_true():
    found = {
        str(file.relative_to(SUITE)): {flaw.code for flaw in judged(triples(file))} for file in SUITE.rglob("*.ttl")
    }
    assert {file: codes for file, codes in found.items() if codes} == FOUND_IN_THE_SUITE


def test_every_flaw_has_words_in_both_languages_that_name_the_same():
    for code, phrase in PHRASES.items():
        assert phrase.severity in ("error", "warning"), code
        assert named(phrase.en) == named(phrase.bg), code
        assert phrase.en != phrase.bg, code


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_errors_stand_before_warnings_and_can_be_ignored_by_code():
    text = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> a sh:NodeShape ; sh:js [] ; sh:mincount 1 ."
    flaws = lint(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert [flaw.severity for flaw in flaws] == ["error", "error", "warning"]
    assert [flaw.code for flaw in errors(flaws, ignoring=frozenset({"not-evaluated"}))] == ["unknown-term"]


def test_every_rule_is_in_the_table():
    rules = {rule.__name__ for rule in (*linting.RULES, *linting.JUDGING)}
    assert len(rules) == len(linting.RULES) + len(linting.JUDGING)


def test_a_flaw_says_where_it_is_in_terms_of_n_triples():
    text = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> sh:targetClass <urn:T> ; sh:mincount 1 ."
    (flaw,) = lint(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert flaw == Flaw(
        "unknown-term",
        "error",
        "<urn:S>",
        ("<urn:S>", "<http://www.w3.org/ns/shacl#mincount>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        {
            "en": "sh:mincount is no word of SHACL, so it would be passed over in silence. Did you mean sh:minCount?",
            "bg": "sh:mincount не е дума на SHACL и би била подмината мълчаливо. Имахте ли предвид sh:minCount?",
        },
        "sh:minCount",
    )
