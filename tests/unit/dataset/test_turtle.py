"""The one form of a file of data/: sorted, short where it can be, and read back as the same triples."""

import random

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnercities.dataset.turtle import write
from partnercities.model.vocabulary import DEF, ID, PREFIXES, RDF_TYPE, XSD


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=node(XSD + datatype))


def read(turtle: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


SOFIA = ox.Triple(node(ID + "city/bg/sofia"), node(RDF_TYPE), node(DEF + "City"))
NAME = ox.Triple(SOFIA.subject, node(PREFIXES["skos"] + "prefLabel"), ox.Literal("София", language="bg"))
OTHER = ox.Triple(SOFIA.subject, node(PREFIXES["skos"] + "prefLabel"), ox.Literal("Sofia", language="en"))
COUNT = ox.Triple(node(ID + "count/x"), node(DEF + "count"), typed("5", "integer"))


def test_it_is_written_as_people_write_turtle():
    assert write([COUNT, NAME, SOFIA, OTHER]).decode() == (
        "@base <https://w3id.org/partnercities/id/> .\n"
        "@prefix pc: <https://w3id.org/partnercities/def#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "<city/bg/sofia> a pc:City ;\n"
        '    skos:prefLabel "Sofia"@en , "София"@bg .\n'
        "\n"
        "<count/x> pc:count 5 .\n"
    )


def test_nothing_is_written_as_a_head_alone():
    assert read(write([])) == set()


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (ox.Literal("x"), '"x"'),
        (ox.Literal("x", language="bg"), '"x"@bg'),
        (ox.Literal('a"b\\c\nd'), r'"a\"b\\c\nd"'),
        (typed("5", "integer"), " 5 ."),
        (typed("-05", "integer"), " -05 ."),
        (typed("5.50", "decimal"), " 5.50 ."),
        (typed("5.", "decimal"), '"5."^^xsd:decimal'),
        (typed("five", "integer"), '"five"^^xsd:integer'),
        (typed("1e3", "double"), '"1e3"^^xsd:double'),
        (typed("true", "boolean"), " true ."),
        (typed("1", "boolean"), '"1"^^xsd:boolean'),
        (typed("2010-10", "gYearMonth"), '"2010-10"^^xsd:gYearMonth'),
        (ox.Literal("x", datatype=node("urn:d")), '"x"^^<urn:d>'),
    ],
    ids=str,
)
def test_a_literal_is_short_where_that_means_the_same(literal: ox.Literal, text: str):
    triple = ox.Triple(SOFIA.subject, node(DEF + "p"), literal)
    written = write([triple])
    assert text in written.decode()
    assert read(written) == {triple}


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        (ID + "city/bg/sofia", "<city/bg/sofia>"),
        (DEF + "City", "pc:City"),
        (DEF + "a.b", f"<{DEF}a.b>"),
        (DEF + "1a", f"<{DEF}1a>"),
        (DEF, f"<{DEF}>"),
        ("http://e.example/x", "<http://e.example/x>"),
        (ID, f"<{ID}>"),
    ],
)
def test_an_iri_is_short_where_that_means_the_same(iri: str, text: str):
    triple = ox.Triple(SOFIA.subject, node(DEF + "p"), node(iri))
    written = write([triple])
    assert f"pc:p {text} ." in written.decode()
    assert read(written) == {triple}


@pytest.mark.parametrize("key", ["a:b", "/x", "//x", "../x", "./x", ".", "..", "a/../b", "a/./b"])
def test_a_key_that_a_base_would_change_is_read_back_unchanged(key: str):
    triple = ox.Triple(node(ID + key), node(DEF + "p"), node(ID + key))
    assert read(write([triple])) == {triple}


def test_only_the_prefixes_that_are_used_are_declared():
    assert write([COUNT]).decode().count("@prefix") == 1


@pytest.mark.parametrize(
    "triple",
    [
        ox.Triple(ox.BlankNode("b"), node(DEF + "p"), ox.Literal("x")),
        ox.Triple(SOFIA.subject, node(DEF + "p"), ox.BlankNode("b")),
    ],
    ids=["subject", "object"],
)
def test_blank_nodes_are_refused(triple: ox.Triple):
    with pytest.raises(ValueError, match="no blank nodes"):
        write([SOFIA, triple])


KEYS = st.one_of(
    st.text(alphabet="abc/-_.:#?%~()!*'+,;=@&жé0", max_size=12).map(lambda key: ID + key),
    st.text(alphabet="abZ09-_.%/#ж", max_size=6).map(lambda local: DEF + local),
    st.sampled_from(sorted(PREFIXES.values())),
    st.text(alphabet="ab/:-", max_size=6).map(lambda path: "http://e.example/" + path),
)


def valid(iri: str) -> bool:
    try:
        node(iri)
    except ValueError:
        return False
    return True


IRIS = KEYS.filter(valid).map(node)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.one_of(
    st.text(alphabet="0123456789+-.eE ", max_size=6), st.sampled_from(["٣", "true", "false", "INF", "5.", ""])
)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "bg", "pt-br"])),
    st.builds(typed, NUMBERS, st.sampled_from(["integer", "decimal", "double", "boolean", "gYear", "string"])),
    st.builds(lambda text, datatype: ox.Literal(text, datatype=datatype), TEXTS, IRIS),
)
TRIPLES = st.lists(st.builds(ox.Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=6)


@given(TRIPLES)
@example([ox.Triple(SOFIA.subject, node(DEF + "p"), typed("٣", "integer"))])
def test_what_is_written_is_read_back_as_the_same(triples: list[ox.Triple]):
    assert read(write(triples)) == set(triples)


@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_order_and_number_of_what_comes_in_changes_nothing(triples: list[ox.Triple], chance: random.Random):
    shuffled = triples * 2
    chance.shuffle(shuffled)
    assert write(shuffled) == write(triples)
