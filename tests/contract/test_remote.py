"""A store far away, when its endpoint fails, moves, dawdles or cuts: what it gives is whole, or a problem with a name."""

import gc
import json
import time
import warnings
from http.server import BaseHTTPRequestHandler

import pytest

from partnercities.problems import BadQuery, EndpointFailed, Problem
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.store import parse
from partnercities.store.remote import RemoteStore


def plain(status: int, content_type: str, body: bytes, length: int | None = None):
    """A reply with a status, a type and a body, whose length may be a lie."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if content_type:
            handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """A reply in chunks that ends before its last one."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"10\r\n" + b'{"head":{},"bool' + b"\r\n")
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """No reply at all."""
    handler.close_connection = True


YES = b'{"head":{},"boolean":true}'
RESULTS = "application/sparql-results+json"


def ask_remote(url: str) -> bytes:
    return ask(RemoteStore(url, timeout=5))


def ask(store: RemoteStore) -> bytes:
    return b"".join(store.answer(Query("ASK {}"), Kind.BOOLEAN, named("json", Kind.BOOLEAN)))


@pytest.mark.parametrize("reply", [plain(200, "text/html", b"<html>"), plain(400, "", b"no"), plain(503, "", b"later")])
def test_an_answer_that_is_refused_leaves_no_connection_open(endpoint, reply):
    with endpoint(reply) as url, warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always", ResourceWarning)
        refused(url)
        gc.collect()
    assert [str(item.message) for item in left_open] == []


def refused(url: str) -> None:
    # The problem is held in a circle with this frame, as it is by whoever reports it.
    with pytest.raises(Problem) as caught:
        ask_remote(url)
    assert caught.value.detail


def test_an_endpoint_that_is_not_there_has_failed(nobody: str):
    with pytest.raises(EndpointFailed, match="refused") as caught:
        ask_remote(nobody)
    assert nobody in caught.value.detail


@pytest.mark.parametrize("url", ["http://", "nonsense://e.example/", "http://127.0.0.1:x/", "http://no host/"])
def test_an_address_that_is_none_has_failed(url: str):
    with pytest.raises(EndpointFailed):
        ask_remote(url)


@pytest.mark.parametrize("content_type", [RESULTS, RESULTS.upper() + "; charset=utf-8", "application/json"])
def test_an_endpoint_may_name_its_type_in_several_ways(endpoint, content_type: str):
    with endpoint(plain(200, content_type, YES)) as url:
        assert ask_remote(url) == YES


@pytest.mark.parametrize(
    "reply",
    [
        plain(200, "text/html", b"<html>Welcome</html>"),
        plain(200, "application/sparql-results+xml", b"<sparql/>"),
        plain(200, "", YES),
        plain(401, "text/plain", b"who are you"),
        plain(403, "text/plain", b"no"),
        plain(404, "text/html", b"<html>no such page</html>"),
        plain(406, "text/plain", b"no such format"),
        plain(429, "text/plain", b"slowly"),
        plain(500, "text/plain", b"oh"),
        plain(502, "text/html", b"<html>bad gateway</html>"),
        plain(503, "text/plain", b"later"),
        plain(504, "text/plain", b"too long"),
        plain(200, RESULTS, YES[:10], len(YES)),
        broken_off,
        hang_up,
    ],
    ids=[
        "a page", "another format", "no type", "401", "403", "404", "406", "429", "500", "502", "503", "504",
        "cut short", "broken off", "hangs up",
    ],
)  # fmt: skip
def test_an_endpoint_that_does_not_answer_the_question_has_failed(endpoint, reply):
    with endpoint(reply) as url, pytest.raises(EndpointFailed) as caught:
        ask_remote(url)
    assert caught.value.exit_code == 7
    assert "Traceback" not in str(caught.value)


def test_an_endpoint_that_refuses_the_query_says_why(endpoint):
    with endpoint(plain(400, "text/plain", b"Line 1:\n  unexpected end")) as url, pytest.raises(BadQuery) as caught:
        ask_remote(url)
    assert "Line 1:" in caught.value.detail
    assert "unexpected end" in caught.value.detail
    assert "\n" not in caught.value.detail


def test_a_refusal_in_the_words_of_others_is_read_as_they_wrote_it(endpoint):
    with endpoint(plain(400, "text/plain; charset=utf-8", "грешка".encode())) as url, pytest.raises(BadQuery) as caught:
        ask_remote(url)
    assert "грешка" in caught.value.detail


def test_a_long_refusal_is_shortened(endpoint):
    with endpoint(plain(400, "text/plain", b"x" * 100_000)) as url, pytest.raises(BadQuery) as caught:
        ask_remote(url)
    assert len(caught.value.detail) < 1000


# ---------------------------------------------------------------- time


def trickling(handler: BaseHTTPRequestHandler) -> None:
    """A reply that never ends, though something arrives all the time."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.end_headers()
    for _ in range(100):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """No reply for a long time."""
    time.sleep(2)
    handler.close_connection = True


@pytest.mark.parametrize("reply", [trickling, silent])
def test_an_answer_takes_no_longer_than_its_time(endpoint, reply):
    with endpoint(plain(200, RESULTS, YES)) as url:
        store = RemoteStore(url, timeout=0.4)
        ask(store)
    with endpoint(reply) as url:
        store.url, started = url, time.monotonic()
        with pytest.raises(EndpointFailed, match="timed out"):
            ask(store)
    assert time.monotonic() - started < 1.5


def test_hanging_up_is_felt_by_the_endpoint(endpoint):
    left: list[float] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", RESULTS)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" " * 100_000)
        except OSError:
            left.append(time.monotonic())

    with endpoint(endless) as url:
        body = RemoteStore(url, timeout=20).answer(Query("ASK {}"), Kind.BOOLEAN, named("json", Kind.BOOLEAN))
        next(body)
        body.close()  # type: ignore[attr-defined]
        deadline = time.monotonic() + 5
        while len(left) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
    # The first who hung up is the question for the dialect, whose answer nobody reads.
    assert len(left) == 2


# ---------------------------------------------------------------- moves


def moving(status: int, location: str):
    """A reply that points elsewhere."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        if handler.path.endswith("/there"):
            plain(200, RESULTS, YES)(handler)
            return
        handler.send_response(status)
        handler.send_header("Location", location)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_move_within_the_server_is_followed(endpoint, status: int):
    with endpoint(moving(status, "/there")) as url:
        assert ask_remote(url) == YES


