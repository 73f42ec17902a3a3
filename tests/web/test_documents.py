"""/def, /shapes and /graph/…: whole documents as page and data."""

import pyoxigraph as ox
import rdflib
import rdflib.compare

from partnercities.dataset.files import ntriples, shapes_in

GRAPH = "https://w3id.org/partnercities/graph/"
HTML = {"Accept": "text/html"}


def test_the_ontology_is_the_graph_of_the_ontology(client, dataset):
    found = {quad.triple for quad in ox.parse(client.get("/def.nt").data, format=ox.RdfFormat.N_TRIPLES)}
    held = dataset.store._store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH + "ontology"))
    assert found == {quad.triple for quad in held}
    assert client.get("/def/1.0.0.nt").data == client.get("/def.nt").data


def test_the_shapes_are_the_shapes_of_the_files(client, root):
    found = rdflib.Graph().parse(data=client.get("/shapes.ttl").data, format="turtle")
    files = rdflib.Graph().parse(data=ntriples(shapes_in(root / "shapes")), format="nt")
    assert rdflib.compare.isomorphic(found, files)


def test_the_shapes_have_the_same_bytes_each_time(client):
    from partnercities.desk import documents

    first = client.get("/shapes.nt").data
    documents.shapes.cache_clear()
    assert client.get("/shapes.nt").data == first


def test_a_graph_is_what_its_source_says_and_whose_it_is(client, dataset):
    name = GRAPH + "conet-page"
    found = {quad.triple for quad in ox.parse(client.get("/graph/conet-page.nt").data, format=ox.RdfFormat.N_TRIPLES)}
    held = dataset.store._store.quads_for_pattern(None, None, None, ox.NamedNode(name))
    about = {triple for triple in found if triple.subject == ox.NamedNode(name)}
    assert found - about == {quad.triple for quad in held}
    said = {triple.predicate.value.rpartition("/")[2]: triple.object for triple in about}
    assert said["source"] == ox.NamedNode("https://w3id.org/partnercities/id/source/conet-page")
    assert said["void#triples"] == ox.Literal(dataset.graphs[name])


def test_a_graph_of_no_source_names_none(client):
    assert b"dc/terms/source> <https://w3id.org/partnercities/id/source/ref>" not in client.get("/graph/ref.nt").data


def test_a_page_shows_terms_in_both_languages_and_what_stands_inside(client):
    page = client.get("/def", headers=HTML).text
    assert 'id="City"' in page
    assert '<p class="note" lang="bg"><b>Град</b>' in page
    shapes = client.get("/shapes", headers=HTML).text
    assert 'id="Participation-party"' in shapes
    assert "<code>c14n" not in shapes


def test_a_large_graph_is_shown_in_pages(client):
    first = client.get("/graph/ref", headers=HTML).text
    assert "Page 1 of " in first
    assert client.get("/graph/ref?page=2", headers=HTML).text != first
    assert client.get("/graph/ref?page=999", headers=HTML).status_code == 404
