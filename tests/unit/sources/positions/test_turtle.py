"""Turtle and its like: each statement that a parser finds is found, where it stands, to the letter."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnercities import content
from partnercities.sources.positions import Spot, Statement, locate
from partnercities.sources.positions.spots import Lines, decode

BASE = "http://example.org/data/file"
MARK = "<urn:mark>"
OURS = sorted(file for name in ("data", "ontology", "shapes") for file in content.folder(name).rglob("*.ttl"))

HEADS = [
    "@prefix : <http://example.org/> .\n@prefix ex.y: <../y#> . # a . comment\n",
    "PREFIX : <http://example.org/>\nprefix ex.y:<y#>BASE <http://example.org/other/>\n",
    '@base <http://example.org/b/c> .@prefix :<#>.\n@prefix ex.y: <http://пример.example/\\u00e9#> .\nVERSION "1.2"\n',
]
gaps = st.sampled_from([" ", "\n", "\t", "\r\n", " # . ; \" ' <a> [\n", "\n\n  ", "\r"])
spaces = st.one_of(st.just(""), gaps)
characters = st.text(st.sampled_from("aé\U0001f600 .#<>'\"\\\n\t\r;[](){}@^_:,"), max_size=8)
numbers = st.sampled_from(["1", "-0", "+12", "1.5", "-.5", "1e3", "1.E-3", "01", ".0", "true", "false"])
iris = st.sampled_from(
    "<a> <../b> <http://a.example/x> <#f> <\\u0061> <> <urn:é:1> <?q=1;2> : :a :a.b :1.5 ex.y: ex.y:a\\,b :a%20b :é "
    ":_a-b ex.y:x\\. :a:b :true :a..b :\\-\\#".split()
)
labels = st.sampled_from(["_:b", "_:c.d", "_:1", "_:é"])
predicates = st.one_of(iris, st.just("a"))


@st.composite
def strings(draw):
    """A literal in any of the four quote marks, with what must be escaped in them escaped."""
    quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    text = draw(characters).replace("\\", draw(st.sampled_from(["\\\\", "\\u005C"])))
    if len(quote) == 1:
        text = text.replace(quote, "\\" + quote).replace("\n", "\\n").replace("\r", "\\r")
    else:
        text = text.replace(quote, "\\" + quote)
        text = text[:-1] + "\\" + quote[0] if text.endswith(quote[0]) else text
    space = draw(spaces)
    suffix = draw(st.one_of(st.sampled_from(["", "@en", "@BG-cyrl", "@ar--rtl"]), iris.map(lambda iri: "^^" + iri)))
    return f"{quote}{text}{quote}{space if suffix else ''}{suffix}"


def _said(objects):
    """What is said of a node: predicates, each with its objects."""

    @st.composite
    def said(draw):
        def spaced(mark):
            return draw(spaces) + mark + draw(spaces)

        pairs = [
            draw(predicates) + draw(gaps) + spaced(",").join(draw(st.lists(objects, min_size=1, max_size=3)))
            for _ in range(draw(st.integers(1, 3)))
        ]
        return spaced(draw(st.sampled_from([";", ";;", "; ;"]))).join(pairs) + draw(st.sampled_from(["", ";", " ; "]))

    return said()


simple = st.one_of(iris, strings(), numbers, labels)
nested = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"({' '.join(items)})"),
        _said(inner).map(lambda said: f"[{said}]"),
        st.just("[ ]"),
    ),
    max_leaves=6,
)


@st.composite
def statements(draw):
    subject = draw(st.one_of(iris, labels, nested.filter(lambda text: text[0] in "[(")))
    return subject + draw(gaps) + draw(_said(nested)) + draw(gaps) + "."


@st.composite
def documents(draw):
    body = "".join(draw(spaces) + statement for statement in draw(st.lists(statements(), min_size=1, max_size=4)))
    return draw(st.sampled_from(["", "\ufeff"])) + draw(st.sampled_from(HEADS)) + body + draw(spaces)


def cut(text: str, spot: Spot) -> tuple[str, str, str]:
    """A text before, at and after a spot."""
    span = Lines(text).span(spot)
    return text[: span.start], text[span.start : span.end], text[span.end :]


@given(documents())
def test_every_statement_is_read_as_a_parser_reads_it(misread, document):
    text = document.encode()
    try:
        difference = misread(text, "ttl")
    except SyntaxError:
        assume(False)
    assert not difference


@given(documents())
@settings(max_examples=40)
def test_another_term_at_the_spot_is_another_object_of_the_same_statement(parsed, document):
    text = document.encode()
    try:
        triples = parsed(text, "ttl")
    except SyntaxError:
        assume(False)
    wanted = {Statement(*triple) for triple in triples}
    found = locate(text, "ttl", wanted, BASE, triples)
    assert set(found) == wanted
    for (subject, predicate, _), spot in found.items():
        before, spelling, after = cut(decode(text), spot)
        if "rdf-syntax-ns#first" in predicate or "rdf-syntax-ns#rest" in predicate:
            continue
        changed = parsed(f"{before}{MARK}{after}".encode(), "ttl")
        subjects = {other for other, said, value in changed if (said, value) == (predicate, MARK)}
        assert any(other == subject or other[:2] == subject[:2] == "_:" for other in subjects), spelling
        assert len(changed) == len(triples) or spelling[0] in "[("


@given(documents())
@settings(max_examples=40)
def test_another_term_at_the_spot_of_a_subject_is_another_subject(parsed, document):
    text = document.encode()
    try:
        triples = parsed(text, "ttl")
    except SyntaxError:
        assume(False)
    wanted = {Statement(subject) for subject, predicate, _ in triples if "rdf-syntax-ns#" not in predicate}
    for spot in locate(text, "ttl", wanted, BASE, triples).values():
        before, _, after = cut(decode(text), spot)
        changed = parsed(f"{before}{MARK}{after}".encode(), "ttl") if after.strip(" \t\r\n") != "." else []
        assert not changed or any(MARK in (subject, object) for subject, _, object in changed)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_every_statement_of_our_own_files_is_read(misread, file: Path):
    assert not misread(file.read_bytes(), "ttl")
