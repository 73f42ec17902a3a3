import pyoxigraph as ox
import pytest

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.terms import FIRST, NIL, REST

A, B, C = (ox.NamedNode(f"http://x/{name}") for name in "abc")


def cells(*triples: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]) -> ShapesGraph:
    return ShapesGraph(ox.Triple(*triple) for triple in triples)


def test_a_list_is_read_in_its_order():
    graph = cells((A, FIRST, C), (A, REST, B), (B, FIRST, A), (B, REST, NIL))
    assert graph.items(A) == (C, A)
    assert graph.items(NIL) == ()


@pytest.mark.parametrize(
    ("triples", "words"),
    [
        ([(A, FIRST, C), (A, REST, B), (B, FIRST, C), (B, REST, A)], "comes back to itself"),
        ([(A, FIRST, C), (A, REST, B), (A, REST, NIL), (B, FIRST, C), (B, REST, NIL)], "2 rdf:rest"),
        ([(A, FIRST, C), (A, FIRST, B), (A, REST, NIL)], "2 rdf:first"),
        ([(A, FIRST, C)], "0 rdf:rest"),
        ([], "0 rdf:first"),
    ],
)
def test_what_is_no_list_is_refused(triples: list[tuple[ox.NamedNode, ...]], words: str):
    graph = ShapesGraph(ox.Triple(*triple) for triple in triples)
    with pytest.raises(BadShapes, match=words):
        graph.items(A)


def test_instances_are_found_through_subclasses_that_go_in_a_circle(parse):
    graph = ShapesGraph(parse("x:A rdfs:subClassOf x:B . x:B rdfs:subClassOf x:A . x:one a x:A . x:two a x:B ."))
    one, two = ox.NamedNode("http://x/one"), ox.NamedNode("http://x/two")
    assert set(graph.instances(ox.NamedNode("http://x/A"))) == {one, two}
    assert graph.is_a(two, ox.NamedNode("http://x/A"))
    assert not graph.is_a(two, ox.NamedNode("http://x/C"))


def test_a_statement_that_is_said_twice_counts_once(parse):
    graph = ShapesGraph(parse("x:a x:p 1 . x:a x:p 1 .") * 2)
    assert graph.objects(A, ox.NamedNode("http://x/p")) == [ox.Literal(1)]
    assert len(list(graph.triples())) == 1
    assert graph.holders(ox.NamedNode("http://x/p"), ox.Literal(1)) == [A]
