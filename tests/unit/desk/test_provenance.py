"""Where statements come from: graphs, evidence for one value or for all, and values that cannot both be true."""

import re
from pathlib import Path

import pytest

from partnercities import content
from partnercities.desk.provenance import SINGLE, Ground, grounded
from partnercities.desk.things import Statement, Thing
from partnercities.model.vocabulary import GRAPH, GRAPH_DERIVED, GRAPH_ONTOLOGY, GRAPH_REF, ID, compact, expand
from partnercities.store import Term

PHASE = ID + "phase/x/1"


def uri(name: str) -> Term:
    return Term("uri", expand(name) if ":" in name and "//" not in name else ID + name)


def said(subject: str, predicate: str, object: Term, *graphs: str) -> Statement:
    return Statement(Term("uri", subject), uri(predicate), object, graphs)


def piece(name: str, source: str, basis: str, *about: Statement) -> list[Statement]:
    iri = ID + f"evidence/{name}"
    return [said(iri, "oa:hasSource", uri(f"source/{source}")), said(iri, "pc:basis", uri(f"basis/{basis}")), *about]


def thing(own: list[Statement], evidence: list[Statement]) -> Thing:
    return Thing(PHASE, tuple(own), tuple(evidence), (), {}, ())


def test_evidence_without_a_property_is_for_all_that_its_source_says():
    start = said(PHASE, "pc:start", Term("literal", "2010"), GRAPH + "a", GRAPH + "b")
    found = grounded(thing([start], [*piece("a/1", "a", "stated"), *piece("b/1", "b", "outside")]))
    assert found[expand("pc:start")][0].grounds == (
        Ground(GRAPH + "a", "stated", ID + "evidence/a/1"),
        Ground(GRAPH + "b", "outside", ID + "evidence/b/1"),
    )


def test_evidence_for_a_value_goes_before_that_for_all_and_is_for_no_other():
    iri = ID + "evidence/a/2"
    own = [
        said(PHASE, "pc:duration", Term("literal", "P3Y"), GRAPH + "a"),
        said(PHASE, "pc:start", uri("x"), GRAPH + "a"),
    ]
    for_value = piece(
        "a/2",
        "a",
        "implied",
        said(iri, "pc:supports", uri("pc:duration")),
        said(iri, "pc:value", Term("literal", "P3Y")),
    )
    found = grounded(thing(own, [*piece("a/1", "a", "stated"), *for_value]))
    assert [ground.basis for ground in found[expand("pc:duration")][0].grounds] == ["implied"]
    assert [ground.basis for ground in found[expand("pc:start")][0].grounds] == ["stated"]
    alone = grounded(thing(own, for_value))
    assert alone[expand("pc:start")][0].grounds == (Ground(GRAPH + "a"),)


@pytest.mark.parametrize(
    ("graph", "basis"), [(GRAPH_DERIVED, "derived"), (GRAPH_REF, "shared"), (GRAPH_ONTOLOGY, "terms")]
)
def test_graphs_of_no_source_have_a_basis_of_their_own(graph: str, basis: str):
    found = grounded(thing([said(PHASE, "pc:start", Term("literal", "2010"), graph)], piece("a/1", "a", "stated")))
    assert found[expand("pc:start")][0].grounds == (Ground(graph, basis),)


def test_two_values_where_one_can_be_true_are_disputed():
    both = [said(PHASE, name, Term("literal", value)) for name in ("pc:end", "pc:topic") for value in ("2010", "2011")]
    found = grounded(thing(both, []))
    assert [item.disputed for item in found[expand("pc:end")]] == [True, True]
    assert [item.disputed for item in found[expand("pc:topic")]] == [False, False]


def test_statements_that_name_evidence_are_left_to_it():
    assert grounded(thing([said(PHASE, "pc:evidence", uri("evidence/a/1"))], piece("a/1", "a", "stated"))) == {}


def test_what_has_one_value_has_one_by_the_shapes_too():
    text = "".join(Path(file).read_text(encoding="utf-8") for file in content.folder("shapes").glob("*.ttl"))
    blocks = re.split(r"\n\n", text)
    once = {
        match for block in blocks if "sh:maxCount 1" in block for match in re.findall(r"sh:path (\w+:\w+) ;", block)
    }
    assert {compact(iri) for iri in SINGLE} <= once
