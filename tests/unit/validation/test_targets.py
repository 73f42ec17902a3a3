"""Targets of shapes (SHACL, section 2.1): which nodes each shape looks at."""

import pytest
from rdflib import Graph, Namespace

from partnercities.validation.targets import focus_nodes

E = Namespace("http://e.example/")
PREFIXES = """@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = """
:City rdfs:subClassOf :Place . :Capital rdfs:subClassOf :City .
:a a :Place . :b a :City ; :near :a . :c a :Capital ; :near :a, :d . :e :near "text" .
"""


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize(
    ("target", "nodes"),
    [
        ("sh:targetClass :Place", "abc"),
        ("sh:targetClass :City", "bc"),
        ("sh:targetClass :Capital", "c"),
        ("sh:targetClass :Nothing", ""),
        ("sh:targetNode :a, :z", "az"),
        ("sh:targetSubjectsOf :near", "bce"),
        ("sh:targetClass :Capital ; sh:targetNode :a ; sh:targetSubjectsOf :none", "ac"),
    ],
)
def test_a_target_finds_its_nodes(target: str, nodes: str):
    assert focus_nodes(graph(f":S a sh:NodeShape ; {target} ."), graph(DATA)) == {E.S: {E[node] for node in nodes}}


def test_objects_may_be_literals():
    found = focus_nodes(graph(":S a sh:NodeShape ; sh:targetObjectsOf :near ."), graph(DATA))
    assert {str(node) for node in found[E.S]} == {str(E.a), str(E.d), "text"}


def test_a_class_that_is_a_shape_looks_at_its_instances():
    assert focus_nodes(graph(":City a sh:NodeShape, rdfs:Class ."), graph(DATA)) == {E.City: {E.b, E.c}}


def test_a_shape_without_a_target_looks_at_nothing():
    assert focus_nodes(graph(":S a sh:NodeShape ; sh:class :City . :City a rdfs:Class ."), graph(DATA)) == {}


def test_classes_that_go_in_a_circle_come_to_an_end():
    data = graph(":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :x a :A . :y a :B .")
    assert focus_nodes(graph(":S a sh:NodeShape ; sh:targetClass :A ."), data) == {E.S: {E.x, E.y}}
