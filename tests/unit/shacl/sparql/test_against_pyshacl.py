"""The rules over the whole dataset, by the engine of shapes and by pySHACL: the same results, also on what is broken."""

import pyoxigraph as ox
import pytest

from partnercities import content
from partnercities.dataset.build import closure
from partnercities.dataset.files import ntriples, shapes_in, shipped
from partnercities.shacl.paths import Step
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.validate import validate

Row = tuple[str, str, str, str, str]


def broken() -> bytes:
    """The shipped data with all examples that break a rule."""
    folder = content.folder("shapes") / "examples" / "invalid"
    examples = [path.read_bytes() for path in sorted(folder.glob("Dataset-*.ttl"))]
    assert len(examples) > 20
    quads = [quad for text in examples for quad in ox.parse(text, ox.RdfFormat.TURTLE)]
    return closure(shipped()) + (ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"")


def rules() -> bytes:
    """The shapes of the rules, with their prefixes."""
    files = [file for file in shapes_in(content.folder("shapes")) if file.path.name in ("dataset.ttl", "shapes.ttl")]
    return ntriples(files)


def ours(shapes: bytes, data: bytes) -> set[Row]:
    compiled = compile_shapes(ox.parse(shapes, ox.RdfFormat.N_TRIPLES))
    outcome = validate(compiled, Tables(ox.parse(data, ox.RdfFormat.N_TRIPLES)))
    assert all(result.path is None or isinstance(result.path, Step) for result in outcome.results)
    parts = (
        (result.focus, getattr(result.path, "predicate", ""), result.value, result.shape.severity, result.constraint)
        for result in outcome.results
    )
    return {tuple(getattr(part, "value", "") for part in row) for row in parts}  # type: ignore[misc]


def theirs(shapes: bytes, data: bytes) -> set[Row]:
    from pyshacl import validate as pyshacl_validate
    from rdflib import RDF, Graph
    from rdflib.namespace import SH

    graphs = [Graph().parse(data=text, format="nt") for text in (data, shapes)]
    _, report, _ = pyshacl_validate(graphs[0], shacl_graph=graphs[1], inference="none")
    parts = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraint)
    return {
        tuple(str(report.value(node, part) or "") for part in parts)  # type: ignore[misc]
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.thorough
def test_rules_find_what_pyshacl_finds():
    shapes, data = rules(), broken()
    found = ours(shapes, data)
    assert found == theirs(shapes, data)
    assert len({row[4] for row in found}) > 20
