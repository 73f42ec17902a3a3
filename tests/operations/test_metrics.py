"""The numbers of `/metrics`, read as Prometheus reads them."""

from urllib.parse import quote

from prometheus_client.parser import text_string_to_metric_families

from running import Client


def numbers(client: Client) -> dict[tuple[str, ...], float]:
    answer = client.ask("GET", "/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.body.decode())
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def ask(client: Client, query: str, accept: str = "text/csv") -> int:
    status: int = client.ask("GET", "/sparql?query=" + quote(query), Accept=accept).status
    return status


def test_requests_are_counted_by_address_and_status(client: Client):
    before = numbers(client)
    assert ask(client, "ASK { <a:counted> ?p ?o }") == 200
    assert ask(client, "ASK {") == 400
    after = numbers(client)
    for status in ("200", "400"):
        name = ("partnercities_requests_total", "/sparql", status)
        assert after[name] == before.get(name, 0) + 1
    seconds = ("partnercities_request_seconds_count", "/sparql")
    assert after[seconds] == before.get(seconds, 0) + 2
    assert after["partnercities_sent_bytes_total",] > before["partnercities_sent_bytes_total",]


def test_what_strangers_make_up_does_not_become_a_number_of_its_own(client: Client):
    for n in range(5):
        assert client.ask("GET", f"/made-up-{n}").status == 404
    assert not [name for name in numbers(client) if any("made-up" in part for part in name)]


def test_hits_and_misses_of_what_is_kept_are_counted(client: Client):
    query = "SELECT * { <https://w3id.org/partnercities/id/city/bg/sofia> ?p ?o }"
    before = numbers(client)
    for accept in ("text/csv", "text/csv", "text/csv", "text/tab-separated-values"):
        assert ask(client, query, accept) == 200
    after = numbers(client)
    assert after["partnercities_cache_misses_total",] == before["partnercities_cache_misses_total",] + 2
    hits = [("partnercities_cache_hits_total", of) for of in ("responses", "answers")]
    assert sum(after[name] - before[name] for name in hits) == 2
    assert after["partnercities_cache_bytes", "answers"] > before["partnercities_cache_bytes", "answers"]


def test_the_content_and_the_program_are_told(client: Client):
    held = client.ask("GET", "/health").json()
    found = numbers(client)
    assert found["partnercities_triples",] == held["triples"]
    assert found["partnercities_info", held["version"]] == 1
    assert found["partnercities_data_info", held["data"]] == 1
    assert client.update("INSERT DATA { GRAPH <a:measured> { <a:measured> <a:p> 1 } }").status == 204
    assert numbers(client)["partnercities_triples",] == held["triples"] + 1
    assert numbers(client)["partnercities_graphs",] == found["partnercities_graphs",] + 1


def test_queries_at_work_are_seen(client: Client):
    found = numbers(client)
    assert found["partnercities_queries_at_work",] == found["partnercities_queries_waiting",] == 0
    assert found["process_resident_memory_bytes",] > 1e7
