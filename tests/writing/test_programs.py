"""Programs that people write with: SPARQLWrapper, rdflib and curl."""

import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Dataset, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper

from running import KEY, Client, Server, graph


@pytest.mark.parametrize("way", [POSTDIRECTLY, "urlencoded"])
def test_sparqlwrapper_writes(merged: Server, client: Client, own: str, way: str):
    wrapper = SPARQLWrapper(merged.url + "/sparql")
    wrapper.addCustomHttpHeader("Authorization", KEY["Authorization"])
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(way)
    wrapper.setQuery(f"INSERT DATA {{ GRAPH <{own}> {{ <a:s> <a:p> 1 }} }}")
    wrapper.query().response.close()
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 1 }}")


def test_rdflib_writes_and_reads_its_own_writes(merged: Server, own: str):
    address = merged.url + "/sparql"
    store = SPARQLUpdateStore(address, address, headers=KEY, context_aware=True)
    held = Dataset(store).graph(URIRef(own))
    for number in range(5):
        held.add((URIRef("a:s"), URIRef("a:p"), Literal(number)))
        assert len(held) == number + 1
    held.remove((None, None, Literal(3)))
    assert sorted(str(term) for term in held.objects()) == ["0", "1", "2", "4"]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_writes_a_file(merged: Server, client: Client, own: str, tmp_path: Path):
    file = tmp_path / "graph.ttl"
    file.write_text("<a:s> <a:p> 1 .")
    words = ["curl", "-sS", "--fail-with-body", "-H", f"Authorization: {KEY['Authorization']}"]
    address = merged.url + graph(own)
    subprocess.run([*words, "-T", file, "-H", "Content-Type: text/turtle", address], check=True, timeout=30)
    subprocess.run([*words, "-F", f"file=@{file};type=text/turtle", address], check=True, timeout=30)
    update = f"update=INSERT DATA {{ GRAPH <{own}> {{ <a:s> <a:p> 2 }} }}"
    subprocess.run([*words, "--data-urlencode", update, merged.url + "/sparql"], check=True, timeout=30)
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 1, 2 }}")
    subprocess.run([*words, "-X", "DELETE", address], check=True, timeout=30)
    assert client.ask("GET", graph(own)).status == 404
