"""Paths over tables; rdflib, which evaluates paths by itself, says what is right."""

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import (
    DEEPEST,
    Alternative,
    Inverse,
    OneOrMore,
    Path,
    Sequence,
    Step,
    ZeroOrMore,
    ZeroOrOne,
    predicates,
    read_path,
    sparql_text,
    turned,
    written,
)
from partnercities.shacl.tables import Tables
from partnercities.shacl.walking import walk

NODES = [ox.NamedNode(f"http://x/n{number}") for number in range(5)]
STEPS = [Step(ox.NamedNode(f"http://x/{name}")) for name in "pq"]

statements = st.lists(
    st.builds(
        ox.Triple, st.sampled_from(NODES), st.sampled_from([step.predicate for step in STEPS]), st.sampled_from(NODES)
    ),
    max_size=12,
)
paths: st.SearchStrategy[Path] = st.recursive(
    st.sampled_from(STEPS),
    lambda inner: st.one_of(
        *(st.builds(kind, inner) for kind in (Inverse, ZeroOrMore, OneOrMore, ZeroOrOne)),
        *(st.builds(kind, st.lists(inner, min_size=2, max_size=3).map(tuple)) for kind in (Sequence, Alternative)),
    ),
    max_leaves=4,
)


def reached(path: Path, triples: list[ox.Triple], node: ox.NamedNode) -> set[object]:
    tables = Tables(triples)
    return {tables.terms[number] for number in walk(path, tables)(tables.number(node))}


@given(paths, statements, st.sampled_from(NODES))
def test_a_path_leads_where_rdflib_says(path: Path, triples: list[ox.Triple], node: ox.NamedNode):
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(tuple(rdflib.URIRef(term.value) for term in triple))  # type: ignore[arg-type]
    query = prepareQuery(f"SELECT DISTINCT ?value {{ {node} {sparql_text(path)} ?value }}")
    expected = {ox.NamedNode(str(row[0])) for row in graph.query(query)}  # type: ignore[index]
    assert reached(path, triples, node) == expected


@given(paths, statements)
def test_a_turned_path_leads_back(path: Path, triples: list[ox.Triple]):
    there = {(start, end) for start in NODES for end in reached(path, triples, start)}
    back = {(end, start) for start in NODES for end in reached(turned(path), triples, start)}
    assert there == back


@given(paths)
def test_a_path_that_is_written_is_read_again(path: Path):
    node, triples = written(path)
    assert read_path(ShapesGraph(triples), node) == path


@given(paths, statements, st.sampled_from(NODES))
def test_a_path_depends_on_its_predicates_only(path: Path, triples: list[ox.Triple], node: ox.NamedNode):
    needed = [triple for triple in triples if triple.predicate in set(predicates(path))]
    assert reached(path, needed, node) == reached(path, triples, node)


def test_a_sequence_is_read_though_the_node_says_more(parse):
    graph = ShapesGraph(parse("x:s sh:path _:l . _:l rdf:first x:p ; rdf:rest ( x:q ) ; sh:inversePath x:p ."))
    (node,) = graph.objects(ox.NamedNode("http://x/s"), ox.NamedNode("http://www.w3.org/ns/shacl#path"))
    assert read_path(graph, node) == Sequence(tuple(STEPS))


@pytest.mark.parametrize(
    "text",
    ["[]", "[ sh:inversePath x:p , x:q ]", '"text"', "()", "[ sh:alternativePath x:p ]", "[ sh:inversePath 1 ]"],
)
def test_what_is_no_path_is_refused(parse, text: str):
    graph = ShapesGraph(parse(f"x:s sh:path {text} ."))
    (node,) = graph.objects(ox.NamedNode("http://x/s"), ox.NamedNode("http://www.w3.org/ns/shacl#path"))
    with pytest.raises(BadShapes):
        read_path(graph, node)


def test_a_path_that_goes_down_for_ever_is_refused(parse):
    text = "[ sh:inversePath " * (DEEPEST + 2) + "x:p" + " ]" * (DEEPEST + 2)
    graph = ShapesGraph(parse(f"x:s sh:path {text} ."))
    (node,) = graph.objects(ox.NamedNode("http://x/s"), ox.NamedNode("http://www.w3.org/ns/shacl#path"))
    with pytest.raises(BadShapes, match="deeper"):
        read_path(graph, node)


def test_a_path_that_doubles_at_each_level_is_refused(parse):
    levels = "".join(f"_:p{n} sh:alternativePath ( _:p{n + 1} _:p{n + 1} ) . " for n in range(50))
    with pytest.raises(BadShapes, match="more than"):
        read_path(ShapesGraph(parse(f"{levels} _:p50 sh:inversePath x:p .")), ox.BlankNode("p0"))


def test_a_path_that_contains_itself_is_refused(parse):
    with pytest.raises(BadShapes, match="deeper"):
        read_path(ShapesGraph(parse("_:p sh:inversePath _:p .")), ox.BlankNode("p"))
