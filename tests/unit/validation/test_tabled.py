"""Results and tables of the engine, as hints read them: from shapes and data to words."""

import pyoxigraph as ox
import pytest

from partnercities import content
from partnercities.model.vocabulary import DEF
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.validate import validate
from partnercities.validation.hints import hints
from partnercities.validation.tabled import TableFacts, broken, doubtful
from partnercities.validation.vocabulary import Known, known_terms, unknown_terms

PREFIXES = """@prefix pc: <https://w3id.org/partnercities/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://w3id.org/partnercities/id/> .
"""
KNOWN = Known(frozenset({DEF + "City"}), frozenset({DEF + name for name in ("start", "end", "city", "lead")}))
DATA = """
<city/bg/sofia> a pc:City ; skos:prefLabel "Sofia"@en . <city/bg/varna> a :Capital . :Capital rdfs:subClassOf pc:City . pc:City rdfs:subClassOf :Place .
:p a :Project ; {} .
"""


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize(
    ("shape", "data", "said"),
    [
        ("sh:path pc:start ; sh:datatype xsd:date", 'pc:start "31.12.2011"', 'Write "2011-12-31"^^xsd:date'),
        ("sh:path pc:start ; sh:minCount 1", "pc:strat 1", "It has pc:strat: did you mean pc:start?"),
        ("sh:path pc:city ; sh:class pc:City", "pc:city <city/bg/sofija>", "Did you mean <city/bg/sofia>?"),
        ("sh:path pc:city ; sh:class :Place", "pc:city <city/bg/verna>", "Did you mean <city/bg/varna>?"),
        ("sh:path pc:city ; sh:class pc:City", "pc:city <city/bg/verna>", "Did you mean <city/bg/varna>?"),
        ("sh:path pc:city ; sh:class pc:City", 'pc:city "sofia"', "Did you mean <city/bg/sofia>?"),
        ("sh:path pc:city ; sh:class pc:City", "pc:city :p", ":p is :Project, and must be pc:City."),
        ("sh:path pc:city ; sh:in ( <city/bg/sofia> 1 )", "pc:city <city/bg/Sofia>", "Did you mean <city/bg/sofia>?"),
        (
            'sh:path skos:prefLabel ; sh:qualifiedValueShape [ sh:languageIn ( "bg" ) ] ; sh:qualifiedMinCount 1',
            'skos:prefLabel "Old"@en',
            'It exists only in @en: "Old"@en. Add it in @bg.',
        ),
        ("sh:path pc:start ; sh:lessThan pc:end", "pc:start 2 ; pc:end 1", "Are the two swapped? pc:start 2, pc:end 1"),
        (
            "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path pc:start ]",
            "pc:strat 1",
            "Did you mean pc:start?",
        ),
        (
            "sh:path pc:start ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )",
            'pc:start "1.2.2011"',
            'Write "2011-02-01"^^xsd:date',
        ),
        ("sh:path pc:city ; sh:node [ sh:class pc:City ]", "pc:city <city/bg/sofija>", "Did you mean <city/bg/sofia>?"),
        ("sh:path ( pc:city pc:lead ) ; sh:minCount 1", "pc:city :x", ""),
    ],
)  # fmt: skip
def test_a_result_of_the_engine_becomes_a_hint(shape: str, data: str, said: str):
    shapes = compile_shapes(triples(f":S sh:targetClass :Project ; {shape} ."))
    tables = Tables(triples(DATA.format(data)))
    (result,) = validate(shapes, tables).results
    found = hints(broken(result, shapes.graph), TableFacts(tables, KNOWN)).get("en", "")
    assert found.replace("<urn:Project>", ":Project").replace("<urn:p>", ":p") == said


def test_what_is_doubtful_in_tables_is_all_that_is_doubtful():
    said = triples(DATA.format("pc:strat 1, 2 ; pc:start 3 ; a pc:Citty, :Other ; skos:preflabel 4"))
    every = {finding.statement for finding in unknown_terms(said, KNOWN)}
    assert {finding.statement for finding in unknown_terms(doubtful(Tables(said), KNOWN), KNOWN)} == every
    assert len(every) == 4


def test_tables_of_the_shipped_data_hold_nothing_doubtful():
    def read(name: str) -> list[ox.Triple]:
        files = sorted(content.folder(name).rglob("*.ttl"))
        parsed = (
            ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri="http://e.example/") for file in files
        )
        return [quad.triple for quads in parsed for quad in quads]

    assert list(doubtful(Tables(read("data")), known_terms(read("ontology")))) == []
