"""Long answers: they begin at once, are held nowhere, and are whole or visibly broken."""

import os
import signal
import subprocess
import time
import zlib
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from hostile.siege import Answer, Server, resident, until

MILLION = "SELECT ?a ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 1000000"
ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_TEN_MEGABYTES = 10 << 20


def read(server: Server, query: str, pause: float = 0, **headers: str) -> tuple[float, int, int, int]:
    """Seconds to the first byte, rows, bytes, and the bytes by which the memory of the front grew at most."""
    before = most = resident(server.process.pid)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    began = time.monotonic()
    connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "tsv"}), headers=headers)
    response = connection.getresponse()
    inflate = zlib.decompressobj(31).decompress if headers else bytes
    part = response.read1(1 << 16)
    first, rows, size = time.monotonic() - began, 0, 0
    while part:
        size += len(part)
        rows += inflate(part).count(b"\n")
        most = max(most, resident(server.process.pid))
        time.sleep(pause)
        part = response.read1(1 << 16)
    connection.close()
    return first, rows - 1, size, most - before


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip"}], ids=["plain", "gzip"])
def test_a_million_rows_begin_at_once_and_are_held_nowhere(patient: Server, headers):
    first, rows, size, grown = read(patient, f"{MILLION} # {len(headers)}", **headers)
    assert rows == 1_000_000
    assert first < 0.5
    assert grown < _TEN_MEGABYTES
    assert size > _TEN_MEGABYTES or headers


def test_a_reader_that_pauses_makes_nothing_pile_up(server: Server):
    with server.begin(f"{MILLION} # paused") as reader:
        time.sleep(0.3)
        before = resident(server.process.pid)
        for _ in range(15):
            time.sleep(0.1)
            reader.recv(1000)
        assert resident(server.process.pid) - before < _TEN_MEGABYTES
        assert server.at_work() == []


def curl(server: Server, query: str, *flags: str) -> subprocess.CompletedProcess[bytes]:
    command = ["curl", "-s", "-G", "--data-urlencode", f"query={query}", *flags, server.url + "/sparql"]
    return subprocess.run(command, check=False, capture_output=True, timeout=60)


@pytest.mark.parametrize("flags", [[], ["--compressed"], ["-H", "Accept: text/csv"], ["-0"]])
def test_the_time_limit_in_the_middle_breaks_the_answer_off(server: Server, flags):
    made = curl(server, f"{ENDLESS_ROWS} # {flags}", *flags, "-w", "%{http_code}")
    # 18 says that the end is missing. HTTP/1.0 has no sign of an end: there the connection is reset, which is 56.
    assert made.returncode in ((18, 56) if flags == ["-0"] else (18,))
    assert len(made.stdout) > 65_536
    assert b"limit" not in made.stdout[-1000:]
    assert b"problem" not in made.stdout[-1000:]


def test_a_worker_that_dies_in_the_middle_breaks_the_answer_off(server: Server):
    assert until(lambda: not server.at_work())
    query = f"{ENDLESS_ROWS} # dies"
    command = ["curl", "-s", "-G", "--data-urlencode", f"query={query}", "-o", os.devnull, server.url + "/sparql"]
    with subprocess.Popen(command) as reading:
        assert until(lambda: bool(server.at_work()))
        for worker in server.at_work():
            os.kill(worker, signal.SIGKILL)
        assert reading.wait(5) == 18
    assert server.lives()


def test_what_fails_before_the_first_byte_is_a_problem_and_no_200(server: Server):
    answer = server.ask("SELECT ?x { { ?a ?b ?c . ?d ?e ?f } BIND(STRLEN(STR(?c)) AS ?x) } ORDER BY ?x ?f # first")
    assert answer.status in (504, 507)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_answer_that_broke_off_is_not_kept(server: Server):
    query = f"{ENDLESS_ROWS} # not kept"
    assert [curl(server, query).returncode for _ in range(2)] == [18, 18]


def test_a_broken_answer_is_one_line_of_the_log(server: Server):
    before = len(server.log.read_text())
    curl(server, f"{ENDLESS_ROWS} # logged")
    assert until(lambda: '"outcome": "broken"' in server.log.read_text()[before:])
    assert "Traceback" not in server.log.read_text()[before:]


def test_a_head_of_a_long_answer_does_not_make_it(server: Server):
    answer: Answer = server.send("HEAD", "/sparql?" + urlencode({"query": ENDLESS_ROWS + " # head"}))
    assert (answer.status, answer.body) == (200, b"")
    assert answer.seconds < 1
    assert until(lambda: not server.at_work(), 1)
