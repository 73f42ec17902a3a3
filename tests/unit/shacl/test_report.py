import pyoxigraph as ox

from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.paths import read_path
from partnercities.shacl.report import report
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import TYPE, sh
from partnercities.shacl.validate import explain, validate

SHAPES = """
x:S sh:targetNode x:a ; sh:node x:T ; sh:severity sh:Warning .
x:T sh:property [ sh:path ( [ sh:inversePath x:p ] x:q ) ; sh:minCount 1 ; sh:message "None."@en , "Няма."@bg ] .
"""


def test_data_that_conforms_has_a_report_that_says_so():
    said = list(report([]))
    (head,) = {triple.subject for triple in said}
    assert ox.Triple(head, sh("conforms"), ox.Literal(value=True)) in said


def test_a_report_tells_results_and_their_details(parse):
    shapes, tables = compile_shapes(parse(SHAPES)), Tables()
    graph = ShapesGraph(report([explain(result, shapes, tables) for result in validate(shapes, tables).results]))
    (head,) = graph.instances(sh("ValidationReport"))
    assert graph.objects(head, sh("conforms")) == [ox.Literal(value=False)]
    (result,) = graph.objects(head, sh("result"))
    assert graph.objects(result, TYPE) == [sh("ValidationResult")]
    assert graph.objects(result, sh("resultSeverity")) == [sh("Warning")]
    assert graph.objects(result, sh("value")) == [ox.NamedNode("http://x/a")]
    assert graph.objects(result, sh("resultPath")) == []
    (detail,) = graph.objects(result, sh("detail"))
    assert graph.objects(detail, sh("sourceConstraintComponent")) == [sh("MinCountConstraintComponent")]
    assert {str(message) for message in graph.objects(detail, sh("resultMessage"))} == {'"None."@en', '"Няма."@bg'}
    (path,) = graph.objects(detail, sh("resultPath"))
    assert read_path(graph, path) == next(shape.path for shape in shapes.every.values() if shape.path)
