"""The shapes: that they are well-formed, that each finds what it is for and nothing else, and what they say of the shipped data.

An example shows one node and names its neighbours only, so it is judged by the shapes of its own family:
those that hang on the same node shape.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, BNode, Literal, Namespace, URIRef
from rdflib.term import Node

from partnercities.dataset.build import Dataset
from partnercities.model.vocabulary import DEF, GRAPH_DERIVED, ID, PREFIXES, SHAPES
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query

SH = Namespace(PREFIXES["sh"])
EXAMPLES = Path(__file__).parents[2] / "shapes" / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}

Result = tuple[str, str, str]
"""One line of a report: the rule, the node it is about, and the severity."""


def _load(paths: list[Path]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def shapes(root: Path) -> rdflib.Graph:
    """All shapes; a file that does not parse fails here."""
    return _load(sorted((root / "shapes").glob("*.ttl")))


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    """The files of ontology/."""
    return _load(sorted((root / "ontology").glob("*.ttl")))


@pytest.fixture(scope="module")
def context(ontology: rdflib.Graph, root: Path) -> rdflib.Graph:
    """What an example may lean on: the ontology and the shared things. A test that adds to it takes that away again."""
    return ontology + _load(sorted((root / "data" / "ref").glob("*.ttl")))


def _node_shapes(shapes: rdflib.Graph) -> list[Node]:
    return sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str)


def _rules(shapes: rdflib.Graph) -> list[Node]:
    """The property shapes and the queries: what a line of a report leads to."""
    return sorted({*shapes.subjects(SH.path), *shapes.objects(None, SH.sparql)}, key=str)


def _closed(shapes: rdflib.Graph) -> list[Node]:
    return sorted(shapes.subjects(SH.closed, Literal(True)), key=str)


def _languages(shapes: rdflib.Graph, node: Node, what: URIRef) -> list[str]:
    return sorted(
        text.language or "" for text in shapes.objects(node, what) if isinstance(text, Literal) and text.strip()
    )


def _name(node: Node | None) -> str:
    return str(node).removeprefix(SHAPES).removeprefix(ID)


# ---------------------------------------------------------------- form


def test_every_shape_has_a_name_of_ours(shapes: rdflib.Graph) -> None:
    named_nodes = [*_node_shapes(shapes), *_rules(shapes)]
    assert len(named_nodes) > 200
    assert [node for node in named_nodes if not str(node).startswith(SHAPES)] == []


def test_every_property_shape_is_typed_and_hangs_somewhere(shapes: rdflib.Graph) -> None:
    for shape in shapes.subjects(SH.path):
        assert (shape, RDF.type, SH.PropertyShape) in shapes, shape
        assert (None, SH.property, shape) in shapes or (shape, SH.targetSubjectsOf, None) in shapes, shape


def test_every_property_shape_that_a_shape_names_is_there(shapes: rdflib.Graph) -> None:
    assert set(shapes.objects(None, SH.property)) - set(shapes.subjects(SH.path)) == set()


def test_every_rule_has_one_english_name(shapes: rdflib.Graph) -> None:
    assert [rule for rule in _rules(shapes) if _languages(shapes, rule, SH.name).count("en") != 1] == []


def test_every_rule_speaks_both_languages(shapes: rdflib.Graph) -> None:
    speaking = [*_rules(shapes), *_closed(shapes)]
    assert [rule for rule in speaking if _languages(shapes, rule, SH.message) != ["bg", "en"]] == []


def test_every_shape_and_rule_says_its_severity(shapes: rdflib.Graph) -> None:
    for shape in (*_node_shapes(shapes), *_rules(shapes)):
        said = set(shapes.objects(shape, SH.severity))
        assert len(said) == 1, shape
        assert said <= SEVERITIES, shape


def test_a_query_has_the_severity_of_the_shape_it_hangs_on(shapes: rdflib.Graph) -> None:
    """SHACL takes the severity from the shape; the one at the query is for readers and must not say otherwise."""
    for shape, query in shapes.subject_objects(SH.sparql):
        assert shapes.value(query, SH.severity) == shapes.value(shape, SH.severity), query


def test_every_class_of_ours_has_a_shape(shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    own = {term for term in ontology.subjects(RDF.type, OWL.Class) if str(term).startswith(DEF)}
    assert len(own) > 10
    assert own - set(shapes.objects(None, SH.targetClass)) == set()


def test_the_shapes_are_shapes(shapes: rdflib.Graph) -> None:
    """By SHACL-SHACL; pyshacl raises if they are not."""
    conforms, _, _ = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, inference="none", meta_shacl=True)
    assert conforms


# ---------------------------------------------------------------- examples


def test_every_shape_has_its_examples_and_there_are_no_others(shapes: rdflib.Graph) -> None:
    assert {path.stem for path in VALID} == {_name(node) for node in _node_shapes(shapes)}
    assert {path.stem for path in INVALID} == {_name(node) for node in (*_rules(shapes), *_closed(shapes))}
    assert {path for path in EXAMPLES.rglob("*") if path.is_file()} == {*VALID, *INVALID}


def test_an_example_says_what_it_is_and_names_all_its_nodes() -> None:
    for path in (*VALID, *INVALID):
        assert path.read_text(encoding="utf-8").startswith("# Invented example"), path.name
        assert not any(isinstance(node, BNode) for node in _load([path]).all_nodes()), path.name


Families = dict[str, rdflib.Graph]


@pytest.fixture(scope="module")
def families(shapes: rdflib.Graph) -> Families:
    """For each rule the shapes of its family: all shapes, of which only those of one node shape have a target."""
    homes = {_name(shape): _home(shapes, shape) for shape in (*_node_shapes(shapes), *_rules(shapes))}
    graphs = {home: _aimed(shapes, homes, home) for home in set(homes.values())}
    return {rule: graphs[home] for rule, home in homes.items()}


def _home(shapes: rdflib.Graph, shape: Node) -> str:
    """The node shape on which a rule hangs; for one that hangs on none, the first part of its name."""
    owner = next(shapes.subjects(SH.property, shape), None) or next(shapes.subjects(SH.sparql, shape), None)
    return (
        _name(owner or shape) if owner or (shape, RDF.type, SH.NodeShape) in shapes else _name(shape).partition("-")[0]
    )


def _aimed(shapes: rdflib.Graph, homes: dict[str, str], home: str) -> rdflib.Graph:
    family = rdflib.Graph()
    family += shapes
    for target in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf):
        for shape, aim in shapes.subject_objects(target):
            if homes[_name(shape)] != home:
                family.remove((shape, target, aim))
    return family


def _report(data: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Result]:
    """The lines of a report; a rule over the whole dataset names the node it is about as its value."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        query = report.value(result, SH.sourceConstraint)
        about = report.value(result, SH.value if query else SH.focusNode)
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
        yield _name(query or report.value(result, SH.sourceShape)), str(about), severity


