"""/sparql: the protocol as a client sees it, over the shipped graph."""

import csv
import io
import json

import pytest
import rdflib

from asking import Client

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
SELECT = 'SELECT ?x ("София"@bg AS ?name) { VALUES ?x { 1 } }'
CONSTRUCT = 'CONSTRUCT { <http://e.example/s> <http://e.example/p> "ж" } WHERE {}'
GRAPH = "https://w3id.org/partnercities/graph/"


def ask(client: Client, query: str, **parameters: object) -> bool:
    response = client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": JSON})
    assert response.status_code == 200, response.text
    answer: bool = response.json["boolean"]
    return answer


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/sparql", query_string={"query": SELECT}),
        lambda client: client.post("/sparql", data={"query": SELECT}),
        lambda client: client.post("/sparql", data=SELECT.encode(), content_type=DIRECT),
        lambda client: client.post("/sparql", data=SELECT.encode(), content_type=DIRECT + "; charset=UTF-8"),
    ],
    ids=["get", "post form", "post direct", "post direct with charset"],
)
def test_each_operation_answers_the_same(client, send):
    answer = send(client)
    assert answer.status_code == 200
    assert answer.json["results"]["bindings"][0]["name"] == {"type": "literal", "value": "София", "xml:lang": "bg"}


@pytest.mark.parametrize("query", [SELECT, "ASK {}"])
@pytest.mark.parametrize("media_type", [JSON, XML, CSV, TSV])
def test_select_and_ask_come_in_four_formats(client, query, media_type):
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert response.data


