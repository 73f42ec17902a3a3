"""Queries in shapes are refused with words, line and column, or can be asked."""

import pyoxigraph as ox
import pytest

from partnercities.problems import BadShapes
from partnercities.shacl.paths import Step
from partnercities.shacl.sparql.compiling import SHAPES_GRAPH, compile_query
from partnercities.shacl.terms import Term

P = Step(ox.NamedNode("http://e/p"))


def refusal(text: str, form: str = "SELECT", **constants: ox.NamedNode) -> tuple[str, tuple[int, int] | None]:
    with pytest.raises(BadShapes) as caught:
        compile_query(text, form, None, constants, {"e": "http://e/"})
    place = caught.value.place
    return caught.value.detail, (place.line, place.column) if place else None


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("SELECT $this\nWHERE { $this e:p 1 MINUS { $this e:q 1 } }", "MINUS", (2, 21)),
        ("SELECT $this { VALUES ?x { 1 } }", "VALUES", (1, 16)),
        ("SELECT $this { $this e:p 1 } VALUES ?x { 1 }", "VALUES", (1, 30)),
        ("SELECT $this { SERVICE <http://e/> { $this e:p 1 } }", "SERVICE", (1, 16)),
        ("SELECT $this { SERVICE SILENT ?x { $this e:p 1 } }", "SERVICE", (1, 16)),
        ("SELECT $this FROM <http://e/> { $this e:p 1 }", "FROM", (1, 14)),
        ("SELECT $this FROM NAMED <http://e/> { $this e:p 1 }", "FROM", (1, 14)),
        ("LOAD <http://e/>", "LOAD", (1, 1)),
        ("INSERT DATA { e:a e:p 1 }", "INSERT", (1, 1)),
        ("CONSTRUCT { $this e:p 1 } { $this e:q 1 }", "CONSTRUCT", (1, 1)),
        ("ASK { $this e:p 1 }", "ASK", (1, 1)),
        ("", "SELECT", (1, 1)),
        ("SELECT $this { BIND(1 AS $this) }", "$this", (1, 26)),
        ("SELECT $this { BIND(1 AS ?this) }", "?this", (1, 26)),
        ("SELECT (1 AS ?currentShape) $this { }", "?currentShape", (1, 14)),
        ("SELECT $this { $this foo:p 1 }", "foo:", (1, 22)),
        ("SELECT $this {\n  $this e:p\n}", "before '}'", (3, 1)),
        ("SELECT $this { $this e:p 1 ", "never closed", (1, 14)),
        ("SELECT $this { FILTR($this = 1) }", "FILTR", (1, 16)),
        ("SELECT $this { $this e:p 'x }", "quote", (1, 26)),
        ("SELECT $this { { SELECT ?x { $this e:p ?x } } }", "?this", (1, 18)),
        ("SELECT $this { { SELECT ?x { ?y e:p ?x } } }", "?this", (1, 18)),
        ("SELECT $this { { SELECT * { $this e:p ?x } } }", "SELECT", (1, 18)),
        ("SELECT $this { FILTER EXISTS { SELECT ?x { $this e:p ?x } } }", "?this", (1, 32)),
        ("SELECT $this { $this $PATH ?x }", "$PATH", (1, 22)),
    ],
)
def test_what_cannot_stand_in_shapes_is_refused_where_it_stands(text, word, place):
    detail, found = refusal(text)
    assert word in detail
    assert found == place


def test_what_an_ask_is_given_cannot_be_given_again():
    assert refusal("ASK { BIND(true AS ?value) }", "ASK")[1] == (1, 20)
    assert refusal("ASK { BIND(true AS ?lang) }", "ASK", lang=P.predicate)[1] == (1, 20)
    assert refusal("SELECT $this { }", "ASK")[1] == (1, 1)


def test_a_function_that_the_engine_does_not_have_is_refused():
    assert "urn:no-such-function" in refusal("SELECT $this { FILTER(<urn:no-such-function>($this)) }")[0]


def test_a_query_that_would_end_the_process_is_refused():
    assert "deep" in refusal("SELECT $this " + "{" * 3_000 + "}" * 3_000)[0]


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX f: <http://f/> SELECT $this { $this f:p 1 }",
        "SELECT $this { $this e:values 'MINUS { VALUES SERVICE }' } # FROM LOAD",
        "SELECT $this { $this <http://e/MINUS> ?from . _:b e:p ?load }",
        "BASE <http://e/> SELECT $this { $this <p> 1 }",
        "SELECT $this { { SELECT $this ?x { $this e:p ?x } } }",
        "SELECT $this { BIND(1 AS ?value) BIND(2 AS ?path) }",
    ],
)
def test_what_only_looks_forbidden_passes(text):
    compile_query(text, "SELECT", None, {}, {"e": "http://e/"})


def test_only_the_path_of_the_shape_stands_for_path():
    compiled = compile_query("SELECT $this ?PATHS { $this $PATH ?PATHS . $this ?PATH 1 }", "SELECT", P, {}, {})
    assert compiled.reads == frozenset({P.predicate})


def test_constants_are_given_only_where_they_are_mentioned():
    constants: dict[str, Term] = {"currentShape": P.predicate, "shapesGraph": SHAPES_GRAPH, "lang": ox.Literal("en")}
    compiled = compile_query(
        "SELECT $this { GRAPH $shapesGraph { $this e:p $lang } }", "SELECT", None, constants, {"e": "http://e/"}
    )
    assert set(compiled.question.constants) == {"shapesGraph", "lang"}
    assert compiled.needs_shapes
