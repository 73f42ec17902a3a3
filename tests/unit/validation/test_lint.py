"""Shapes that are right are left alone: ours, and those of the W3C; and every kind of flaw has words in both languages."""

import os
import random
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities import content
from partnercities.model.vocabulary import RDF_TYPE
from partnercities.problems import BadShapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.validation import lint as linting
from partnercities.validation.judging import compiles, parse_query
from partnercities.validation.lint import errors, lint
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.linting.phrases import PHRASES
from partnercities.validation.linting.sheet import FIRST, NIL, REST
from partnercities.validation.linting.words import PARAMETERS, PREDICATES, SH, TERMS
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


NODES: list[ox.NamedNode | ox.BlankNode] = [
    ox.NamedNode("urn:a"),
    ox.NamedNode("urn:b"),
    ox.BlankNode("c"),
    ox.BlankNode("d"),
    ox.NamedNode(NIL),
]
VALUES = st.one_of(
    st.sampled_from([*NODES, *map(ox.NamedNode, sorted(TERMS))]),
    st.builds(ox.Literal, st.sampled_from(["", "1", "-1", "true", "a", "SELECT $this {}", "(", "2011-01-01"])),
    st.builds(ox.Literal, st.integers(-2, 3)),
    st.just(ox.Literal("a", language="en")),
    st.just(ox.Triple(NODES[0], ox.NamedNode("urn:p"), NODES[0])),
)
STATEMENTS = st.builds(
    ox.Triple,
    st.sampled_from(NODES),
    st.sampled_from([*map(ox.NamedNode, sorted(PREDICATES)), *map(ox.NamedNode, (FIRST, REST, RDF_TYPE))]),
    VALUES,
)


@given(st.lists(STATEMENTS, max_size=40))
def test_shapes_of_any_kind_are_read_to_an_end(shapes: list[ox.Triple]):
    for flaw in judged(shapes):
        assert flaw.code in PHRASES
        assert set(flaw.messages) == {"en", "bg"}


LONG_WORDS = [word for word in sorted(PARAMETERS) if len(word.rpartition("#")[2]) > 2]


@pytest.mark.parametrize("word", LONG_WORDS)
def test_a_word_that_lacks_its_last_letter_is_told_with_the_whole(word: str):
    shape, nil = ox.NamedNode("urn:S"), ox.NamedNode(NIL)
    (found,) = [flaw for flaw in lint([ox.Triple(shape, ox.NamedNode(word[:-1]), nil)]) if flaw.code == "unknown-term"]
    assert found.suggestion == "sh:" + word.rpartition("#")[2]


@given(st.lists(STATEMENTS, max_size=12))
def test_what_the_engine_cannot_compile_has_an_error(shapes: list[ox.Triple]):
    assert not refused(shapes) or errors(judged(shapes))


def refused(shapes: list[ox.Triple]) -> bool:
    """Whether the engine cannot compile shapes."""
    try:
        compile_shapes(shapes)
    except BadShapes:
        return True
    return False


@pytest.mark.thorough
@pytest.mark.skipif(not SUITE.is_dir(), reason="W3C_TESTS names no folder with the suite of SHACL")
def test_whatever_the_engine_refuses_of_shapes_that_were_changed_by_one_statement_has_an_error():
    chance = random.Random(1)
    refusals = 0
    for file in sorted(SUITE.rglob("*.ttl")):
        shapes = [triple for triple in triples(file) if "test-manifest" not in triple.predicate.value]
        if refused(shapes):
            continue
        before = {flaw.code for flaw in errors(judged(shapes))}
        for changed in changes(shapes, chance):
            if refused(changed):
                refusals += 1
                assert {flaw.code for flaw in errors(judged(changed))} - before, (file, set(changed) ^ set(shapes))
    assert refusals > 500


def changes(shapes: list[ox.Triple], chance: random.Random) -> Iterator[list[ox.Triple]]:
    """Shapes with one statement about SHACL taken away, added or given another value."""
    about = [place for place, triple in enumerate(shapes) if triple.predicate.value.startswith((SH, FIRST, REST))]
    values = [ox.Literal("x"), ox.Literal(1), ox.Literal(-1), ox.Literal("("), ox.Literal("a", language="en"), *NODES]
    for place in chance.sample(about, min(20, len(about))):
        other = ox.Triple(shapes[place].subject, shapes[place].predicate, chance.choice(values))
        yield [*shapes[:place], *shapes[place + 1 :]]
        yield [*shapes[:place], other, *shapes[place + 1 :]]
        yield [*shapes, other]