@pytest.mark.parametrize(
    ("media_type", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize(
    ("query", "size"), [(CONSTRUCT, 1), ("DESCRIBE <https://w3id.org/partnercities/id/city/bg/sofia>", 13)]
)
def test_graphs_come_in_four_formats_that_rdflib_reads(client, media_type, parser, query, size):
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert len(rdflib.Graph().parse(data=response.data, format=parser)) == size


def test_csv_ends_its_rows_with_crlf_and_keeps_cyrillic(client):
    response = client.get("/sparql", query_string={"query": SELECT, "format": "csv"})
    assert response.data == "x,name\r\n1,София\r\n".encode()
    assert next(iter(csv.DictReader(io.StringIO(response.text))))["name"] == "София"


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        (SELECT, "image/png", 406),
        (SELECT, "text/turtle", 406),
        (CONSTRUCT, "text/csv", 406),
        ("SELECT ?x { ?x ", JSON, 400),
        ("", JSON, 400),
        ("INSERT DATA { <s:s> <p:p> 1 }", JSON, 400),
        ("ASK { FILTER(<http://e.example/f>(1)) }", JSON, 422),
        ("PREFIX : <http://127.0.0.1/> ASK { SERVICE:x { ?s ?p ?o } }", JSON, 403),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", JSON, 403),
        ("ASK " + "{" * 3000 + "}" * 3000, JSON, 413),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_right_status(client, query, accept, status):
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json" or accept == "image/png"


def test_a_refusal_of_formats_lists_those_that_exist(client):
    response = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": "image/png"})
    assert all(name in response.text for name in (JSON, XML, CSV, TSV))


def test_a_syntax_error_says_where_and_what(client):
    response = client.get("/sparql", query_string={"query": "SELECT ?x\nWHERE { ?x ?y ?z\n  FILTR(?z) }"})
    problem = json.loads(response.data)
    assert (problem["line"], problem["column"], problem["status"], problem["slug"]) == (3, 3, 400, "bad-query")
    assert "FILTER" in problem["hint"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html"),
        ("text/plain", "text/plain"),
        ("application/json", "application/problem+json"),
        ("*/*", "application/problem+json"),
    ],
)
def test_an_error_comes_in_the_form_that_the_caller_likes(client, accept, media_type):
    response = client.get("/nowhere", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (404, media_type)


def test_every_answer_has_cors_and_nosniff(client):
    for response in (client.get("/sparql?query=ASK{}"), client.get("/sparql?query=BAD"), client.get("/nowhere")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_preflight_is_allowed(client):
    response = client.options(
        "/sparql", headers={"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    )
    assert response.status_code == 204
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert {"content-type", "authorization"} <= set(
        response.headers["Access-Control-Allow-Headers"].lower().split(", ")
    )


def test_other_methods_are_refused_with_those_allowed(client):
    response = client.delete("/sparql?query=ASK{}")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_a_bare_get_describes_the_service(client, dataset):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert [str(address) for address in graph.objects(None, sd.endpoint)] == ["http://localhost/sparql"]
    assert {str(name) for name in graph.objects(None, sd.name)} == set(dataset.graphs)
    (default,) = graph.objects(None, sd.defaultGraph)
    assert [str(size) for size in graph.objects(default, rdflib.VOID.triples)] == [str(dataset.triples)]


def test_a_browser_gets_a_page_at_the_endpoint(client):
    response = client.get(
        "/sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    )
    assert response.mimetype == "text/html"


SOFIA_PARTNER = "<https://w3id.org/partnercities/id/participation/conet/sofia> ?p ?o"


@pytest.mark.parametrize(
    ("query", "parameters", "expected"),
    [
        (f"ASK {{ {SOFIA_PARTNER} }}", {}, True),
        (f"ASK {{ {SOFIA_PARTNER} }}", {"default-graph-uri": GRAPH + "conet-page"}, True),
        (f"ASK {{ {SOFIA_PARTNER} }}", {"default-graph-uri": GRAPH + "nlao-page"}, False),
        (f"ASK FROM <{GRAPH}conet-page> {{ {SOFIA_PARTNER} }}", {}, True),
        (f"ASK FROM <{GRAPH}nlao-page> {{ {SOFIA_PARTNER} }}", {}, False),
        (f"ASK FROM <{GRAPH}nlao-page> {{ {SOFIA_PARTNER} }}", {"default-graph-uri": GRAPH + "conet-page"}, True),
        (f"ASK FROM <{GRAPH}conet-page> {{ {SOFIA_PARTNER} }}", {"default-graph-uri": GRAPH + "nlao-page"}, False),
        (f"ASK {{ GRAPH ?g {{ {SOFIA_PARTNER} }} }}", {"named-graph-uri": GRAPH + "conet-page"}, True),
        (f"ASK {{ GRAPH ?g {{ {SOFIA_PARTNER} }} }}", {"named-graph-uri": GRAPH + "nlao-page"}, False),
        (f"ASK {{ {SOFIA_PARTNER} }}", {"named-graph-uri": GRAPH + "conet-page"}, False),
        (f"ASK {{ GRAPH ?g {{ {SOFIA_PARTNER} }} }}", {"default-graph-uri": GRAPH + "conet-page"}, False),
        (f"ASK FROM NAMED <{GRAPH}conet-page> {{ GRAPH ?g {{ {SOFIA_PARTNER} }} }}", {}, True),
        ("ASK { ?s ?p ?o }", {"default-graph-uri": "http://nowhere.example/g"}, False),
    ],
)
def test_the_dataset_is_what_the_request_selects(client, query, parameters, expected):
    assert ask(client, query, **parameters) is expected


def test_a_repeated_request_with_the_etag_gets_304(client):
    first = client.get("/sparql", query_string={"query": SELECT})
    again = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept" in first.headers["Vary"]


def test_head_is_get_without_a_body(client):
    response = client.head("/sparql", query_string={"query": "ASK {}"})
    assert (response.status_code, response.mimetype, response.data) == (200, JSON, b"")


def test_several_graphs_of_from_are_merged_as_sets(client):
    graphs = f"FROM <{GRAPH}conet-page> FROM <{GRAPH}nlao-page>"
    query = f"SELECT (COUNT(*) AS ?n) {graphs} {{ ?s ?p ?o }}"
    once = client.get("/sparql", query_string={"query": query, "format": "csv"}).text.split()[1]
    distinct = f"SELECT (COUNT(*) AS ?n) {graphs} {{ SELECT DISTINCT * {{ ?s ?p ?o }} }}"
    assert client.get("/sparql", query_string={"query": distinct, "format": "csv"}).text.split()[1] == once


def test_letters_that_a_client_left_unencoded_are_read(client):
    line = 'GET /sparql?query=SELECT("София"AS?x){}&format=csv HTTP/1.1'.encode()
    answer = client.raw(line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.partition(b"\r\n\r\n")[2].decode().split() == ["x", "София"]
