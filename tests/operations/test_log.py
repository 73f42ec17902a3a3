"""The log: one line for each request, which tells how it went and nothing that is not ours to keep."""

import socket
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from running import TOKEN, Client, Server, running

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def lines(server: Server, text: str, many: int = 1) -> list[dict[str, Any]]:
    """The lines of the log about a query; they are written within a quarter of a second."""
    digest = sha256(text.encode()).hexdigest()[:16]
    deadline = time.monotonic() + 5
    while True:
        found = [line for line in server.lines() if line.get("query") == digest]
        if len(found) >= many or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


def ask(client: Client, query: str) -> None:
    client.ask("GET", "/sparql?query=" + quote(query), Accept="text/csv")


def test_a_query_is_told_by_its_digest_with_rows_time_and_bytes(server: Server, client: Client):
    query = "SELECT ?logged { VALUES ?logged { 1 2 3 } }"
    ask(client, query)
    (line,) = lines(server, query)
    assert datetime.fromisoformat(line.pop("time")).utcoffset() is not None
    assert 0 < line.pop("ms") < 5_000
    assert line.pop("version") == client.ask("GET", "/health").json()["data"]
    digest = sha256(query.encode()).hexdigest()[:16]
    assert line == {"method": "GET", "path": "/sparql", "status": 200, "bytes": 17, "query": digest, "rows": 3}


@pytest.mark.parametrize(
    ("query", "status", "outcome"),
    [
        (SLOW, 504, "timed-out"),
        ("SELECT ?broken {", 400, "bad-query"),
        ("ASK { SERVICE <http://127.0.0.1/> { ?secret ?p ?o } }", 403, "refused"),
    ],
)
def test_what_went_wrong_is_told_by_its_slug(server: Server, client: Client, query: str, status: int, outcome: str):
    ask(client, query)
    (line,) = lines(server, query)
    assert (line["status"], line["outcome"]) == (status, outcome)


def test_a_client_that_leaves_is_told(server: Server):
    query = SLOW + " # I leave"
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(0.6)
    (line,) = lines(server, query)
    assert line["outcome"] == "left"
    assert line["ms"] < 1_900


def test_the_log_has_no_token_no_text_and_no_client(server: Server, client: Client):
    text = "INSERT DATA { GRAPH <a:log> { <a:confidential> <a:p> 1 } }"
    assert client.update(text).status == 204
    ask(client, "ASK { ?confidential ?p ?o }")
    client.ask("GET", "/queries/cities-by-role?project=confidential")
    client.ask(
        "PUT", "/graphs?graph=a:confidential", b"<", Content_Type="text/turtle", Authorization="Bearer guessed-token"
    )
    assert lines(server, text)
    whole = server.log.read_text()
    for secret in (TOKEN, "guessed-token", "confidential", "127.0.0.1:", "client"):
        assert secret not in whole.partition("{")[2]


def test_a_path_cannot_forge_a_line(server: Server, client: Client):
    client.ask("GET", "/forged%0A%7B%22status%22%3A200%7D")
    deadline = time.monotonic() + 5
    while not (found := [line for line in server.lines() if "forged" in line.get("path", "")]):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert [line["status"] for line in found] == [404]


def test_clients_are_told_only_where_it_is_asked_for(tmp_path: Path):
    with running(tmp_path, log_clients=1) as server:
        ask(server.client(), "ASK {}")
        (line,) = lines(server, "ASK {}")
        assert line["client"] == "127.0.0.1"
