"""Words of data that no vocabulary has."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from partnercities import content
from partnercities.model.vocabulary import DEF, RDF_TYPE
from partnercities.validation.report import Finding
from partnercities.validation.vocabulary import VOCABULARY, Known, known_terms, unknown_terms

PREFIXES = """@prefix pc: <https://w3id.org/partnercities/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix : <http://e.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
KNOWN = Known(
    frozenset({DEF + "City", DEF + "Project"}),
    frozenset({DEF + "start", DEF + "earliestStart", "http://e.example/partner"}),
)


def triples(text: str) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


def found(text: str, known: Known = KNOWN) -> list[Finding]:
    return unknown_terms(triples(text), known)


@pytest.mark.parametrize(
    ("statement", "severity", "meant"),
    [
        (":x pc:earlyStart 1", "Violation", "pc:earliestStart"),
        (":x pc:hasStart 1", "Violation", "pc:start"),
        (":x pc:strat 1", "Violation", "pc:start"),
        (":x pc:wholeOther 1", "Violation", ""),
        (":x a pc:Citty", "Violation", "pc:City"),
        (":x a pc:city", "Violation", "pc:City"),
        (":x pc:City 1", "Violation", ""),
        (':x skos:preflabel "a"', "Warning", "skos:prefLabel"),
        (':x dcterms:titel "a"', "Warning", "dcterms:title"),
        (":x a org:Organisation", "Warning", "org:Organization"),
        (":x foaf:homePage <urn:a>", "Warning", "foaf:homepage"),
        (":x :partnr :y", "Warning", "<http://e.example/partner>"),
    ],
)
def test_a_word_that_nobody_knows_is_a_finding(statement: str, severity: str, meant: str):
    (finding,) = found(f"{statement} .")
    assert finding.severity == severity
    assert (finding.about, finding.shape, finding.component) == ("http://e.example/x", VOCABULARY, "UnknownTerm")
    assert finding.hints == ({"en": f"Did you mean {meant}?", "bg": f"Имахте ли предвид {meant}?"} if meant else {})


@pytest.mark.parametrize(
    "statement",
    [
        ":x pc:start 1",
        ":x a pc:City",
        ":x skos:hiddenLabel 1",
        ":x rdf:_1 1",
        ":x :somethingElse 1",
        ":x <http://elsewhere.example/start> 1",
        ":x a <http://elsewhere.example/City>",
        ":x rdfs:seeAlso pc:strat",
        "pc:strat rdfs:label 1",
        ":x sh:mincount 1",
    ],
)
def test_a_word_that_may_be_right_is_no_finding(statement: str):
    assert found(f"{statement} .") == []


def test_a_finding_names_the_statement_and_says_in_both_languages_what_to_do():
    finding = found(":x pc:strat 1 .")[0]
    assert finding.statement == (
        "<http://e.example/x>",
        f"<{DEF}strat>",
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    )
    assert finding.path == DEF + "strat"
    assert "pc:strat" in finding.message("en")
    assert "pc:strat" in finding.message("bg")


def test_a_finding_about_a_class_names_it_as_the_value():
    finding = found(":x a pc:Citty .")[0]
    assert (finding.path, finding.value) == (RDF_TYPE, DEF + "Citty")


def test_each_use_is_a_finding():
    assert [finding.about for finding in found(":x pc:strat 1 . :y pc:strat 2 .")] == [
        "http://e.example/x",
        "http://e.example/y",
    ]


def test_where_nothing_is_known_nothing_is_doubted():
    assert found(":x pc:strat 1 ; skos:preflabel 2 ; a pc:Citty .", Known()) == []


def test_what_an_ontology_declares_and_shapes_look_at_is_known():
    known = known_terms(
        triples(
            "pc:City a owl:Class . pc:start a owl:DatatypeProperty . pc:old a rdf:Property . :P sh:path :partner ; "
            "sh:class :Thing . :Q sh:path pc:strat ; sh:targetClass pc:Citty ."
        )
    )
    assert known.classes == {DEF + "City", "http://e.example/Thing"}
    assert known.predicates == {DEF + "start", DEF + "old", "http://e.example/partner"}


def test_the_shipped_data_uses_no_unknown_word():
    def read(name: str) -> list[ox.Triple]:
        files = sorted(content.folder(name).rglob("*.ttl"))
        parsed = (
            ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri="http://e.example/") for file in files
        )
        return [quad.triple for quads in parsed for quad in quads]

    shapes = [triple for triple in read("shapes") if triple.predicate.value.startswith("http://www.w3.org/ns/shacl#")]
    assert unknown_terms(read("data"), known_terms([*read("ontology"), *shapes])) == []
