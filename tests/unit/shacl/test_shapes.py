"""Shapes that are compiled: which there are, in which order, and what is refused with which words."""

import time

import pyoxigraph as ox
import pytest

from partnercities.problems import BadShapes

NODE = "x:S a sh:NodeShape ; "
PROPERTY = "x:S a sh:PropertyShape ; sh:path x:p ; "

ILL_FORMED = [
    (PROPERTY + "sh:path x:q .", r"sh:path of the shape <http://x/S> is given 2 times"),
    ("x:S a sh:PropertyShape .", "has no sh:path"),
    (NODE + "sh:path x:p .", "only property shapes have"),
    (PROPERTY + "sh:minCount 1.5 .", "sh:minCount.*no xsd:integer"),
    (PROPERTY + 'sh:minCount "1" .', "sh:minCount.*no xsd:integer"),
    (PROPERTY + 'sh:minCount "x"^^xsd:integer .', "sh:minCount.*no xsd:integer"),
    (PROPERTY + "sh:minCount x:a .", "sh:minCount.*no literal"),
    (PROPERTY + "sh:minCount 1 , 2 .", "sh:minCount.*2 times"),
    (NODE + "sh:minCount 1 .", "sh:minCount.*needs a sh:path"),
    (NODE + "sh:maxCount 1 .", "sh:maxCount.*needs a sh:path"),
    (NODE + "sh:uniqueLang true .", "sh:uniqueLang.*needs a sh:path"),
    (NODE + "sh:lessThan x:q .", "sh:lessThan.*needs a sh:path"),
    (PROPERTY + "sh:uniqueLang 1 .", "sh:uniqueLang.*no xsd:boolean"),
    (PROPERTY + 'sh:datatype "date" .', "sh:datatype.*must be an IRI"),
    (PROPERTY + "sh:datatype xsd:date , xsd:gYear .", "sh:datatype.*2 times"),
    (PROPERTY + "sh:class [] .", "sh:class.*must be an IRI"),
    (PROPERTY + "sh:nodeKind sh:Iri .", "sh:nodeKind.*no kind of node"),
    (PROPERTY + "sh:minInclusive x:a .", "sh:minInclusive.*no literal"),
    (PROPERTY + "sh:maxLength true .", "sh:maxLength.*no xsd:integer"),
    (PROPERTY + 'sh:pattern "(" .', "sh:pattern.*no regular expression"),
    (PROPERTY + 'sh:pattern "a" ; sh:flags "z" .', "sh:pattern.*no regular expression"),
    (PROPERTY + 'sh:pattern "a"@en .', "sh:pattern.*no xsd:string"),
    (PROPERTY + 'sh:pattern "a" ; sh:flags "i" , "s" .', "sh:flags.*2 times"),
    (PROPERTY + "sh:languageIn ( x:en ) .", "sh:languageIn.*language tags"),
    (PROPERTY + 'sh:lessThan "q" .', "sh:lessThan.*must be an IRI"),
    (PROPERTY + "sh:in x:a .", "<http://x/a> is no list"),
    (PROPERTY + "sh:in ( 1 ) , ( 2 ) .", "sh:in.*2 times"),
    (PROPERTY + "sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .", "comes back to itself"),
    (PROPERTY + "sh:in _:l . _:l rdf:first 1 ; rdf:rest () , ( 2 ) .", "2 rdf:rest"),
    (NODE + "sh:or ( x:T x:T ) .", "sh:or.*<http://x/T>, which is no shape of this graph"),
    (NODE + "sh:or x:T .", "<http://x/T> is no list"),
    (NODE + 'sh:not "T" .', "sh:not.*no shape"),
    (NODE + "sh:node x:T . x:T sh:path x:p .", "sh:node.*property shape"),
    (NODE + "sh:property [] .", "sh:property.*has no sh:path"),
    (NODE + "sh:property x:T .", "sh:property.*no shape of this graph"),
    (PROPERTY + "sh:qualifiedValueShape x:T ; sh:qualifiedMinCount 1 .", "sh:qualifiedValueShape.*no shape"),
    (PROPERTY + "sh:qualifiedValueShape [] , [] ; sh:qualifiedMinCount 1 .", "sh:qualifiedValueShape.*2 times"),
    (NODE + 'sh:targetClass "C" .', "sh:targetClass.*no IRI"),
    (NODE + "sh:targetNode [] .", "sh:targetNode.*no IRI"),
    (NODE + 'sh:severity "bad" .', "sh:severity.*must be an IRI"),
    (NODE + "sh:severity sh:Info , sh:Warning .", "sh:severity.*2 times"),
    (NODE + "sh:message x:m .", "sh:message.*no text"),
    (NODE + 'sh:deactivated "yes" .', "sh:deactivated.*no xsd:boolean"),
    (NODE + "sh:closed true ; sh:ignoredProperties x:p .", "<http://x/p> is no list"),
]


@pytest.mark.parametrize(("text", "words"), ILL_FORMED, ids=lambda value: value[:60])
def test_what_is_ill_formed_is_refused_with_shape_and_parameter(compiled, text: str, words: str):
    with pytest.raises(BadShapes, match=words):
        compiled(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (NODE + "sh:node x:S .", "<http://x/S> → <http://x/S>"),
        (NODE + "sh:not x:T . x:T sh:or ( x:U ) . x:U sh:and ( x:T ) .", "<http://x/T> → <http://x/U> → <http://x/T>"),
        (NODE + "sh:property x:P . x:P sh:path x:p ; sh:node x:S .", "<http://x/S> → <http://x/P> → <http://x/S>"),
    ],
)
def test_a_circle_of_shapes_is_named_and_refused(compiled, text: str, names: str):
    with pytest.raises(BadShapes) as refused:
        compiled(text)
    assert names in str(refused.value)


def test_a_circle_that_is_switched_off_is_none(compiled):
    compiled(NODE + "sh:node x:T . x:T sh:node x:S ; sh:deactivated true .")


def test_each_shape_comes_before_those_that_it_refers_to(compiled):
    shapes = compiled(
        "x:C sh:class x:K . x:A a sh:NodeShape ; sh:node x:B , x:C . x:B sh:node x:C . x:D a sh:NodeShape ; sh:node x:A ."
    )
    order = [shape.id for shape in shapes.downwards]
    assert all(order.index(shape.id) < order.index(other) for shape in shapes.downwards for other in shape.refers)
    assert list(shapes.upwards) == list(shapes.downwards)[::-1]
    assert len(order) == 4


def test_a_shape_that_is_switched_off_has_no_focus_nodes(compiled):
    shapes = compiled("x:S sh:targetNode x:a ; sh:deactivated true . x:T sh:targetNode x:a .")
    assert [shape.id for shape in shapes.targeting] == [ox.NamedNode("http://x/T")]


def test_what_a_shape_says_of_itself_is_kept(compiled):
    shapes = compiled('x:S sh:targetNode x:a ; sh:severity sh:Info ; sh:message "Не"@bg , "No"@en .')
    (shape,) = shapes.targeting
    assert shape.severity.value.endswith("#Info")
    assert {message.language for message in shape.messages} == {"bg", "en"}


@pytest.mark.parametrize("count", [1_500])
def test_long_chains_and_lists_are_compiled_in_time_that_grows_with_them(compiled, count: int):
    start = time.process_time()
    chain = " ".join(f"x:S{number} sh:node x:S{number + 1} ." for number in range(count))
    shapes = compiled(f"{chain} x:S0 a sh:NodeShape . x:S{count} sh:in ( {' '.join(map(str, range(20_000)))} ) .")
    assert len(shapes.every) == count + 1
    assert time.process_time() - start < 5
