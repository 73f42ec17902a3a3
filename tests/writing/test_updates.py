"""SPARQL Update over HTTP: who may write, what is written, and that it is all or nothing."""

import gzip
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from running import KEY, UPDATE, Client, Server

DERIVED = "https://w3id.org/partnercities/graph/derived"


def insert(graph: str, triples: str = "<a:s> <a:p> 1") -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}"


def test_an_update_as_it_is(client: Client, own: str):
    assert client.update(insert(own)).status == 204
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 1 }}")


def test_an_update_in_a_form(client: Client, own: str):
    form = urlencode({"update": insert(own)})
    answer = client.ask("POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 204
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 1 }}")


def test_an_update_compressed(client: Client, own: str):
    body = gzip.compress(insert(own).encode())
    assert client.ask("POST", "/sparql", body, Content_Encoding="gzip", **UPDATE).status == 204
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 1 }}")


def test_a_write_shows_in_the_merged_graph_and_goes_from_it(client: Client, own: str):
    assert client.update(insert(own, f"<{own}/s> <a:p> 1")).status == 204
    assert client.holds(f"<{own}/s> <a:p> 1")
    assert client.update(f"DROP GRAPH <{own}>").status == 204
    assert not client.holds(f"<{own}/s> <a:p> 1")


def test_what_follows_follows_a_write(client: Client, own: str):
    pc, thing = "https://w3id.org/partnercities/def#", "https://w3id.org/partnercities/id/"
    project, city = f"<{thing}project/citicess>", f"<{thing}city/bg/varna>"
    (row,) = client.rows(f"SELECT ?evidence {{ ?evidence a <{pc}Evidence> }} LIMIT 1")
    claim = f"""<{own}/p> a <{pc}Participation> ; <{pc}project> {project} ; <{pc}city> {city} ;
        <{pc}role> <{thing}role/partner> ; <{pc}namedAs> "Varna"@en ; <{pc}evidence> <{row["evidence"]}>"""
    answer = client.update(insert(own, claim))
    assert answer.status == 204, answer.body
    shortcut = f"GRAPH <{DERIVED}> {{ {project} <{pc}participatingCity> {city} }}"
    assert client.holds(shortcut)
    assert client.update(f"DROP GRAPH <{own}>").status == 204
    assert not client.holds(shortcut)


@pytest.mark.parametrize(
    "headers",
    [{"Accept": "*/*"}, {"Authorization": "Bearer wrong"}, {"Authorization": KEY["Authorization"][7:]},
     {"Authorization": "Basic " + KEY["Authorization"][7:]}],
)  # fmt: skip
def test_nobody_writes_without_the_token(merged: Server, own: str, headers: dict[str, str]):
    client = merged.client(**headers)
    for answer in (client.update(insert(own)), client.ask("PUT", "/graphs?graph=a:b", b"", Content_Type="text/turtle")):
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert KEY["Authorization"][7:].encode() not in answer.body
    assert not client.holds(f"GRAPH <{own}> {{ ?s ?p ?o }}")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("INSERT DATA { <a:s> <a:p> 1 }", "GRAPH"),
        ("CLEAR DEFAULT", "GRAPH"),
        ("DROP ALL", "GRAPH"),
        ("COPY <a:g> TO DEFAULT", "GRAPH"),
        ("INSERT { ?s <a:p> 1 } WHERE { ?s ?p ?o }", "WITH"),
        (f"INSERT DATA {{ GRAPH <{DERIVED}> {{ <a:s> <a:p> 1 }} }}", "follows"),
        (f"CLEAR GRAPH <{DERIVED}>", "follows"),
    ],
)
def test_what_is_made_by_the_server_is_not_written_and_the_hint_helps(client: Client, text: str, hint: str):
    before = client.ask("GET", "/health").json()["data"]
    answer = client.update(text)
    assert answer.status == 403
    assert hint in answer.json()["hint"]
    assert client.ask("GET", "/health").json()["data"] == before


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("LOAD <http://127.0.0.1:9/x> INTO GRAPH <a:g>", 403),
        (f"INSERT DATA {{ GRAPH <{DERIVED}> {{ <a:s> <a:p> 1 }} }}", 403),
        ("INSERT DATA { <a:s> <a:p> 1 }", 403),
        ("INSERT DATA { GRAPH <a:g> { <a:s> } }", 400),
        ("CREATE GRAPH <https://w3id.org/partnercities/graph/ref>", 400),
    ],
)
def test_an_update_that_fails_at_its_end_has_done_nothing(client: Client, own: str, last: str, status: int):
    before = client.ask("GET", "/health").json()
    assert client.update(f"{insert(own)} ; DROP SILENT GRAPH <a:other> ; {last}").status == status
    assert not client.holds(f"GRAPH <{own}> {{ ?s ?p ?o }}")
    assert client.ask("GET", "/health").json() == before


