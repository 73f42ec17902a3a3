"""One thing at one address: forms, languages, what points to it, pages, and keys that are odd or hostile."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from asking import Client
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.settings import Settings
from partnercities.store.embedded import EmbeddedStore
from partnercities.web.app import create_app

ID = "https://w3id.org/partnercities/id/"
PC = "https://w3id.org/partnercities/def#"
SOFIA = rdflib.URIRef(ID + "city/bg/sofia")
HTML = {"Accept": "text/html"}


def turtle(response: Any) -> rdflib.Graph:
    assert (response.status_code, response.mimetype) == (200, "text/turtle"), response.text
    return rdflib.Graph().parse(data=response.data, format="turtle")


@pytest.fixture
def odd() -> Client:
    """A graph of things with odd keys and values."""
    store = ox.Store()
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    link = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    for key in ("city/bg/софия", "city/bg/%D0%B2", "city/a%20b", "city/a.ttl", "city/what%3F", "city/é/ü.html"):
        store.add(ox.Quad(ox.NamedNode(ID + key), label, ox.Literal(f"<b>{key}</b>", language="en")))
    hostile = ox.NamedNode("javascript:alert(1)")
    store.add(ox.Quad(ox.NamedNode(ID + "city/hostile"), link, hostile))
    return create_app(Desk(EmbeddedStore(store))).test_client()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/id/city/bg/sofia", "/city/bg/sofia"),
        ("/id/city/bg/sofia.ttl", "/city/bg/sofia.ttl"),
        ("/id/role/partner?page=2&x=%D1%8F", "/role/partner?page=2&x=%D1%8F"),
        ("/id/city/%D1%8F%20a%3Fb%23c", "/city/%D1%8F%20a%3Fb%23c"),
    ],
)
def test_a_permanent_address_leads_to_the_page_under_the_same_host(client, asked, shown):
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (303, "http://localhost" + shown)


@pytest.mark.parametrize("path", ["/id//evil.example/x", "/id/city//evil.example", "/id/city/a%0D%0AX-Evil:%201"])
def test_no_address_leads_to_another_host_or_breaks_the_header(client, path):
    response = client.get(path)
    assert (response.status_code, response.headers.get("Location")) == (404, None)


def test_behind_a_proxy_the_redirect_names_the_public_host(dataset: Dataset):
    app = create_app(Desk(dataset.store, dataset), Settings(public_url="https://cities.example"))
    location = app.test_client().get("/id/city/bg/sofia").headers["Location"]
    assert location == "https://cities.example/city/bg/sofia"


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
        ("trig", "application/trig"),
        ("nq", "application/n-quads"),
        ("html", "text/html"),
    ],
)
def test_accept_suffix_and_format_give_the_same_bytes(client, suffix, media_type):
    by_accept = client.get("/city/bg/sofia", headers={"Accept": media_type})
    by_suffix = client.get(f"/city/bg/sofia.{suffix}", headers={"Accept": "image/png"})
    by_format = client.get(f"/city/bg/sofia?format={suffix}")
    assert {response.mimetype for response in (by_accept, by_suffix, by_format)} == {media_type}
    assert by_accept.data == by_suffix.data == by_format.data
    assert by_accept.headers["Content-Location"] == f"/city/bg/sofia.{suffix}"
    assert "Accept" in by_accept.headers["Vary"]


def test_who_says_nothing_gets_turtle_and_a_browser_the_page(client):
    assert client.get("/city/bg/sofia").mimetype == "text/turtle"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert client.get("/city/bg/sofia", headers={"Accept": browser}).mimetype == "text/html"


@pytest.mark.parametrize(
    ("address", "accept", "status", "words"),
    [
        ("/city/bg/sofia", "image/png", 406, "turtle"),
        ("/city/bg/sofia?format=xlsx", "*/*", 400, "ntriples"),
        ("/city/bg/sofia?page=0", "*/*", 400, "number from 1"),
        ("/city/bg/sofia?page=٣", "*/*", 400, "number from 1"),
        ("/city/bg/sofia?page=" + "9" * 5000, "*/*", 400, "number from 1"),
        ("/city/bg/sofia?page=2", "*/*", 404, "The last one is 1"),
        ("/city/bg/nowhere.ttl", "*/*", 404, "city/bg/nowhere"),
    ],
)
def test_a_wrong_call_is_told_how_to_mend_it(client, address, accept, status, words):
    response = client.get(address, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert words in json.dumps(response.json, ensure_ascii=False)


def test_data_has_statements_names_backlinks_and_its_document(client):
    graph = turtle(client.get("/city/bg/sofia.ttl"))
    assert (SOFIA, rdflib.SKOS.prefLabel, rdflib.Literal("София", lang="bg")) in graph
    assert (rdflib.URIRef(ID + "project/conet"), rdflib.URIRef(PC + "participatingCity"), SOFIA) in graph
    bulgaria = rdflib.URIRef("http://publications.europa.eu/resource/authority/country/BGR")
    assert (bulgaria, rdflib.SKOS.prefLabel, rdflib.Literal("Bulgaria", lang="en")) in graph
    document = graph.value(None, rdflib.FOAF.primaryTopic, SOFIA)
    assert str(document) == "https://w3id.org/partnercities/city/bg/sofia"


def test_data_is_all_that_the_graph_says(client, rows):
    graph = turtle(client.get("/project/conet.ttl"))
    conet = rdflib.URIRef(ID + "project/conet")
    own = rows("SELECT DISTINCT ?p ?o { <project/conet> ?p ?o }").rows
    pointing = rows("SELECT DISTINCT ?s ?p { ?s ?p <project/conet> }").rows
    assert len(own) == len(list(graph.triples((conet, None, None))))
    assert len(pointing) == len(list(graph.triples((None, None, conet)))) - 1  # the document points to it too


def test_a_claim_comes_with_its_evidence_and_the_place_in_the_source(client):
    graph = turtle(client.get("/participation/conet/sofia.ttl"))
    ends = list(graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#end")))
    assert [end.toPython() for end in ends if isinstance(end, rdflib.Literal)] == [1776]
    page = client.get("/participation/conet/sofia", headers=HTML).text
    assert "It rests on 2 pieces of evidence" in page
    assert "code points 1,760 to 1,776" in page
    assert "CoNet project page of Sofia Municipality" in page


def test_formats_of_datasets_say_in_which_graph_each_statement_stands(client, dataset):
    quads = {str(quad) for quad in ox.parse(client.get("/city/bg/sofia.nq").data, format=ox.RdfFormat.N_QUADS)}
    held = dataset.store._store.quads_for_pattern(ox.NamedNode(ID + "city/bg/sofia"), None, None, None)
    expected = {str(quad) for quad in held if quad.graph_name != ox.DefaultGraph()}
    assert expected
    assert expected <= quads


def test_what_points_to_a_thing_is_cut_into_pages_that_say_so(client):
    first, second = client.get("/role/partner.ttl"), client.get("/role/partner.ttl?page=2")
    role = rdflib.URIRef(ID + "role/partner")
    parts = [set(turtle(part).subjects(rdflib.URIRef(PC + "role"), role)) for part in (first, second)]
    assert not parts[0] & parts[1]
    listed: Any = client.get("/sparql", query_string={"query": f"SELECT ?s {{ ?s <{PC}role> <{role}> }}"}).json
    assert len(parts[0] | parts[1]) == len(listed["results"]["bindings"])
    hydra = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
    document = "https://w3id.org/partnercities/role/partner"
    assert set(turtle(first).subject_objects(hydra.next)) == {
        (rdflib.URIRef(document), rdflib.URIRef(document + "?page=2"))
    }
    assert list(turtle(second).objects(None, hydra.previous)) == [rdflib.URIRef(document)]
    assert 'rel="next"' in first.headers["Link"]
    assert 'rel="prev"' in second.headers["Link"]
    page = client.get("/role/partner", headers=HTML).text
    assert "Page 1 of 2" in page
    assert 'href="/role/partner?page=2"' in page


def test_a_page_has_both_names_first_and_links_that_lead_on(client):
    page = client.get("/city/bg/sofia", headers=HTML)
    assert "<h1>Sofia</h1>" in page.text
    assert '<span lang="bg">София</span>' in page.text
    for address in ("/project/conet", "/def#country", "/organisation/sofia-municipality"):
        assert f'href="{address}"' in page.text
        assert client.get(address.partition("#")[0], headers=HTML).status_code == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text
    assert "style=" not in page.text


def test_a_repeated_request_gets_304_and_head_has_no_body(client):
    for address in ("/city/bg/sofia.ttl", "/city/bg/sofia.html", "/def.ttl", "/shapes.ttl", "/graph/ref.nt"):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        head = client.head(address)
        assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])


@pytest.mark.parametrize(("path", "most"), [("/role/partner", 4), ("/city/bg/sofia", 11), ("/project/conet", 12)])
def test_a_page_asks_few_queries(dataset, monkeypatch, path: str, most: int):
    desk = Desk(dataset.store, dataset)
    asked: list[str] = []
    answer = desk.answer
    monkeypatch.setattr(desk, "answer", lambda query, choose: asked.append(query.text) or answer(query, choose))  # type: ignore[func-returns-value]
    assert create_app(desk).test_client().get(path, headers=HTML).status_code == 200
    assert len(asked) <= most


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/city/bg/софия", "city/bg/софия"),
        ("/city/bg/%D1%81%D0%BE%D1%84%D0%B8%D1%8F", "city/bg/софия"),
        ("/city/bg/%D0%B2", "city/bg/%D0%B2"),
        ("/city/a%20b.ttl", "city/a%20b"),
        ("/city/what%3F", "city/what%3F"),
        ("/city/a.ttl", "city/a.ttl"),
        ("/city/a.ttl.ttl", "city/a.ttl"),
        ("/city/é/ü.html.nt", "city/é/ü.html"),
    ],
)
def test_an_odd_key_is_found(odd, path, key):
    response = odd.get(path, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200, response.text
    assert f"<{ID}{key}>" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/city/%00",
        "/city/%3E%20%7D%20DROP%20ALL",
        "/city/%22%5C",
        "/city/..%2F..%2Fetc",
        "/city/%ED%A0%80",
        "/city/%FF",
    ],
)
def test_a_hostile_key_is_not_found(odd, path):
    assert odd.get(path).status_code == 404


def test_names_are_escaped_and_only_addresses_of_the_web_are_links(odd):
    assert "&lt;b&gt;" in odd.get("/city/a%20b", headers=HTML).text
    page = odd.get("/city/hostile", headers=HTML).text
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page
