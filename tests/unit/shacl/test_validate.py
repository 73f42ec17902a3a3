"""Results of whole validations: how often each comes, how much was checked, and why a shape that is referred to fails."""

from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.result import Result
from partnercities.shacl.run import MOST_OFTEN, Run
from partnercities.shacl.shape import Constraint, Shape, Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import sh
from partnercities.shacl.validate import MOST_DETAILS, explain, validate


def name(result: Result) -> str:
    return result.component.rpartition("#")[2].removesuffix("ConstraintComponent")


def tree(result: Result) -> object:
    """The components of a result and of its details."""
    return (name(result), *map(tree, result.details)) if result.details else name(result)


def test_nodes_are_counted_by_shape_also_where_there_are_none(parse):
    shapes = compile_shapes(parse("x:S sh:targetClass x:C . x:T sh:targetClass x:D ."))
    outcome = validate(shapes, Tables(parse("x:a a x:C . x:b a x:C .")))
    assert {shape.id.value[-1]: count for shape, count in outcome.checked.items()} == {"S": 2, "T": 0}  # type: ignore[union-attr]


def test_a_property_shape_tells_as_often_as_it_is_reached(brief):
    nested = "x:P sh:path x:p ; sh:property x:Q . x:Q sh:path x:q ; sh:minCount 1 . "
    assert brief(nested + "x:P sh:targetNode x:a .", "x:a x:p x:v .") == [("v", "", "MinCount")]
    assert brief(nested + "x:P sh:targetNode x:a , x:b .", "x:a x:p x:v . x:b x:p x:v .") == [("v", "", "MinCount")] * 2
    assert (
        brief(nested + "x:Q sh:targetNode x:v . x:P sh:targetNode x:a .", "x:a x:p x:v .")
        == [("v", "", "MinCount")] * 2
    )


def test_a_node_that_two_targets_select_is_checked_once(brief):
    assert len(brief("x:S sh:targetNode x:a ; sh:targetClass x:C ; sh:in () .", "x:a a x:C .")) == 1


def test_only_the_chosen_focus_nodes_are_checked(parse):
    shapes = compile_shapes(parse("x:S sh:targetClass x:C ; sh:nodeKind sh:Literal ."))
    chosen = [ox.NamedNode("http://x/a"), ox.NamedNode("http://x/other")]
    outcome = validate(shapes, Tables(parse("x:a a x:C . x:b a x:C . x:other a x:D .")), focus=chosen)
    assert [result.focus for result in outcome.results] == chosen[:1]
    assert list(outcome.checked.values()) == [1]


def test_what_a_shape_asks_of_another_is_not_reported_twice(brief):
    shapes = "x:S sh:targetNode x:a ; sh:node x:T . x:T sh:property [ sh:path x:p ; sh:minCount 1 ] ."
    assert brief(shapes, "") == [("a", "a", "Node")]


def test_a_shape_of_the_same_node_may_be_both_asked_and_reported(brief):
    shapes = "x:S sh:targetNode x:a ; sh:not x:T . x:T sh:targetNode x:b ; sh:class x:C ."
    assert brief(shapes, "x:a a x:C .") == [("a", "a", "Not"), ("b", "b", "Class")]


def test_a_node_that_is_reported_twice_does_not_make_another_one_reported(brief):
    """x:v is reached twice by property shapes, and x:w only asked about."""
    shapes = """
    x:P sh:targetNode x:a , x:b ; sh:path x:p ; sh:property x:Q . x:Q sh:path x:q ; sh:minCount 1 .
    x:S sh:targetNode x:w ; sh:or ( x:Q [ sh:nodeKind sh:IRI ] ) .
    """
    assert brief(shapes, "x:a x:p x:v . x:b x:p x:v .") == [("v", "", "MinCount")] * 2


