"""The live description: whatever it claims is so."""

import gzip
import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, VOID

from partnercities.desk.describing import description
from partnercities.desk.desk import Desk
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.query_text import kind_of
from partnercities.protocol.void import OTHERS
from partnercities.store import Table
from partnercities.store.remote import RemoteStore

DCAT, SH = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://www.w3.org/ns/shacl#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = rdflib.Namespace("https://schema.org/")
TURTLE = {"Accept": "text/turtle"}
DATASET = rdflib.URIRef("http://localhost/sparql#dataset")


@pytest.fixture(scope="module")
def found(client) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get("/sparql", headers=TURTLE).data, format="turtle")


def integer(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> int:
    value = graph.value(subject, predicate, any=False)
    assert isinstance(value, rdflib.Literal)
    return int(value)


def one(table: Table) -> int:
    ((term,),) = table.rows
    return int(str(term))


def test_crawlers_find_the_same_at_its_well_known_address(client):
    for media_type in ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"):
        headers = {"Accept": media_type}
        answer = client.get("/.well-known/void", headers=headers)
        assert (answer.status_code, answer.mimetype) == (200, media_type)
        assert answer.data == client.get("/sparql", headers=headers).data
    assert client.get("/.well-known/void", headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/turtle"
    assert client.get("/.well-known/void?format=nt").mimetype == "application/n-triples"


def test_the_whole_is_counted(found, rows, dataset):
    assert integer(found, DATASET, VOID.triples) == dataset.triples
    assert integer(found, DATASET, VOID.distinctSubjects) == one(rows("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"))
    assert integer(found, DATASET, VOID.distinctObjects) == one(rows("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"))
    assert integer(found, DATASET, VOID.classes) == one(rows("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }"))
    assert integer(found, DATASET, VOID.properties) == one(rows("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"))


def test_every_class_is_counted(found, rows):
    parts = {
        str(found.value(part, VOID["class"])): integer(found, part, VOID.entities)
        for part in found.objects(DATASET, VOID.classPartition)
    }
    listed = rows("SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class")
    assert parts == {row["class"]: int(row["n"]) for row in listed}
    assert parts["https://w3id.org/partnercities/def#City"] == 291


def test_every_property_is_counted(found, rows):
    measures = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
    parts = {
        str(found.value(part, VOID.property)): tuple(integer(found, part, measure) for measure in measures)
        for part in found.objects(DATASET, VOID.propertyPartition)
    }
    listed = rows(
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s ?p ?o } GROUP BY ?p"
    )
    assert parts == {row["p"]: (int(row["n"]), int(row["a"]), int(row["b"])) for row in listed}


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.name)
def test_every_link_to_a_dataset_of_others_is_counted(found, rows, other):
    sets = [
        item for item in found.subjects(RDF.type, VOID.Linkset)
        if str(found.value(item, VOID.objectsTarget)).endswith("#" + other.name)
    ]  # fmt: skip
    counted = {str(found.value(item, VOID.linkPredicate)): integer(found, item, VOID.triples) for item in sets}
    listed = rows(
        f"""SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "{other.space}")) }} GROUP BY ?p"""
    )
    assert counted == {row["p"]: int(row["n"]) for row in listed if row["p"]}
    assert bool(counted) is (other.name != "nuts")


def test_every_graph_has_its_size_its_title_and_its_source(found, dataset, client):
    entries = {
        str(found.value(entry, SD.name)): found.value(entry, SD.graph) for entry in found.objects(None, SD.namedGraph)
    }
    assert set(entries) == set(dataset.graphs)
    for name, graph in entries.items():
        assert graph is not None
        assert integer(found, graph, VOID.triples) == dataset.graphs[name]
        titles = {title.language for title in found.objects(graph, DCTERMS.title) if isinstance(title, rdflib.Literal)}
        assert "en" in titles
    sources = [str(source) for source in found.objects(None, DCTERMS.source)]
    assert "https://w3id.org/partnercities/id/source/conet-page" in sources
    assert len([source for source in sources if "w3id.org" in source]) == len(dataset.graphs) - 3


