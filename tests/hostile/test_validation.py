"""Bad input for /validate, and clients that behave badly: the answer says what is wrong, and the server lives."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hostile.decoy import decoy
from hostile.siege import Answer, Server, besieged, children, cpu, until
from hostile.validation_rows import ENDLESS, ENDLESS_QUERY, FINE, MANY, NAMED, PREFIXES, ROWS, Row

TURTLE = "text/turtle"
TYPES = {"ttl": TURTLE, "rdf": "application/rdf+xml", "jsonld": "application/ld+json", "trig": "application/trig"}
EDGE = "edge-of-a-part"
FORM = f"multipart/form-data; boundary={EDGE}"


@pytest.fixture(scope="module")
def checking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with time enough for checks on a busy machine."""
    with besieged(tmp_path_factory.mktemp("checking"), time_limit=60) as started:
        yield started
        assert started.lives()


@pytest.mark.parametrize("row", [row for row in ROWS if row.status is not None], ids=str)
def test_bad_data_or_shapes_are_answered_with_their_status_and_why(checking: Server, row: Row):
    answer = sent(checking, row)
    assert answer.status == row.status, answer.body[:2_000]
    assert answer.headers["Content-Type"] == ("application/json" if row.status == 200 else "application/problem+json")
    said = answer.body.decode()
    assert not [word for word in row.words if json.dumps(word, ensure_ascii=False)[1:-1] not in said]
    assert {name: answer.json.get(name) for name in row.members} == row.members


def sent(server: Server, row: Row) -> Answer:
    """The answer to a row: its data as a body where headers say what it is, else in a form with the shapes."""
    target = f"/validate?alone=true{row.query}"
    if row.headers.keys() & {"Content-Length", "Content-Encoding", "Content-Type"}:
        headers = {"Accept": "application/json", "Content-Type": TURTLE, **row.headers}
        return server.send("POST", target, headers, row.content)
    body = form(row.content, row.shapes.encode(), row.suffix)
    return server.send("POST", target, {"Accept": "application/json", "Content-Type": FORM, **row.headers}, body)


def form(data: bytes, shapes: bytes, suffix: str = "ttl") -> bytes:
    """A form with data and shapes as files."""
    parts = ((f"data.{suffix}", "data-file", data), ("shapes.ttl", "shapes-file", shapes))
    return b"".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'.encode() + text + b"\r\n"
        for file, name, text in parts
    ) + f"--{EDGE}--\r\n".encode()  # fmt: skip


def inspected(server: Server) -> list[int]:
    """The processes that check something."""
    return [child for child in children(server.process.pid) if _checks(child)]