def test_a_mistake_is_placed(client: Client):
    answer = client.update("INSERT DATA {\n  GRAPH <a:g> { <a:s> <a:p> }\n}")
    assert answer.status == 400
    assert answer.json()["line"] == 2


def test_an_update_that_never_ends_is_stopped_and_the_next_one_is_carried_out(client: Client, own: str):
    pairs = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(5))
    answer = client.update(
        f"INSERT {{ GRAPH <{own}> {{ <a:s> <a:p> ?n }} }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {pairs} }} }}"
    )
    assert answer.status == 504
    assert not client.holds(f"GRAPH <{own}> {{ ?s ?p ?o }}")
    assert client.update(insert(own)).status == 204


@pytest.mark.parametrize("compressed", [False, True])
def test_a_body_beyond_the_limit_is_refused(client: Client, own: str, compressed: bool):
    body = insert(own, f'<a:s> <a:p> "{"x" * (1 << 20)}"').encode()
    encoding = {"Content_Encoding": "gzip"} if compressed else {}
    answer = client.ask("POST", "/sparql", gzip.compress(body) if compressed else body, **encoding, **UPDATE)
    assert answer.status == 413
    assert "1,048,576 bytes" in answer.json()["detail"]


def test_a_body_up_to_the_limit_is_taken(patient: Server, own: str):
    client = patient.client()
    body = "".join(f"<a:s{n}> <a:p> {n} .\n" for n in range(40_000))[: 1 << 20].rpartition(".")[0] + "."
    assert len(body) > 900_000 or body.count("\n") == 39_999
    answer = client.ask("PUT", "/graphs?graph=" + own, body, Content_Type="text/turtle")
    assert answer.status == 201
    (row,) = client.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{own}> {{ ?s ?p ?o }} }}")
    assert int(row["n"]) == body.count(" .")
    assert client.ask("DELETE", "/graphs?graph=" + own).status == 204


def test_the_default_graph_is_written_where_it_is_plain(plain: Server):
    client = plain.client()
    assert client.update("INSERT DATA { <a:s> <a:p> 1 }").status == 204
    assert client.holds("<a:s> <a:p> 1")
    assert client.update("CLEAR DEFAULT").status == 204
    assert not client.holds("<a:s> <a:p> 1")


def test_who_has_no_token_sends_no_more_than_a_query_takes(plain: Server, own: str):
    text = insert(own, f'<a:s> <a:p> "{"x" * (5 << 20)}"')
    form = urlencode({"update": text})
    stranger = plain.client(Content_Type="application/x-www-form-urlencoded")
    answer = stranger.ask("POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 413
    assert "4,194,304 bytes" in answer.json()["detail"]
    assert plain.client().update(text).status == 204


def test_an_update_is_not_taken_in_before_the_token_is_seen(merged: Server):
    with socket.create_connection(("127.0.0.1", merged.port), timeout=5) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-update\r\nContent-Length: 1000\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 401")


def test_the_others_do_not_wait_while_a_long_update_is_read(patient: Server, own: str):
    text = insert(own, " . ".join(f"<a:s> <a:p> {n}" for n in range(50_000)))
    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(patient.client().update, text)
        other, slowest = patient.client(), 0.0
        while not writing.done():
            began = time.monotonic()
            assert other.ask("GET", "/health").status == 200
            slowest = max(slowest, time.monotonic() - began)
    assert writing.result().status == 204
    assert slowest < 0.7
