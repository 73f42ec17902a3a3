"""Validation: findings about the data and not about its context, in both languages, with a report of the standard."""

import pytest
from rdflib import RDF, Graph, Literal
from rdflib.namespace import SH

from partnercities.problems import BadData, BadShapes
from partnercities.validation.by_pyshacl import validate
from partnercities.validation.report import Finding, Report

E = "http://e.example/"
PREFIXES = f"""@prefix : <{E}> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
NAMED = """
:City-shape a sh:NodeShape ; sh:targetClass :City ; sh:property :City-name .
:City-name a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:datatype xsd:string ;
    sh:message "The city has no name."@en , "Градът няма име."@bg .
"""
WARNED = NAMED.replace("sh:minCount 1 ;", "sh:minCount 1 ; sh:severity sh:Warning ;")
SPARQL = """
:prefixes sh:declare [ sh:prefix "e" ; sh:namespace "http://e.example/"^^xsd:anyURI ] .
:Twin-shape a sh:NodeShape ; sh:targetClass :City ; sh:severity sh:Info ; sh:sparql :Twin .
:Twin a sh:SPARQLConstraint ; sh:prefixes :prefixes ;
    sh:message "{$this} is a twin of {?value}."@en , "{$this} е близнак на {?value}."@bg ;
    sh:select "SELECT $this ?value WHERE { $this e:name ?n . ?value e:name ?n FILTER(?value != $this) }" .
"""
DATASET = """
:prefixes sh:declare [ sh:prefix "e" ; sh:namespace "http://e.example/"^^xsd:anyURI ] .
:Dataset-shape a sh:NodeShape ; sh:targetNode :handle ; sh:sparql :Loose .
:Loose a sh:SPARQLConstraint ; sh:prefixes :prefixes ;
    sh:message "{?value} is loose."@en , "{?value} е хлабав."@bg ;
    sh:select "SELECT $this ?value WHERE { ?value e:loose true }" .