def _checks(pid: int) -> bool:
    try:
        return b"desk.confined" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def begun(server: Server) -> socket.socket:
    """A connection on which a check that does not end was asked for."""
    body = form(MANY.encode(), ENDLESS.encode())
    head = f"POST /validate?alone=true HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nAccept: application/json\r\n"
    connection: socket.socket = server.connect(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return connection


def test_a_check_whose_client_leaves_is_stopped(checking: Server):
    connection = begun(checking)
    assert until(lambda: bool(inspected(checking)), 20)
    connection.close()
    assert until(lambda: not inspected(checking), 20)


def test_of_fifty_at_once_each_is_answered_or_told_to_come_again(checking: Server):
    body = form((PREFIXES + FINE).encode(), (PREFIXES + NAMED + " sh:minCount 1 .").encode())
    headers = {"Accept": "application/json", "Content-Type": FORM}
    with ThreadPoolExecutor(50) as several:
        asked = [several.submit(checking.send, "POST", "/validate?alone=true", headers, body) for _ in range(50)]
        answers = [one.result() for one in asked]
    assert {answer.status for answer in answers} <= {200, 503}
    assert 200 in {answer.status for answer in answers}
    assert all(answer.headers["Retry-After"] for answer in answers if answer.status == 503)
    assert until(lambda: not inspected(checking))


def test_a_query_that_does_not_end_leaves_the_other_findings_alone(tmp_path: Path):
    with besieged(tmp_path, time_limit=3) as server:
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        body = form(MANY.encode(), (ENDLESS + " :S sh:property [ sh:path :title ; sh:minCount 1 ] .").encode())
        answer = server.send("POST", "/validate?alone=true", headers, body)
        assert (answer.status, answer.json["conforms"]) == (200, False)
        assert len(answer.json["unfinished"]) == 1
        assert answer.json["counts"]["Violation"] == 301
        strictly = server.send("POST", "/validate?alone=true&strict=true", headers, body)
        assert (strictly.status, strictly.slug) == (504, "timed-out")
        assert until(lambda: not inspected(server))


def test_a_check_stops_at_its_limit_and_says_so(tmp_path: Path):
    with besieged(tmp_path, time_limit=1) as server:
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        # Each query may take a part of the time, and there are more of them than parts.
        body = form(MANY.encode(), (ENDLESS + "\n".join([ENDLESS_QUERY] * 4)).encode())
        answer = server.send("POST", "/validate?alone=true", headers, body)
        assert (answer.status, answer.slug) == (504, "timed-out")
        assert "3 s" in answer.json["detail"]
        assert until(lambda: not inspected(server))


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("jsonld", '{"@context": "URL", "a": 1}'),
        ("jsonld", '{"@context": {"@import": "URL"}}'),
        ("rdf", '<!DOCTYPE r [<!ENTITY a SYSTEM "URL">]><r>&a;</r>'),
        ("rdf", '<!DOCTYPE r SYSTEM "URL"><r/>'),
        ("ttl", "<URL> <http://www.w3.org/2002/07/owl#imports> <URL> ."),
    ],
)
def test_no_data_makes_the_server_call_anybody(checking: Server, suffix: str, text: str):
    with decoy() as trap:
        body = form(text.replace("URL", trap.url).encode(), (PREFIXES + NAMED + " sh:minCount 1 .").encode(), suffix)
        checking.send("POST", "/validate?alone=true", {"Content-Type": FORM, "Accept": "application/json"}, body)
        assert trap.asked == []


@pytest.mark.parametrize(
    "shapes",
    [
        ":S sh:sparql [ sh:select 'SELECT $this { SERVICE <URL> { $this ?p ?o } }' ] .",
        ":S sh:sparql [ sh:select 'SELECT $this { SERVICE SILENT <URL> { $this ?p ?o } }' ] .",
        ":S sh:sparql [ sh:select 'SELECT $this FROM <URL> { $this ?p ?o }' ] .",
        ":S sh:sparql [ sh:select 'LOAD <URL>' ] .",
        "<> owl:imports <URL> .",
        ":S sh:js [ sh:jsLibrary [ sh:jsLibraryURL <URL> ] ; sh:jsFunctionName 'f' ] .",
        ":S sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this { SERVICE <URL> { ?this ?p ?o } }' ] .",
    ],
)
def test_no_shapes_make_the_server_call_anybody(checking: Server, shapes: str):
    with decoy() as trap:
        text = PREFIXES + NAMED + " sh:minCount 1 .\n" + shapes.replace("<URL>", f"<{trap.url}>")
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        answer = checking.send("POST", "/validate?alone=true", headers, form((PREFIXES + FINE).encode(), text.encode()))
        assert answer.status in (200, 422)
        assert trap.asked == []


def test_a_body_is_not_read_on_when_it_says_that_it_is_too_large(checking: Server):
    began = time.monotonic()
    connection = checking.connect(
        f"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: {TURTLE}\r\nContent-Length: 104857600\r\n\r\n".encode()
    )
    with connection:
        assert connection.recv(1 << 16).split()[1] == b"413"
    assert time.monotonic() - began < 10


def test_the_server_computes_nothing_of_a_check_itself(checking: Server):
    """What is heavy happens in the process that can be killed."""
    before = cpu(checking.process.pid)
    body = form((PREFIXES + FINE * 2_000).encode(), (PREFIXES + NAMED + " sh:minCount 1 .").encode())
    answer = checking.send("POST", "/validate?alone=true", {"Content-Type": FORM, "Accept": "application/json"}, body)
    assert answer.status == 200
    assert cpu(checking.process.pid) - before < 0.5
