"""Constraints written in SPARQL, and components that shapes define, as parts of shapes."""

import pyoxigraph as ox
import pytest

from partnercities.problems import BadShapes
from partnercities.shacl.paths import Step
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.validate import validate

DECLARED = 'x:o sh:declare [ sh:prefix "x" ; sh:namespace "http://x/" ] . '
DATA = 'x:a x:p 1 , 2 ; x:q x:b . x:b x:p "01"^^xsd:integer .'
COMPONENT = """
    x:C a sh:ConstraintComponent ; sh:parameter [ sh:path x:least ] , [ sh:path x:unit ; sh:optional true ] ;
        sh:validator [ sh:ask "ASK { FILTER (?value >= $least) }" ; sh:message "{?value} {?unit} is under {$least}" ] .
"""


def select(body: str, more: str = "", shape: str = "sh:targetNode x:a , x:b") -> str:
    constraint = f'[ sh:prefixes x:o ; {more} sh:select "{body}" ]'
    return f"{DECLARED} x:S a sh:NodeShape ; {shape} ; sh:sparql {constraint} ."


def test_each_solution_is_a_result(check):
    results = check(select("SELECT $this ?value { $this x:p ?value FILTER (?value < 2) }"), DATA)
    found = [(str(result.focus.value), str(result.value)) for result in results]
    assert sorted(found) == [
        ("http://x/a", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("http://x/b", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ]
    assert {result.component for result in results} == {"http://www.w3.org/ns/shacl#SPARQLConstraintComponent"}
    assert all(result.constraint is not None and result.rule is not None for result in results)


def test_equal_solutions_are_as_many_results(brief):
    assert brief(select("SELECT $this { $this x:p ?x }"), DATA) == [("a", "a", "SPARQL")] * 2 + [("b", "b", "SPARQL")]


def test_the_query_gives_path_value_and_message(check):
    (result,) = check(
        select(
            "SELECT $this ?path ?value ?message { $this ?path ?value . ?value x:p ?x BIND(CONCAT('see ', STR(?x)) AS ?message) }"
        ),
        DATA,
    )
    assert (result.path, result.value) == (Step(ox.NamedNode("http://x/q")), ox.NamedNode("http://x/b"))
    assert result.messages == (ox.Literal("see 1"),)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('sh:message "{$this} {?x}"@en ;', ox.Literal("http://x/a http://x/b", language="en")),
        ("", ox.Literal("of the shape http://x/b")),
    ],
)
def test_the_message_is_of_the_constraint_else_of_the_shape(check, more, message):
    shapes = select("SELECT $this ?x { $this x:q ?x }", more, 'sh:targetNode x:a ; sh:message "of the shape {?x}"')
    (result,) = check(shapes, DATA)
    assert result.messages == (message,)


def test_a_constraint_can_be_switched_off(brief):
    assert brief(select("SELECT $this { }", "sh:deactivated true ;"), DATA) == []


def test_a_property_shape_lends_its_path(brief):
    text = select("SELECT $this ?value { $this $PATH ?value FILTER (?value > 1) }")
    shapes = text.replace(
        "sh:NodeShape", "sh:PropertyShape ; sh:path [ sh:oneOrMorePath [ sh:alternativePath ( x:p x:q ) ] ]"
    )
    assert brief(shapes, DATA) == [("a", "2", "SPARQL")]


def test_a_query_that_fails_is_no_verdict(check):
    with pytest.raises(BadShapes, match="failed"):
        check(select("SELECT $this ?failure { BIND(true AS ?failure) }"), DATA)


def test_the_shapes_can_be_asked_about(brief):
    assert brief(
        select(
            "SELECT $this ?value { GRAPH $shapesGraph { $currentShape sh:targetNode ?value } }".replace(
                "sh:", "<http://www.w3.org/ns/shacl#>"
            ).replace("#>targetNode", "#targetNode>")
        ),
        DATA,
    ) == sorted((focus, value, "SPARQL") for focus in "ab" for value in "ab")


def test_a_nameless_shape_knows_itself(brief):
    text = select("SELECT $this { FILTER isBlank($currentShape) }").replace("x:S a", "[] a")
    assert brief(text, DATA) == [("a", "a", "SPARQL"), ("b", "b", "SPARQL")]


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        ("[ sh:prefixes x:o ]", "has no sh:select"),
        ('[ sh:select "SELECT $this {" , "SELECT $this {}" ]', "2 times"),
        (
            'x:k . x:k sh:select "SELECT $this { $this y:p 1 }"',
            "<http://x/k> of the shape <http://x/S>: The prefix y: is not declared",
        ),
        ('[ sh:select "SELECT $this { MINUS { $this ?x ?y } }" ]', "MINUS"),
        ('[ sh:ask "ASK { }" ]', "has no sh:select"),
    ],
)
def test_what_is_ill_formed_is_refused_by_name(compiled, constraint, words):
    with pytest.raises(BadShapes, match=words):
        compiled(f"{DECLARED} x:S a sh:NodeShape ; sh:sparql {constraint} .")


