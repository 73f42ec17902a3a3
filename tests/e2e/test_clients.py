"""Real clients against a real server: SPARQLWrapper, rdflib's SPARQLStore, curl, pandas, and the protocol check."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pandas as pd
import pytest
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, TURTLE, XML, SPARQLWrapper

from serving import serving

SOFIA = "https://w3id.org/partnercities/id/city/bg/sofia"
LEADS = """
PREFIX pc: <https://w3id.org/partnercities/def#>
SELECT ?city
FROM <https://w3id.org/partnercities/graph/conet-page> FROM <https://w3id.org/partnercities/graph/citicess-invitation>
WHERE { ?participation pc:role <https://w3id.org/partnercities/id/role/lead> ; pc:city ?city } ORDER BY ?city
"""
CITIES = ["https://w3id.org/partnercities/id/city/de/berlin", "https://w3id.org/partnercities/id/city/nl/heerlen"]
PROTOCOL_CHECK = os.environ.get("PROTOCOL_CHECK", "")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_selects(url, method):
    wrapper = SPARQLWrapper(url + "/sparql")
    wrapper.setMethod(method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(LEADS)
    answer: Any = wrapper.queryAndConvert()
    assert [row["city"]["value"] for row in answer["results"]["bindings"]] == CITIES


@pytest.mark.parametrize("format", [XML, CSV])
def test_sparqlwrapper_gets_other_formats(url, format):
    wrapper = SPARQLWrapper(url + "/sparql", returnFormat=format)
    wrapper.setQuery(LEADS)
    answer: Any = wrapper.queryAndConvert()
    text = answer.decode() if format == CSV else answer.toxml()
    assert all(city in text for city in CITIES)


@pytest.mark.parametrize("format", [TURTLE, N3, XML])
def test_sparqlwrapper_constructs(url, format):
    wrapper = SPARQLWrapper(url + "/sparql", returnFormat=format)
    wrapper.setQuery(f"DESCRIBE <{SOFIA}>")
    answer: Any = wrapper.queryAndConvert()
    assert SOFIA in (answer.decode() if isinstance(answer, bytes) else answer.serialize(format="nt"))


def test_sparqlstore_of_rdflib(url):
    store = SPARQLStore(url + "/sparql")
    answer: Any = store.query(LEADS)
    assert [str(row.city) for row in answer] == CITIES
    country = URIRef("https://w3id.org/partnercities/def#country")
    assert [str(o) for (_, _, o), _ in store.triples((URIRef(SOFIA), country, None))] == [
        "http://publications.europa.eu/resource/authority/country/BGR"
    ]


def test_pandas_reads_a_stored_query(url):
    frame = pd.read_csv(url + "/queries/cities-across-projects.csv?min=5&country=PL")
    assert list(frame["name"]) == ["Gdańsk", "Kraków"]
    assert frame["projects"].sum() == 11


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_gets_what_it_asks_for(url):
    def curl(*words: str) -> str:
        return subprocess.run(["curl", "-sS", *words], capture_output=True, text=True, check=True, timeout=30).stdout

    assert curl(url + "/sparql", "--data-urlencode", f"query={LEADS}", "-H", "Accept: text/csv").split()[1:] == CITIES
    assert json.loads(curl("-G", url + "/sparql", "--data-urlencode", "query=ASK {}"))["boolean"] is True
    assert "problem+json" in curl("-i", url + "/sparql?query=SELECT")


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_an_answer_that_fails_half_way_is_visibly_broken():
    # What evaluates it is stopped at the time limit, when a part of the rows is long sent.
    endless = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with serving(time_limit="1") as address:
        words = ["curl", "-sS", "-G", address + "/sparql", "--data-urlencode", f"query={endless}", "-o", "/dev/null"]
        outcome = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert outcome.returncode == 18, outcome.stderr


def test_hostile_queries_leave_the_server_standing(url):
    hostile = [
        "ASK " + "{" * 10_000 + "}" * 10_000,
        "ASK { FILTER" + "(" * 10_000 + "true" + ")" * 10_000 + " }",
        "ASK { FILTER(" + "!" * 10_000 + "true) }",
        "ASK { " + " UNION ".join(["{ ?s ?p 1 }"] * 10_000) + " }",
        "ASK { ?s " + "/".join(["<p:p>"] * 10_000) + " ?o }",
    ]
    for query in hostile:
        request = Request(url + "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
        with pytest.raises(OSError, match="HTTP Error 413"):
            urlopen(request, timeout=30)
    with urlopen(url + "/health", timeout=5) as response:
        assert json.load(response)["status"] == "ok"


@pytest.mark.skipif(not PROTOCOL_CHECK, reason="PROTOCOL_CHECK names no script of protocol checks")
def test_every_protocol_check_of_a_read_only_endpoint_passes(url):
    command = [sys.executable, PROTOCOL_CHECK, "--query", url + "/sparql", "--level", "must"]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert outcome.returncode == 0, outcome.stdout
    assert int(outcome.stdout.split()[-4]) >= 50


def test_a_folder_serves_as_memory_does_and_again(tmp_path):
    for _ in range(2):
        with serving("--store", str(tmp_path / "store")) as url:
            assert len(pd.read_csv(url + "/queries/cities-across-projects.csv?min=1")) == 246


def test_the_same_front_stands_over_another_endpoint(url):
    with serving("--store", url + "/sparql") as front:
        frame = pd.read_csv(front + "/queries/cities-across-networks.csv")
        assert len(frame) == 58
        with pytest.raises(OSError, match="HTTP Error 400"):
            urlopen(front + "/sparql?query=SELECT%20%7B", timeout=10)


def test_a_taken_port_is_told(url):
    port = url.rpartition(":")[2]
    outcome = subprocess.run(
        [sys.executable, "-m", "partnercities", "serve", "--port", port],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert outcome.returncode == 7
    assert "--port takes another" in outcome.stderr