def test_it_names_licence_version_time_and_vocabularies(found, dataset):
    assert found.value(DATASET, DCTERMS.license) == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(found.value(DATASET, DCAT.version)) == dataset.version
    modified = found.value(DATASET, DCTERMS.modified)
    assert isinstance(modified, rdflib.Literal)
    assert modified.toPython() == dataset.modified
    vocabularies = {str(item) for item in found.objects(DATASET, VOID.vocabulary)}
    assert {"https://w3id.org/partnercities/def#", "http://www.w3.org/2004/02/skos/core#"} <= vocabularies
    assert {str(kind) for kind in found.objects(DATASET, RDF.type)} == {
        str(VOID.Dataset),
        str(DCAT.Dataset),
        str(SD.Dataset),
    }
    assert not list(found.objects(None, DCTERMS.publisher))


def test_what_it_points_to_answers(found, client):
    for iri in (found.value(DATASET, VOID.exampleResource), *found.objects(DATASET, DCTERMS.conformsTo)):
        path = str(iri).replace("https://w3id.org/partnercities", "")
        answer = client.get(path)
        page = client.get(answer.headers["Location"]) if answer.status_code == 303 else answer
        assert page.status_code == 200
    dump = client.get(str(found.value(DATASET, VOID.dataDump)).replace("http://localhost", ""))
    graphs = {quad.graph_name for quad in ox.parse(gzip.decompress(dump.data), format=ox.RdfFormat.N_QUADS)}
    assert len(graphs) == len(list(found.objects(DATASET, SD.namedGraph)))


@pytest.mark.parametrize("updates", [True, False])
def test_updates_are_claimed_only_where_they_are_taken(desk, updates):
    body = description(desk, "http://e.example/sparql", named("nt", Kind.GRAPH), updates=updates)
    assert (b"SPARQL11Update" in body) is updates


def test_a_foreign_engine_is_described_without_counts():
    remote = Desk(RemoteStore("http://127.0.0.1:9/"))
    body = description(remote, "http://e.example/sparql", named("nt", Kind.GRAPH))
    assert b"#service>" in body
    assert b"void#triples" not in body
    assert b"dataDump" not in body


def test_it_is_counted_once_for_each_version(dataset, monkeypatch):
    desk = Desk(dataset.store, dataset)
    asked: list[str] = []
    select = desk.select
    monkeypatch.setattr(desk, "select", lambda text: asked.append(text) or select(text))  # type: ignore[func-returns-value]
    for _ in range(2):
        description(desk, "http://e.example/sparql", named("nt", Kind.GRAPH))
    assert len(asked) == 5


def test_every_stored_query_is_an_example_in_both_languages(found, desk):
    for query in desk.catalogue.values():
        subject = rdflib.URIRef(f"https://w3id.org/partnercities/queries/{query.id}")
        assert (subject, RDF.type, SH.SPARQLExecutable) in found
        (text,) = [value for form in ("select", "construct", "ask") for value in found.objects(subject, SH[form])]
        assert kind_of(str(text)) is query.kind
        assert str(text) == query.body
        for predicate in (rdflib.RDFS.label, rdflib.RDFS.comment):
            assert {item.language for item in found.objects(subject, predicate) if isinstance(item, rdflib.Literal)} == {"en", "bg"}  # fmt: skip
        assert found.value(subject, SCHEMA.target) == rdflib.URIRef("http://localhost/sparql")


def test_the_list_of_queries_is_rdf_too(client, found):
    listed = rdflib.Graph().parse(data=client.get("/queries", headers=TURTLE).data, format="turtle")
    assert len(listed) > 100
    assert set(listed) <= set(found)
    assert client.get("/queries.ttl").data == client.get("/queries", headers=TURTLE).data
    assert client.get("/queries?format=jsonld").mimetype == "application/ld+json"
    assert client.get("/queries", headers={"Accept": "application/json"}).mimetype == "application/json"
    assert client.get("/queries", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/queries.html").mimetype == "text/html"


def test_the_text_of_a_query_is_the_file(client, root):
    for file in (root / "queries").glob("*.rq"):
        response = client.get(f"/queries/{file.name}")
        assert (response.status_code, response.mimetype) == (200, "application/sparql-query")
        assert response.data == file.read_bytes()
    missing = client.get("/queries/none.rq")
    assert (missing.status_code, json.loads(missing.data)["slug"]) == (404, "not-found")