def test_named_graphs_are_one_graph(parse):
    graph = ox.NamedNode("http://x/g")
    quads = [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parse("x:a x:p 1 .")]
    shapes = compile_shapes(parse("x:S sh:targetNode x:a ; sh:property [ sh:path x:p ; sh:maxCount 1 ] ."))
    assert validate(shapes, Tables([*parse("x:a x:p 1 ."), *quads])).results == []


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ("sh:node x:T", ("Node", "MinCount")),
        ("sh:node [ sh:node x:T ]", ("Node", ("Node", "MinCount"))),
        ("sh:and ( x:T [ sh:class x:C ] )", ("And", "MinCount", "Class")),
        ("sh:or ( x:T [ sh:class x:C ] )", ("Or", "MinCount", "Class")),
        ("sh:xone ( x:T [ sh:class x:C ] )", ("Xone", "MinCount", "Class")),
        ("sh:xone ( [] [] x:T )", "Xone"),
        ("sh:not []", "Not"),
        (
            "sh:property [ sh:path x:q ; sh:qualifiedValueShape x:T ; sh:qualifiedMinCount 1 ]",
            ("QualifiedMinCount", "MinCount"),
        ),
        ("sh:property [ sh:path x:q ; sh:qualifiedValueShape [] ; sh:qualifiedMaxCount 0 ]", "QualifiedMaxCount"),
        ("sh:class x:C", "Class"),
    ],
)
def test_a_result_is_explained_by_the_shapes_behind_it(parse, shapes: str, expected: object):
    text = f"x:S sh:targetNode x:a ; {shapes} . x:T sh:property [ sh:path x:p ; sh:minCount 1 ] ."
    compiled, tables = compile_shapes(parse(text)), Tables(parse("x:a x:q x:b ."))
    (result,) = validate(compiled, tables).results
    assert result.details == ()
    assert tree(explain(result, compiled, tables)) == expected


def test_details_end_at_some_depth(parse):
    chain = " ".join(f"x:S{number} sh:node x:S{number + 1} ." for number in range(1_500))
    compiled = compile_shapes(parse(f"{chain} x:S1500 sh:class x:C . x:S0 sh:targetNode x:a ."))
    tables = Tables()
    (result,) = validate(compiled, tables).results
    depth, told = 0, explain(result, compiled, tables, depth=3)
    while told.details:
        depth, told = depth + 1, told.details[0]
    assert depth == 3


def test_details_that_double_at_each_level_come_to_an_end(parse):
    levels = " ".join(f"x:S{n} sh:and ( x:S{n + 1} [ sh:node x:S{n + 1} ] ) ; sh:class x:C ." for n in range(30))
    compiled = compile_shapes(parse(f"{levels} x:S30 sh:class x:C . x:S0 sh:targetNode x:a ."))
    result = next(each for each in validate(compiled, Tables()).results if name(each) == "And")

    def size(told: Result) -> int:
        return 1 + sum(map(size, told.details))

    assert 10 < size(explain(result, compiled, Tables(), depth=30)) <= MOST_DETAILS + 1


def test_results_that_multiply_at_each_level_come_to_an_end(check):
    nodes = " , ".join(f"x:n{number}" for number in range(10))
    data = " ".join(f"x:n{number} x:p {nodes} ." for number in range(10))
    levels = " ".join(f"x:P{n} sh:path x:p ; sh:property x:P{n + 1} ." for n in range(30))
    results = check(f"{levels} x:P30 sh:path x:q ; sh:minCount 1 . x:P0 sh:targetNode x:n0 .", data)
    assert len(results) == 10 * MOST_OFTEN


def test_one_node_may_be_asked_about_alone(parse):
    compiled = compile_shapes(parse("x:S a sh:NodeShape ; sh:node x:T . x:T sh:nodeKind sh:IRI ."))
    run = Run(compiled, Tables())
    shape = compiled.every[ox.NamedNode("http://x/S")]
    assert run.conforms(shape, ox.NamedNode("http://x/a"))
    assert not run.conforms(shape, ox.Literal("a"))
    assert not run.conforms(shape, ox.Literal("a"))


@dataclass(frozen=True)
class Asking(Constraint):
    """A constraint that asks the store about some predicates, or about all."""

    asks: frozenset[ox.NamedNode] | None
    component = "http://x/Asking"


@pytest.mark.parametrize(("asked", "count"), [([{"p"}, set()], 2), ([{"p"}, {"q"}], 3), ([{"p"}, None], 4), ([], 0)])
def test_the_store_has_what_queries_ask_about(parse, asked: list[set[str] | None], count: int):
    names = [None if some is None else frozenset(ox.NamedNode(f"http://x/{name}") for name in some) for some in asked]
    shape = Shape(ox.BlankNode(), None, (), sh("Violation"), (), tuple(map(Asking, names)))
    run = Run(Shapes({shape.id: shape}, (), ShapesGraph([])), Tables(parse("x:a x:p 1 , 2 ; x:q 3 ; x:r 4 .")))
    assert len(run.store) == count
    assert run.store is run.store


def test_deeply_nested_blank_nodes_are_no_trouble(check):
    data = "x:a " + "x:p [ " * 3_000 + "x:q 1" + " ]" * 3_000 + " ."
    shapes = "x:S sh:targetNode x:a ; sh:property [ sh:path ( [ sh:oneOrMorePath x:p ] x:q ) ; sh:hasValue 1 ] ."
    assert check(shapes, data) == []