"""


def ntriples(turtle: str) -> bytes:
    return Graph().parse(data=PREFIXES + turtle, format="turtle").serialize(format="nt", encoding="utf-8")


def check(data: str, shapes: str = NAMED, context: str = "") -> Report:
    return validate(ntriples(data), ntriples(shapes), ntriples(context) if context else b"", handle=E + "handle")


def abouts(report: Report) -> list[str]:
    return [finding.about.removeprefix(E) for finding in report.findings]


def conforms(report: Report) -> bool:
    graph = Graph().parse(data=report.graph, format="nt")
    (flag,) = graph.objects(None, SH.conforms)
    assert isinstance(flag, Literal)
    assert bool(flag) is not any(graph.subjects(RDF.type, SH.ValidationResult))
    return bool(flag)


def test_right_data_conforms():
    report = check(":a a :City ; :name 'A' .")
    assert report.findings == ()
    assert conforms(report)


def test_a_finding_says_all_there_is_to_say():
    report = check(":a a :City .")
    messages = {"en": "The city has no name.", "bg": "Градът няма име."}
    statement = (f"<{E}a>", f"<{E}name>", "")
    expected = Finding("Violation", E + "a", E + "name", "", messages, E + "City-name", "MinCount", statement)
    assert report.findings == (expected,)
    assert not conforms(report)


def test_a_wrong_value_is_shown():
    (finding,) = check(":a a :City ; :name 5 .").findings
    assert finding.value == "5"
    assert finding.statement[2] == '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_a_severity_is_kept():
    report = check(":a a :City .", WARNED)
    assert [finding.severity for finding in report.findings] == ["Warning"]
    assert not conforms(report)


def test_findings_are_sorted_by_severity_and_thing():
    shapes = NAMED + SPARQL.replace("sh:severity sh:Info ;", "sh:severity sh:Warning ;")
    report = check(":c a :City . :b a :City . :a a :City ; :name 'A' . :d a :City ; :name 'A' .", shapes)
    assert abouts(report) == ["b", "c", "a", "d"]


def test_the_focus_nodes_of_each_shape_are_counted():
    assert check(":a a :City ; :name 'A' . :b a :City . :c a :Town .").checked == {E + "City-shape": 2}
    assert check(":c a :Town .").nothing_checked


def test_what_the_data_refers_to_takes_part_and_is_not_reported():
    report = check(":a a :Capital .", NAMED, ":Capital rdfs:subClassOf :City . :b a :City .")
    assert abouts(report) == ["a"]
    assert report.checked == {E + "City-shape": 1}


def test_what_is_wrong_in_the_context_alone_conforms():
    report = check(":a a :City ; :name 'A' .", NAMED, ":b a :City .")
    assert report.findings == ()
    assert conforms(report)
    assert b"City-name" not in report.graph


def test_what_the_context_says_of_a_thing_of_the_data_counts():
    assert check(":a a :City .", NAMED, ":a :name 'A' .").findings == ()


def test_values_inside_sh_or_are_looked_at_also_where_only_the_context_has_them():
    shapes = """:S a sh:NodeShape ; sh:targetClass :Project ; sh:property :P .
        :P sh:path :partner ; sh:or ( [ sh:node :Named ] [ sh:nodeKind sh:Literal ] ) .
        :Named a sh:NodeShape ; sh:property [ sh:path :name ; sh:minCount 1 ] ."""
    assert abouts(check(":p a :Project ; :partner :x .", shapes, ":x :other 1 .")) == ["p"]


def test_things_that_the_data_only_mentions_are_not_reported():
    shapes = ":S a sh:NodeShape ; sh:targetObjectsOf :near ; sh:property :P . :P sh:path :name ; sh:minCount 1 ."
    assert abouts(check(":a :near :b . :b :x 1 .", shapes, ":c :x 1 .")) == ["b"]
    assert abouts(check(":a :near :b .", shapes, ":b :x 1 .")) == []


def test_without_a_context_everything_is_reported_as_the_standard_says():
    shapes = ":S a sh:NodeShape ; sh:targetObjectsOf :near ; sh:property :P . :P sh:path :name ; sh:minCount 1 ."
    assert abouts(check(":a :near :b .", shapes)) == ["b"]
    absent = ":S a sh:NodeShape ; sh:targetNode :gone ; sh:property :P . :P sh:path :name ; sh:minCount 1 ."
    assert abouts(check(":a :near :b .", absent)) == ["gone"]


def test_a_shape_that_is_switched_off_checks_nothing():
    shapes = ":S a sh:NodeShape ; sh:deactivated true ; sh:targetClass :City ; sh:property :P . :P sh:path :n ; sh:minCount 1 ."
    assert check(":a a :City .", shapes).nothing_checked


def test_a_class_that_is_a_shape_is_its_own_target():
    shapes = (
        ":City a <http://www.w3.org/2002/07/owl#Class>, sh:NodeShape ; sh:property :P . :P sh:path :n ; sh:minCount 1 ."
    )
    report = check(":a a :City .", shapes)
    assert abouts(report) == ["a"]
    assert report.checked == {E + "City": 1}


def test_a_severity_of_ones_own_fails():
    shapes = ":S a sh:NodeShape ; sh:targetClass :City ; sh:severity :Grave ; sh:property :P . :P sh:path :n ; sh:minCount 1 ; sh:severity :Grave ."
    report = check(":a a :City .", shapes)
    assert report.worst("Violation")


def test_a_rule_in_sparql_speaks_both_languages():
    report = check(":a a :City ; :name 'X' . :b a :City ; :name 'X' .", SPARQL)
    first, second = report.findings
    assert (first.severity, first.about, first.value, first.shape) == ("Info", E + "a", E + "b", E + "Twin")
    assert first.message("en").endswith("is a twin of http://e.example/b.")
    assert first.message("bg").endswith("е близнак на http://e.example/b.")
    assert second.about == E + "b"


def test_a_rule_over_the_dataset_is_about_the_value_it_names():
    report = check(":a :loose true . :b :loose false .", DATASET)
    (finding,) = report.findings
    assert (finding.about, finding.value, finding.shape) == (E + "a", "", E + "Loose")
    assert finding.message("bg") == "http://e.example/a е хлабав."
    assert not conforms(report)


def test_a_rule_over_the_dataset_leaves_the_context_alone():
    report = check(":b :loose false .", DATASET, ":a :loose true .")
    assert report.findings == ()
    assert conforms(report)


def test_messages_without_a_language_are_taken_as_they_are():
    shapes = NAMED.replace('"The city has no name."@en , "Градът няма име."@bg', '"No name."')
    (finding,) = check(":a a :City .", shapes).findings
    assert finding.message("bg") == finding.message("en") == "No name."


ILL_FORMED = {
    "a path that is a text": ':S a sh:NodeShape ; sh:targetClass :City ; sh:property [ sh:path "name" ; sh:minCount 1 ] .',
    "no path": ":S a sh:NodeShape ; sh:targetClass :City ; sh:property :P . :P a sh:PropertyShape ; sh:minCount 1 .",
    "a count in words": ':S a sh:NodeShape ; sh:targetClass :City ; sh:property [ sh:path :name ; sh:minCount "one" ] .',
    "two counts": ":S a sh:NodeShape ; sh:targetClass :City ; sh:property [ sh:path :name ; sh:minCount 1, 2 ] .",
    "an unknown kind of node": ":S a sh:NodeShape ; sh:targetClass :City ; sh:nodeKind :Thing .",
    "a broken list": ":S a sh:NodeShape ; sh:targetClass :City ; sh:in :nolist .",
    "a broken expression": ':S a sh:NodeShape ; sh:targetClass :City ; sh:property [ sh:path :name ; sh:pattern "(" ] .',
    "a broken query": SPARQL.replace("WHERE {", "WHERE"),
    "an undeclared prefix in a query": SPARQL.replace("sh:prefixes :prefixes ;", ""),
    "a query that is no SELECT": SPARQL.replace("SELECT $this ?value WHERE {", "DELETE WHERE {"),
}


@pytest.mark.parametrize("shapes", ILL_FORMED.values(), ids=ILL_FORMED.keys())
def test_ill_formed_shapes_are_bad_shapes(shapes: str):
    with pytest.raises(BadShapes) as caught:
        check(":a a :City ; :name 'A' .", shapes)
    assert 0 < len(caught.value.detail) <= 600


def test_data_that_does_not_parse_is_bad_data():
    with pytest.raises(BadData):
        validate(b"<a> <b>", ntriples(NAMED))


def test_no_shapes_check_nothing():
    assert check(":a a :City .", "").nothing_checked
