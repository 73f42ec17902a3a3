"""Clients that leave, that read slowly, that only hold a connection: none of them costs the others anything."""

import socket
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from hostile.siege import Server, besieged, until
from hostile.test_limits import ENDLESS
from partnercities.web.connection import SECONDS

PATIENT = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def aborted(connection: socket.socket) -> None:
    """Leave with a reset, as a process that dies."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


@pytest.mark.parametrize("leave", [socket.socket.close, aborted])
@pytest.mark.parametrize("query", [ENDLESS, PATIENT], ids=["computing", "streaming"])
def test_work_stops_when_the_client_leaves(tmp_path, query, leave):
    with besieged(tmp_path, time_limit=30) as server:
        clients = [server.begin(f"{query} # {number}") for number in range(3)]
        assert until(lambda: len(server.workers()) == 3)
        assert until(lambda: bool(server.at_work()))
        for client in clients:
            leave(client)
        assert until(lambda: not server.workers(), 2)
        assert until(lambda: server.log.read_text().count('"outcome": "left"') == 3)


def test_readers_that_take_nothing_do_not_hold_the_others_up(server: Server):
    readers = [server.begin(f"{PATIENT} # slow {number}") for number in range(16)]
    try:
        time.sleep(1)
        answers = [server.ask(f"SELECT * {{ ?s ?p ?o }} LIMIT 5 # {number}") for number in range(20)]
        assert {answer.status for answer in answers} == {200}
        assert max(answer.seconds for answer in answers) < 2
        assert server.at_work() == []
    finally:
        for reader in readers:
            reader.close()
    assert until(lambda: not server.at_work())


def test_a_slow_reader_is_not_stopped_by_the_time_that_it_takes(server: Server):
    """The limit is on computing; an answer that is read slowly is whole all the same."""
    rows = 60_000
    query = f"SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {rows} # read slowly"
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "csv"}))
    time.sleep(3.5)
    assert connection.getresponse().read().count(b"\n") == rows + 1
    connection.close()


def test_idle_connections_leave_room_for_others(server: Server):
    idle = [server.connect() for _ in range(1500)]
    try:
        assert server.ask("ASK {} # among idle ones").status == 200
    finally:
        for connection in idle:
            connection.close()


@pytest.mark.thorough
def test_a_head_that_never_comes_is_not_waited_for(server: Server):
    begun = (b"", b"G", b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    began = time.monotonic()
    for connection in [server.connect(data) for data in begun]:
        with connection:
            connection.settimeout(SECONDS + 5)
            assert connection.recv(1000) == b""
    assert time.monotonic() - began < SECONDS + 2
