"""Where plans look at the data: each place by the way that leads there."""

import pytest

from partnercities.shacl.paths import sparql_text
from partnercities.shacl.reading import needed, reads_of
from partnercities.shacl.shape import Read
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.validate import validate


def spelled(read: Read) -> str:
    """A place in few letters: `p/q` is x:q of the values of x:p, `?` any node, `*` all properties, `^` backwards."""
    names = ["?"] if read.way is None else [sparql_text(path) for path in read.way]
    last = ("^" if read.backwards else "") + ("*" if read.predicate is None else str(read.predicate))
    text = "/".join([*names, last]).replace("<http://x/", "").replace(">", "")
    return text.replace("<http://www.w3.org/1999/02/22-rdf-syntax-ns#", "").replace(
        "<http://www.w3.org/2000/01/rdf-schema#", ""
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("sh:path x:p ; sh:minCount 1", "p"),
        ("sh:path ( x:p x:q )", "p p/q"),
        ("sh:path [ sh:inversePath x:p ]", "^p"),
        ("sh:path [ sh:inversePath ( x:p x:q ) ]", "^q ^(q)/^p"),
        ("sh:path [ sh:alternativePath ( x:p x:q ) ]", "p q"),
        ("sh:path [ sh:zeroOrMorePath x:p ]", "(p)*/p"),
        ("sh:path [ sh:zeroOrOnePath x:p ]", "p"),
        ("sh:path x:p ; sh:class x:C", "p p/type ?/subClassOf"),
        ("sh:path x:p ; sh:lessThan x:q", "p q"),
        ("sh:path x:p ; sh:closed true", "p p/*"),
        ("sh:path x:p ; sh:node [ sh:property [ sh:path x:q ] ]", "p p/q"),
        ("sh:path x:p ; sh:node [ sh:deactivated true ; sh:class x:C ]", "p"),
    ],
)
def test_a_shape_looks_at_places(parse, text: str, places: str):
    shapes = compile_shapes(parse(f"x:S a sh:PropertyShape ; {text} ."))
    (first, *_) = shapes.downwards
    assert sorted(map(spelled, reads_of(shapes)[first.id])) == sorted(places.split())


def test_only_what_is_needed_needs_to_be_kept(parse):
    shapes = compile_shapes(
        parse("x:S sh:targetSubjectsOf x:t ; sh:property [ sh:path x:p ; sh:equals x:q ; sh:class x:C ] .")
    )
    data = parse("x:a x:t 1 ; x:p x:b ; x:q x:c ; x:r x:d . x:b a x:D . x:D rdfs:subClassOf x:C .")
    few = Tables(data, needed(shapes))
    assert len(list(few.triples())) == len(data) - 1
    assert len(validate(shapes, few).results) == len(validate(shapes, Tables(data)).results) == 2


def test_closed_shapes_need_all(parse):
    assert needed(compile_shapes(parse("x:S sh:targetNode x:a ; sh:closed true ."))) is None
    assert needed(compile_shapes(parse("x:S a sh:NodeShape ; sh:closed true ."))) == frozenset()