def test_the_line_within_the_query_is_told(compiled):
    with pytest.raises(BadShapes) as caught:
        compiled('x:S a sh:NodeShape ; sh:sparql [ sh:select """SELECT $this\n WHERE { ?x y:p 1 }""" ] .')
    place = caught.value.place
    assert place is not None
    assert (place.line, place.column) == (2, 13)


def test_a_component_judges_values_by_its_parameters(check):
    results = check(f"{COMPONENT} x:S sh:targetNode x:a ; sh:path x:p ; x:least 2 ; x:unit 'm' .", DATA)
    assert [(result.value, result.component, result.messages) for result in results] == [
        (ox.Literal(1), "http://x/C", (ox.Literal("1 m is under 2"),))
    ]


@pytest.mark.parametrize(
    ("shape", "values"),
    [
        ("sh:targetNode 1 , 3 ; x:least 2", ["1"]),
        ("sh:targetNode 1 , 3 ; x:unit 'm'", []),
        ("sh:targetNode x:a ; sh:path x:p ; x:least 3", ["1", "2"]),
        ("sh:targetNode 2 ; sh:not [ x:least 2 ]", ["2"]),
    ],
)
def test_a_component_is_used_where_all_it_needs_is_given(brief, shape, values):
    assert [
        row[1]
        for row in brief(
            f"{COMPONENT} x:S a sh:NodeShape ; {shape} .".replace(
                "a sh:NodeShape ; " if "sh:path" in shape else "\0", ""
            ),
            DATA,
        )
    ] == values


def test_each_value_of_an_only_parameter_is_a_constraint(brief):
    component = "x:C a sh:ConstraintComponent ; sh:parameter [ sh:path x:not ] ; sh:validator [ sh:ask 'ASK { FILTER (?value != $not) }' ] ."
    assert brief(f"{component} x:S a sh:NodeShape ; sh:targetNode 1 , 2 , 3 ; x:not 1 , 2 .", DATA) == [
        ("1", "1", "http://x/C"),
        ("2", "2", "http://x/C"),
    ]


def test_validators_are_chosen_by_the_kind_of_shape(brief):
    component = """
        x:C a sh:ConstraintComponent ; sh:parameter [ sh:path x:is ] ;
            sh:nodeValidator [ sh:select "SELECT $this { FILTER ($this != $is) }" ] ;
            sh:propertyValidator [ sh:select "SELECT $this ?value { $this $PATH ?value FILTER (?value = $is) }" ] .
    """
    shapes = "x:S a sh:NodeShape ; sh:targetNode x:a ; x:is x:b . x:T sh:path x:q ; sh:targetNode x:a ; x:is x:b ."
    assert brief(component + shapes, DATA) == [("a", "a", "http://x/C"), ("a", "b", "http://x/C")]


def test_a_component_without_a_validator_for_the_shape_is_passed_over(brief):
    component = "x:C a sh:ConstraintComponent ; sh:parameter [ sh:path x:is ] ; sh:nodeValidator [ sh:select 'SELECT $this {}' ] ."
    assert brief(component + "x:T sh:path x:q ; sh:targetNode x:a ; x:is 1 .", DATA) == []


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("[ sh:path x:this ]", "must be an IRI"),
        ("[ sh:path <http://x/> ]", "must be an IRI"),
        ("[ ]", "must be an IRI"),
        ("[ sh:path x:p ; sh:optional true ]", "no parameter that must be given"),
    ],
)
def test_parameters_are_checked(compiled, parameters, words):
    with pytest.raises(BadShapes, match=words):
        compiled(f"x:C a sh:ConstraintComponent ; sh:parameter {parameters} .")


def test_a_parameter_beside_others_has_one_value(compiled):
    with pytest.raises(BadShapes, match="x/least"):
        compiled(f"{COMPONENT} x:S a sh:NodeShape ; x:least 1 , 2 .")


def test_the_words_of_the_standard_are_not_defined_anew(brief):
    component = "sh:MinCountConstraintComponent a sh:ConstraintComponent ; sh:parameter [ sh:path sh:minCount ] ."
    assert brief(component + "x:S sh:path x:r ; sh:targetNode x:a ; sh:minCount 1 .", DATA) == [("a", "", "MinCount")]


def test_focus_nodes_without_a_name_are_asked_about(parse):
    shapes = compile_shapes(
        parse(
            select(
                "SELECT $this ?value { { FILTER (BOUND($this)) } $this x:p ?value }", shape="sh:targetSubjectsOf x:p"
            )
        )
    )
    outcome = validate(shapes, Tables(parse("[] x:p 1 . [] x:p 2 . x:c x:p 3 .")))
    assert sorted(str(result.value) for result in outcome.results) == sorted(map(str, map(ox.Literal, (1, 2, 3))))
