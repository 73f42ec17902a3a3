"""How the server ends: what was asked is answered, nothing is left."""

import os
import signal
import socket
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from living import none_lives
from running import Client, Server, started

MILLION = "SELECT ?a ?b ?c { ?a a ?x . ?b a ?y . ?c a ?z } LIMIT 400000"


@pytest.fixture
def server(tmp_path: Path):
    server = started(tmp_path, "--store", str(tmp_path / "store"))
    yield server
    server.leave()
    family = server.family()
    server.process.kill()
    server.process.wait()
    assert none_lives(family)


def slow(seconds: float, client: Client) -> str:
    """A query that takes about so long here."""
    text, rows = "", 100
    while True:
        numbers = " ".join(map(str, range(rows)))
        text = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} VALUES ?c {{ {numbers} }} }}"
        began = time.monotonic()
        client.rows(text)
        taken = time.monotonic() - began
        if taken > seconds / 2:
            return text.replace("?n)", "?m)")
        rows = int(rows * 1.5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_query_at_work_is_answered_first(server: Server, number: int):
    client = server.client()
    text = slow(1.0, client)
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(len(client.rows(text))))
    asking.start()
    time.sleep(0.2)
    family = server.family()
    server.process.send_signal(number)
    assert server.process.wait(15) == 0
    asking.join(10)
    assert answers == [1]
    assert none_lives(family)


def test_a_stop_that_all_processes_hear_is_as_polite(server: Server):
    client = server.client()
    text = slow(1.0, client)
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(len(client.rows(text))))
    asking.start()
    time.sleep(0.2)
    for pid in reversed(server.family()):
        os.kill(pid, signal.SIGTERM)
    assert server.process.wait(15) == 0
    asking.join(10)
    assert answers == [1]


def test_a_stream_is_ended_first(server: Server):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            f"GET /sparql?query={quote(MILLION)} HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n".encode()
        )
        received = connection.recv(1 << 16)
        family = server.family()
        server.process.terminate()
        while data := connection.recv(1 << 20):
            received += data
            time.sleep(0.002)
    assert received.endswith(b"0\r\n\r\n")
    assert server.process.wait(15) == 0
    assert none_lives(family)


def test_a_write_under_way_is_kept_and_acknowledged(server: Server, tmp_path: Path):
    client = server.client()
    body = "".join(f"<a:s> <a:p> {n} .\n" for n in range(20_000))
    statuses: list[int] = []

    def put() -> None:
        statuses.append(client.ask("PUT", "/graphs?graph=a:big", body, Content_Type="text/turtle").status)

    putting = threading.Thread(target=put)
    putting.start()
    time.sleep(0.2)
    assert server.stop() == 0
    putting.join(10)
    assert statuses == [201]
    again = started(tmp_path, "--store", str(tmp_path / "store"))
    try:
        assert len(again.client().rows("SELECT ?o { GRAPH <a:big> { ?s ?p ?o } }")) == 20_000
    finally:
        again.leave()
        assert again.stop() == 0


def test_an_idle_connection_does_not_hold_the_server(server: Server):
    server.client().ask("GET", "/health")
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 3


@pytest.mark.thorough
def test_what_takes_longer_than_the_grace_is_broken_off(server: Server):
    pairs = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(5))
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        query = quote(f"SELECT (COUNT(*) AS ?n) {{ {pairs} }}")
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(0.3)
        family = server.family()
        server.process.terminate()
        began = time.monotonic()
        assert server.process.wait(15) == 0
        assert 9 < time.monotonic() - began < 13
    assert none_lives(family)
