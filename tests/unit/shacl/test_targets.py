import pyoxigraph as ox
import pytest

from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.targets import focus_nodes

DATA = "x:a a x:Sub ; x:p x:b . x:Sub rdfs:subClassOf x:C . x:c a x:C ; x:p 1 ."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x:S sh:targetClass x:C .", "a c"),
        ("x:S sh:targetNode x:nowhere , 5 .", "nowhere 5"),
        ("x:S sh:targetSubjectsOf x:p .", "a c"),
        ("x:S sh:targetObjectsOf x:p .", "b 1"),
        ("x:S sh:targetClass x:Sub ; sh:targetObjectsOf x:p ; sh:targetNode x:a .", "a b 1"),
        ("x:S sh:targetClass x:None .", ""),
        ("x:C a sh:NodeShape , rdfs:Class .", "a c"),
        ("x:C a sh:NodeShape , owl:Class .", "a c"),
        ("x:C a rdfs:Class ; sh:targetNode 5 .", "5"),
        ("x:C a sh:NodeShape , x:Meta . x:Meta rdfs:subClassOf rdfs:Class .", "a c"),
    ],
)
@pytest.mark.parametrize("narrowed", [False, True])
def test_targets_select_nodes(parse, text: str, names: str, narrowed: bool):
    tables = Tables(parse(DATA))
    (shape,) = compile_shapes(parse(text)).targeting
    among = set(range(len(tables.terms))) | tables.numbers([ox.NamedNode("http://x/nowhere"), ox.Literal(5)])
    found = focus_nodes(shape, tables, among if narrowed else None)
    assert {getattr(tables.terms[node], "value", "").removeprefix("http://x/") for node in found} == set(names.split())