def test_a_move_to_another_server_is_not_followed(endpoint):
    called: list[str] = []

    def other(handler: BaseHTTPRequestHandler) -> None:
        called.append(handler.path)
        plain(200, RESULTS, YES)(handler)

    with (
        endpoint(other) as elsewhere,
        endpoint(moving(307, elsewhere)) as url,
        pytest.raises(EndpointFailed, match="another server"),
    ):
        ask_remote(url)
    assert called == []


@pytest.mark.parametrize("location", ["", "/sparql", "ftp://127.0.0.1/sparql"])
def test_a_move_to_nowhere_has_failed(endpoint, location: str):
    with endpoint(moving(302, location)) as url, pytest.raises(EndpointFailed):
        ask_remote(url)


# ---------------------------------------------------------------- Virtuoso


def virtuoso(body: bytes, content_type: str = RESULTS, **headers: str):
    """A reply as Virtuoso sends it."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.server_version, handler.sys_version = "Virtuoso/07.20.3229 (Linux)", ""
        handler.send_response(200)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def integers(count: int) -> bytes:
    rows = [{"x": {"type": "typed-literal", "datatype": INTEGER, "value": str(number)}} for number in range(count)]
    return json.dumps({"head": {"link": [], "vars": ["x"]}, "results": {"bindings": rows}}).encode()


INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
NTRIPLES = "application/n-triples"
ALL = "SELECT ?x { ?x ?y ?z }"


def selected(url: str, text: str = ALL, format: str = "json") -> bytes:
    return b"".join(RemoteStore(url, 5).answer(Query(text), Kind.BINDINGS, named(format, Kind.BINDINGS)))


@pytest.mark.parametrize(
    ("rows", "headers"), [(7, {"X_SPARQL_MaxRows": "7"}), (10_000, {}), (10_000, {"X_SPARQL_MaxRows": "10000"})]
)
def test_rows_that_may_be_cut_are_never_passed_on_as_whole(endpoint, rows: int, headers: dict[str, str]):
    with (
        endpoint(virtuoso(integers(rows), **headers)) as url,
        pytest.raises(EndpointFailed, match=f"{rows:,}") as caught,
    ):
        selected(url)
    assert "LIMIT" in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "text"), [(9_999, ALL), (10_000, ALL + " LIMIT 10000"), (10_000, ALL + " LIMIT 10000 OFFSET 5")]
)
def test_rows_that_are_whole_arrive(endpoint, rows: int, text: str):
    with endpoint(virtuoso(integers(rows))) as url:
        assert len(parse(selected(url, text)).rows) == rows


@pytest.mark.parametrize("text", [ALL + " LIMIT 10001", "SELECT ?x { { SELECT ?x { ?x ?y ?z } LIMIT 5 } ?a ?b ?c }"])
def test_a_limit_that_does_not_reach_the_cut_is_no_excuse(endpoint, text: str):
    with endpoint(virtuoso(integers(10_000))) as url, pytest.raises(EndpointFailed):
        selected(url, text)


def test_a_graph_that_may_be_cut_is_never_passed_on_as_whole(endpoint):
    lines = b"".join(b'<urn:a>\t<urn:b>\t"%d" .\n' % number for number in range(10_000))
    with endpoint(virtuoso(lines, NTRIPLES)) as url, pytest.raises(EndpointFailed, match="10,000"):
        b"".join(
            RemoteStore(url, 5).answer(Query("CONSTRUCT WHERE { ?s ?p ?o }"), Kind.GRAPH, named("turtle", Kind.GRAPH))
        )


def test_terms_are_written_as_the_standard_has_them(endpoint):
    row = {
        "n": {"type": "typed-literal", "datatype": INTEGER, "value": "5"},
        "t": {"type": "typed-literal", "datatype": INTEGER.replace("integer", "boolean"), "value": "1"},
        "b": {"type": "bnode", "value": "nodeID://b10"},
    }
    body = json.dumps({"head": {"link": [], "vars": ["n", "t", "b"]}, "results": {"bindings": [row]}}).encode()
    with endpoint(virtuoso(body)) as url:
        assert selected(url, "SELECT ?n ?t ?b { }", "tsv") == b"?n\t?t\t?b\n5\ttrue\t_:nodeIDb10\n"
        assert b"typed-literal" not in selected(url)


@pytest.mark.parametrize(
    ("rows", "expected"), [([{"__ASK_RETVAL": {"type": "literal", "value": "1"}}], True), ([], False)]
)
def test_a_yes_or_no_in_the_form_of_rows_is_read(endpoint, rows: list[object], expected: bool):
    body = json.dumps({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": rows}}).encode()
    with endpoint(virtuoso(body)) as url:
        assert json.loads(ask_remote(url))["boolean"] is expected


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"no",
        b'{"head":{}}',
        b'{"head":{"vars":["x"]},"results":[]}',
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"no iri"}}]}}',
    ],
)
def test_what_is_no_answer_has_failed(endpoint, body: bytes):
    with endpoint(virtuoso(body)) as url, pytest.raises(EndpointFailed):
        selected(url, format="csv")
