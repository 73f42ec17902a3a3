"""Paths, references between shapes, circles, and shapes that nobody uses."""

from collections.abc import Callable

import pytest

from partnercities.validation.linting.flaws import Flaw

Codes = Callable[[str], list[str]]
ROOT = ":S a sh:NodeShape ; sh:targetClass :T ; "


@pytest.mark.parametrize(
    "path",
    [
        ":p",
        "( :p :q )",
        "[ sh:inversePath :p ]",
        "[ sh:alternativePath ( :p [ sh:inversePath :q ] ) ]",
        "( [ sh:zeroOrMorePath [ sh:zeroOrOnePath :p ] ] [ sh:oneOrMorePath :q ] )",
        # As in the suite of the W3C: a list is a sequence, whatever else is said of it.
        "[ rdf:first :p ; rdf:rest ( :q ) ; sh:inversePath :p ]",
    ],
)
def test_a_path_that_is_one_is_no_flaw(codes: Codes, path: str):
    assert codes(f"{ROOT} sh:property [ sh:path {path} ; sh:minCount 1 ] .") == []


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ('"p"', "literal"),
        ("[]", "no word of paths"),
        ("[ :x :y ]", "no word of paths"),
        ("( :p )", "less than two"),
        ("()", "less than two"),
        ("[ sh:inversePath () ]", "less than two"),
        ("[ sh:alternativePath ( :p ) ]", "less than two"),
        ("[ sh:alternativePath :p ]", "is no list"),
        ("[ sh:inversePath :p ; sh:zeroOrMorePath :p ]", "two words"),
        ("[ sh:inversePath :p, :q ]", "two words"),
        ('[ sh:zeroOrOnePath ( :p "q" ) ]', "literal"),
        ("[ rdf:first :p ; rdf:rest (), ( :q ) ]", "two ways"),
    ],
)
def test_a_path_that_is_none_is_told_with_its_fault(flaws: Callable[[str], list[Flaw]], path: str, fault: str):
    (found,) = flaws(f"{ROOT} sh:property :P . :P sh:path {path} .")
    assert found.code == "bad-path"
    assert fault in found.messages["en"]


def test_a_path_that_leads_into_itself_comes_to_an_end(codes: Codes):
    assert codes(f"{ROOT} sh:property :P . :P sh:path _:a . _:a sh:inversePath _:b . _:b sh:inversePath _:a .") == [
        "bad-path"
    ]


def test_two_paths_are_told(codes: Codes):
    assert codes(f"{ROOT} sh:property [ sh:path :p, :q ] .") == ["two-paths"]


@pytest.mark.parametrize(
    "written", ["sh:property [ sh:minLength 1 ]", "sh:property []", "sh:property :P . :P sh:nodeKind sh:IRI"]
)
def test_a_property_shape_without_a_path_is_told(codes: Codes, written: str):
    assert codes(f"{ROOT}{written} .") == ["missing-path"]


def test_a_property_shape_by_type_alone_needs_a_path_too(codes: Codes):
    assert codes(":P a sh:PropertyShape ; sh:targetClass :T .") == ["missing-path"]


def test_a_reference_to_nothing_is_told_with_the_nearest_shape(codes: Codes):
    assert codes(f"{ROOT} sh:property :S-nam . :S-name sh:path :name ; sh:targetClass :T .") == [
        "missing-shape <http://e.example/S-name>"
    ]
    assert codes(f"{ROOT} sh:or ( :Elsewhere [] ) .") == ["missing-shape"]


def test_a_node_shape_has_no_path(codes: Codes):
    assert codes(":S a sh:NodeShape ; sh:targetClass :T ; sh:path :p .") == ["node-shape-with-path"]


def test_sh_node_asks_for_a_node_shape(codes: Codes):
    assert codes(f"{ROOT} sh:node [ sh:path :p ] .") == ["not-a-node-shape"]
    assert codes(f"{ROOT} sh:not [ sh:path :p ] .") == []


@pytest.mark.parametrize(
    ("shapes", "cycle"),
    [
        (":S sh:targetClass :T ; sh:node :S .", "S> → <http://e.example/S"),
        (":S sh:targetClass :T ; sh:node :A . :A sh:not :S .", "S> → <http://e.example/A> → <http://e.example/S"),
        (":S sh:targetClass :T ; sh:property :P . :P sh:path :p ; sh:or ( :A :S ) . :A sh:class :C .", "P> → "),
        (":S sh:targetClass :T ; sh:node :A . :A sh:and ( :B ) . :B sh:node :A .", "A> → <http://e.example/B> → "),
    ],
)
def test_shapes_that_refer_to_themselves_are_told_once_with_the_circle(
    flaws: Callable[[str], list[Flaw]], shapes: str, cycle: str
):
    (found,) = flaws(shapes)
    assert found.code == "recursion"
    assert cycle in found.messages["en"]


def test_a_shape_that_two_others_use_is_no_circle(codes: Codes):
    assert codes(f"{ROOT} sh:node :A, :B . :A sh:node :C . :B sh:node :C . :C sh:class :D .") == []


def test_a_chain_of_shapes_may_be_as_long_as_it_likes(codes: Codes):
    chain = " ".join(f":S{number} sh:node :S{number + 1} ." for number in range(3_000))
    assert codes(f":S0 sh:targetClass :T . {chain} :S3000 sh:nodeKind sh:IRI .") == []


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        (":S a sh:NodeShape .", ["unused-shape"]),
        (":P sh:path :p ; sh:minCount 1 .", ["unused-shape"]),
        (":S a sh:NodeShape, rdfs:Class .", []),
        (":S a sh:NodeShape, owl:Class .", []),
        (":S sh:targetSubjectsOf :p .", []),
        (":S sh:targetClass :T ; sh:xone ( :A :B ) . :A a sh:NodeShape . :B a sh:NodeShape .", []),
        (":K sh:parameter [ sh:path :k ; sh:datatype xsd:string ] .", []),
    ],
)
def test_a_shape_that_looks_at_nothing_is_told(codes: Codes, shapes: str, found: list[str]):
    assert codes(shapes) == found


def test_a_flaw_of_a_nameless_shape_says_which_named_one_leads_to_it(flaws: Callable[[str], list[Flaw]]):
    (found,) = flaws(f"{ROOT} sh:property [ sh:path :p ; sh:node [ sh:mincount 1 ] ] .")
    assert found.shape.startswith("_:")
    assert found.owner[:2] == ("<http://e.example/S>", "<http://www.w3.org/ns/shacl#property>")


def test_a_nameless_shape_that_nothing_leads_to_has_no_owner(flaws: Callable[[str], list[Flaw]]):
    assert [found.owner for found in flaws("[] sh:mincount 1 .")] == [("", "", "")]
