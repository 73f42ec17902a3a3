"""Checking again after a change finds for the nodes that were touched what checking all anew finds, and misses no other."""

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.shacl.resident import Rechecked, Resident
from partnercities.shacl.result import Result
from partnercities.shacl.shape import Shape, Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import SUBCLASS_OF, TYPE, Term
from partnercities.shacl.validate import validate

SHAPES = [
    "x:S sh:targetClass x:n4 ; sh:property [ sh:path x:p ; sh:minCount 1 ; sh:maxCount 1 ] .",
    "x:S sh:targetSubjectsOf x:p ; sh:property [ sh:path ( x:p [ sh:inversePath x:q ] ) ; sh:class x:n3 ] .",
    "x:S sh:targetObjectsOf x:q ; sh:node x:T . x:T sh:property [ sh:path [ sh:zeroOrMorePath x:p ] ; sh:class x:n4 ] .",
    "x:S sh:targetNode x:n0 , x:n1 ; sh:not [ sh:property [ sh:path [ sh:oneOrMorePath x:q ] ; sh:hasValue x:n2 ] ] .",
    "x:S sh:targetNode x:n0 ; sh:closed true ; sh:ignoredProperties ( x:p ) .",
    "x:S sh:targetSubjectsOf x:p ; sh:property [ sh:path x:p ; sh:node [ sh:closed true ] ] .",
    "x:S sh:targetClass x:n3 ; sh:property [ sh:path [ sh:alternativePath ( x:p x:q ) ] ; sh:disjoint x:q ] .",
    "x:S sh:targetSubjectsOf x:q ; sh:property [ sh:path x:q ; sh:equals x:p ; sh:property [ sh:path x:p ; sh:minCount 2 ] ] .",
    "x:S sh:targetClass x:n4 ; sh:xone ( [ sh:class x:n3 ] x:T ) . x:T sh:property x:Q .",
    "x:S sh:targetNode x:n0 ; sh:property [ sh:path x:q ; sh:node [ sh:property x:Q ] ] .",
    "x:S sh:targetNode x:n0 ; sh:property [ sh:path [ sh:inversePath ( x:p [ sh:zeroOrOnePath x:q ] ) ] ; sh:maxCount 1 ] .",
    "x:n4 a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:Literal .",
]
QUALIFIED = "x:Q sh:path x:p ; sh:qualifiedValueShape [ sh:class x:n2 ] ; sh:qualifiedMinCount 1 ."
NODES = [ox.NamedNode(f"http://x/n{number}") for number in range(5)]
PREDICATES = [TYPE, SUBCLASS_OF, ox.NamedNode("http://x/p"), ox.NamedNode("http://x/q")]
triples = st.builds(ox.Triple, st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES))
graphs = st.lists(triples, max_size=10)


def results(shapes: Shapes, data: set[ox.Triple], shape: Shape, focus: Term) -> Counter[tuple[object, ...]]:
    """What a shape of this graph finds for one focus node; there is one shape with targets."""
    found = validate(shapes, Tables(data), focus=[focus])
    assert list(found.checked) == [shape]
    return Counter(map(row, found.results))


def row(result: Result) -> tuple[object, ...]:
    return result.focus, result.path, result.value, result.component, result.shape.id


@pytest.mark.parametrize("text", SHAPES)
def test_touched_nodes_are_told_anew_and_no_other_can_have_changed(parse, text: str):
    shapes = compile_shapes(parse(text + QUALIFIED))
    (shape,) = shapes.targeting

    @given(graphs, graphs, graphs)
    def holds(start: list[ox.Triple], added: list[ox.Triple], removed: list[ox.Triple]) -> None:
        before = set(start)
        after = before - set(removed) | set(added)
        resident = Resident(shapes, Tables(start))
        outcome = resident.recheck(added, removed)
        assert set(resident.tables.triples()) == after
        touched = outcome.touched.get(shape, frozenset())
        every = set(NODES)
        untouched = set() if touched is None else every - touched
        for focus in untouched:
            assert results(shapes, before, shape, focus) == results(shapes, after, shape, focus)
        expected = sum(
            (results(shapes, after, shape, focus) for focus in every - untouched), Counter[tuple[object, ...]]()
        )
        assert Counter(map(row, outcome.results)) == expected

    holds()


@pytest.mark.parametrize("text", SHAPES)
def test_only_what_a_change_brings_about_is_told(parse, text: str):
    shapes = compile_shapes(parse(text + QUALIFIED))

    @given(graphs, graphs, graphs)
    def holds(start: list[ox.Triple], added: list[ox.Triple], removed: list[ox.Triple]) -> None:
        after = set(start) - set(removed) | set(added)
        was, now = (Counter(map(row, validate(shapes, Tables(data)).results)) for data in (start, after))
        resident = Resident(shapes, Tables(start))
        assert Counter(map(row, resident.worsen(added, removed).results)) == now - was
        assert set(resident.tables.triples()) == after

    holds()


def changed(parse, shapes: str, data: str, added: str, removed: str = "") -> Rechecked:
    resident = Resident(compile_shapes(parse(shapes)), Tables(parse(data)))
    return resident.recheck(
        [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parse(added)],
        [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parse(removed)],
    )


def touched(outcome: Rechecked) -> set[str]:
    (nodes,) = outcome.touched.values()
    assert nodes is not None
    return {str(getattr(node, "value", "")).removeprefix("http://x/") for node in nodes}


def test_a_change_far_away_touches_only_those_that_lead_there(parse):
    shapes = "x:S sh:targetClass x:C ; sh:property [ sh:path ( x:p x:q ) ; sh:minCount 1 ] ."
    data = "x:a a x:C ; x:p x:m . x:b a x:C ; x:p x:n . x:n x:q 1 ."
    outcome = changed(parse, shapes, data, "x:m x:q 2 .")
    assert touched(outcome) == {"a"}
    assert outcome.results == []
    outcome = changed(parse, shapes, data, "", "x:n x:q 1 .")
    assert touched(outcome) == {"b"}
    assert len(outcome.results) == 1


def test_what_no_shape_looks_at_touches_nothing(parse):
    assert changed(parse, "x:S sh:targetClass x:C ; sh:class x:D .", "x:a a x:C .", "x:a x:p 1 .").touched == {}


def test_what_is_there_already_and_what_never_was_touches_nothing(parse):
    shapes, data = "x:S sh:targetClass x:C .", "x:a a x:C ."
    assert changed(parse, shapes, data, data, "x:b a x:C .").touched == {}


def test_another_order_of_classes_touches_all(parse):
    shapes, data = "x:S sh:targetClass x:C ; sh:in () .", "x:a a x:D ."
    outcome = changed(parse, shapes, data, "x:D rdfs:subClassOf x:C .")
    assert list(outcome.touched.values()) == [None]
    assert len(outcome.results) == 1