def _fired(path: Path, context: rdflib.Graph, families: Families) -> set[str]:
    """The rules of the family that find something in the example itself."""
    example = _load([path])
    new = [triple for triple in example if triple not in context]
    subjects = {str(subject) for subject in example.subjects()}
    for triple in new:
        context.add(triple)
    try:
        return {rule for rule, about, _ in _report(context, families[path.stem]) if about in subjects}
    finally:
        for triple in new:
            context.remove(triple)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_nothing_is_found_in_a_valid_example(path: Path, context: rdflib.Graph, families: Families) -> None:
    assert _fired(path, context, families) == set()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_breaks_the_rule_it_is_named_after_and_no_other(
    path: Path, context: rdflib.Graph, families: Families
) -> None:
    assert _fired(path, context, families) == {path.stem}


# ---------------------------------------------------------------- shipped data


@pytest.fixture(scope="module")
def found(dataset: Dataset, context: rdflib.Graph, shapes: rdflib.Graph, root: Path) -> list[Result]:
    """What the shapes say of the files, with everything that is derived from them."""
    folders = (root / "data" / name for name in ("sources", "imported"))
    sources = _load([path for folder in folders for path in sorted(folder.glob("*.ttl"))])
    return list(_report(context + sources + _ask(dataset, f"GRAPH <{GRAPH_DERIVED}> {{ ?s ?p ?o }}"), shapes))


def _ask(dataset: Dataset, pattern: str) -> rdflib.Graph:
    query = Query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
    body = b"".join(dataset.store.answer(query, Kind.GRAPH, named("ntriples", Kind.GRAPH)))
    return rdflib.Graph().parse(data=body, format="nt")


def test_the_shipped_data_breaks_no_rule(found: list[Result]) -> None:
    assert [result for result in found if result[2] == "Violation"] == []


@pytest.mark.thorough
def test_what_the_store_answers_breaks_no_rule(dataset: Dataset, shapes: rdflib.Graph) -> None:
    """What is published is what comes out of the store, not what went in."""
    published = _report(_ask(dataset, "?s ?p ?o"), shapes)
    assert [result for result in published if result[2] == "Violation"] == []


def test_the_warnings_are_those_that_are_known(found: list[Result], root: Path) -> None:
    """Both ways: a new warning is looked at, and one that is gone leaves the page."""
    text = (root / "docs" / "known-disagreements.md").read_text(encoding="utf-8")
    known = re.findall(r"(?m)^\| `([^`]+)` \| `([^`]+)` \| [^|]+ \| [^|]+ \|$", text)
    assert len(known) == len(re.findall(r"(?m)^\| ", text)) - 1  # every line but the heading is understood
    assert sorted((about.removeprefix(ID), rule) for rule, about, severity in found if severity == "Warning") == sorted(
        known
    )
