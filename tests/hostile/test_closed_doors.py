"""Doors that stay closed: nothing is fetched, nothing comes in beyond its size, nothing goes out that somebody slipped in."""

import gzip
import json
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from hostile.conftest import TOKEN
from hostile.decoy import Decoy, decoy
from hostile.siege import Server, besieged, until

UPDATE = "application/sparql-update"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def trap() -> Iterator[Decoy]:
    with decoy() as listening:
        yield listening


SERVICES = [
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ sErViCe<{0}>{{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE # here\n <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ #\rSERVICE <{0}> {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> ASK {{ SERVICE : {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> ASK {{SERVICE:{{?s ?p ?o}}}}",
    "PREFIX service: <{0}> ASK {{ SERVICE service: {{ ?s ?p ?o }} }}",
    "BASE <{0}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "ASK {{ VALUES ?e {{ <{0}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "ASK {{ BIND(IRI('{0}') AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ ?s ?p '''a'''SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ ?s ?p 1SERVICE<{0}>{{ ?s ?p ?o }} }}",
    "ASK {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ S\\u0045RVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ \\U00000053\\U00000045RVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ \u017fERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERV\u0130CE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ ＳＥＲＶＩＣＥ <{0}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("text", SERVICES)
def test_no_way_to_write_service_calls_anybody(server: Server, trap: Decoy, text):
    answer = server.post(text.format(trap.url))
    assert answer.status in (400, 403)
    assert trap.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "ASK FROM <{0}> {{ ?s ?p ?o }}",
        "ASK FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "ASK FROM <{0}a> FROM <{0}b> {{ ?s ?p ?o }}",
        "ASK {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
        "DESCRIBE <{0}>",
    ],
)
def test_a_graph_that_is_not_held_is_empty_and_not_fetched(server: Server, trap: Decoy, text):
    assert server.post(text.format(trap.url)).status == 200
    assert server.ask("ASK { ?s ?p ?o }", **{"default-graph-uri": trap.url}).json["boolean"] is False
    assert trap.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <{0}>",
        "LOAD <{0}> INTO GRAPH <x:g>",
        "lOaD<{0}>",
        "PREFIX : <{0}> LOAD :",
        "BASE <{0}> LOAD <>",
        "LOAD <file:///etc/passwd>",
        "LOAD <http://localhost:9/>",
        "LOAD <http://[::1]:9/>",
        "LOAD <http://[::ffff:127.0.0.1]:9/>",
        "LOAD <http://0x7f000001/>",
        "LOAD <http://2130706433/>",
        "LOAD <http://169.254.169.254/latest/meta-data>",
        "INSERT DATA {{ <x:a> <x:b> 1 }} ; LOAD <{0}>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "PREFIX : <{0}> DELETE {{ ?s ?p ?o }} WHERE {{SERVICE:{{?s ?p ?o}}}}",
    ],
)
def test_an_update_fetches_nothing_and_what_it_said_before_is_not_done(written: Server, trap: Decoy, text):
    answer = written.send("POST", "/sparql", {"Content-Type": UPDATE, **BEARER}, text.format(trap.url).encode())
    assert (answer.status, answer.slug) == (403, "refused")
    assert trap.asked == []
    assert written.ask("ASK { <x:a> <x:b> 1 }").json["boolean"] is False


@pytest.fixture(scope="module")
def allowing(tmp_path_factory: pytest.TempPathFactory, trap: Decoy) -> Iterator[tuple[Server, Decoy]]:
    """A server that may ask one endpoint, named by an IRI, and localhost by its public name; and that endpoint."""
    folder: Path = tmp_path_factory.mktemp("allowing")
    (folder / "token").write_text(TOKEN)
    with decoy() as allowed:
        remotes = f"http://allowed.example/={allowed.url},http://localhost:{trap.server_port}/,http://[::1]:9/"
        with besieged(folder, "--token-file", str(folder / "token"), remotes=remotes, time_limit=5) as server:
            yield server, allowed


def test_what_the_list_names_is_asked(allowing: tuple[Server, Decoy]):
    server, allowed = allowing
    answer = server.post("SELECT ?x { SERVICE <http://allowed.example/sparql> { SELECT ?x { ?x ?y ?z } } }")
    assert [row["x"]["value"] for row in answer.json["results"]["bindings"]] == ["decoy"]
    assert allowed.asked == ["/sparql"]


@pytest.mark.parametrize(
    "iri",
    [
        "http://localhost:{0}/",  # on the list by its name, which leads to a private address
        "http://[::1]:9/",
        "http://allowed.example.evil/",
        "http://allowed.example@127.0.0.1:{0}/",
        "http://127.0.0.1:{0}/",
        "HTTP://ALLOWED.EXAMPLE/",
    ],
)
@pytest.mark.parametrize("text", ["ASK { SERVICE <%s> { ?s ?p ?o } }", "LOAD <%s> INTO GRAPH <x:g>"])
def test_what_is_not_on_the_list_or_leads_inside_is_not_asked(allowing, trap: Decoy, text, iri):
    server, allowed = allowing
    filled = text % iri.format(trap.server_port)
    kind = UPDATE if filled.startswith("LOAD") else "application/sparql-query"
    before = len(allowed.asked)
    answer = server.send("POST", "/sparql", {"Content-Type": kind, **BEARER}, filled.encode())
    assert answer.status >= 400
    assert trap.asked == []
    assert len(allowed.asked) == before


def test_a_redirect_to_a_place_that_is_not_on_the_list_is_not_followed(allowing, trap: Decoy):
    server, allowed = allowing
    for location in (trap.url, f"http://localhost:{trap.server_port}/", "file:///etc/passwd", "//127.0.0.1:9/", ""):
        allowed.location = location or "http://allowed.example/again"  # the last one redirects to itself for ever
        try:
            asked = server.post(f"ASK {{ SERVICE <http://allowed.example/{quote(location, safe='')}> {{ ?s ?p ?o }} }}")
            load = f"LOAD <http://allowed.example/x> INTO GRAPH <x:{quote(location, safe='')}>"
            loaded = server.send("POST", "/sparql", {"Content-Type": UPDATE, **BEARER}, load.encode())
        finally:
            allowed.location = ""
        assert asked.status in (403, 422, 502)
        assert loaded.status in (403, 502)
        assert trap.asked == []


BOMB = gzip.compress(b"ASK {}" + b" " * (200 << 20), mtime=0)
DEFLATED = zlib.compress(b"query=ASK%7B%7D&x=" + b"a" * (200 << 20))


@pytest.mark.parametrize(
    ("target", "kind", "encoding", "body", "status"),
    [
        ("/sparql", "application/sparql-query", "gzip", BOMB, 413),
        ("/sparql", "application/x-www-form-urlencoded", "deflate", DEFLATED, 413),
        ("/sparql", "application/sparql-query", "gzip", b"no gzip", 400),
        ("/sparql", "application/sparql-query", "gzip", gzip.compress(b"ASK {}", mtime=0)[:-9], 400),
        ("/sparql", "application/sparql-query", "br", b"ASK {}", 415),
        ("/sparql", "application/sparql-query", "gzip, gzip", BOMB, 415),
        ("/sparql", "application/sparql-query", "identity", b"ASK {}" + b" " * (3 << 20), 413),
        ("/sparql", "application/sparql-query", "identity", b"ASK {}" + b" " * (1 << 20), 413),
        ("/graphs?graph=x:g", "text/turtle", "gzip", BOMB, 413),
        ("/graphs?graph=x:g", "multipart/form-data; boundary=x", "gzip", BOMB, 413),
    ],
)
def test_a_body_beyond_its_size_is_refused_packed_or_not(written: Server, target, kind, encoding, body, status):
    answer = written.send("POST", target, {"Content-Type": kind, "Content-Encoding": encoding, **BEARER}, body)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_stranger_sends_no_large_body(tmp_path):
    with besieged(tmp_path, max_body=64) as server:
        for path, kind in (
            ("/sparql", UPDATE),
            ("/sparql", "application/sparql-query"),
            ("/graphs?default", "text/turtle"),
        ):
            answer = server.send("POST", path, {"Content-Type": kind}, b" " * (8 << 20))
            assert answer.status in (403, 413)


@pytest.mark.parametrize(
    ("request_line", "headers", "status"),
    [
        (b"GET /sparql?query=" + b"a" * 70_000, b"", b"414"),
        (b"GET /sparql?query=" + b"a" * 140_000, b"", b"431"),
        (b"GET /", b"X-Long: " + b"a" * 140_000, b"431"),
        (b"GET /", b"X: y\r\n" * 20_000, b"431"),
        (b"GET /", b"Content-Length: x", b"400"),
        (b"POST /sparql", b"Content-Length: 5\r\nTransfer-Encoding: chunked", b"400"),
        (b"GET /", b"X-Line: a\x00b", b"400"),
    ],
)
def test_a_head_beyond_measure_is_refused(server: Server, request_line, headers, status):
    received = raw(server, request_line + b" HTTP/1.1\r\nHost: x\r\n" + headers + b"\r\n\r\n")
    assert received.split()[1] in (
        status,
        b"414" if status == b"431" else status,
        b"431" if status == b"414" else status,
    )


def raw(server: Server, data: bytes) -> bytes:
    """What comes back for some bytes, until the server has said enough."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        try:
            connection.sendall(data)
            return connection.recv(1 << 16)
        except ConnectionResetError:
            return b"- 431"


@pytest.mark.parametrize(
    "graph", ["http://e.example/%0d%0aX-Evil:%20yes", "http://e.example/%0aSet-Cookie:a=b", "x:%E2%80%A8", "x:%00"]
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_the_name_of_a_graph_adds_no_header(written: Server, graph, method):
    answer = written.send(
        method, f"/graphs?graph={graph}", {"Content-Type": "text/turtle", **BEARER}, b"<x:s> <x:p> 1 ."
    )
    assert answer.headers["X-Evil"] is None
    assert answer.headers["Set-Cookie"] is None
    assert answer.status in (201, 204, 400, 404)


@pytest.mark.parametrize(
    "target", ["/sparql?query=ASK%7B%7D&format=json%0d%0aX-Evil:%20yes", "/id/city/x%0d%0aX-Evil:yes"]
)
def test_no_parameter_adds_a_header(server: Server, target):
    answer = server.send("GET", target)
    assert answer.headers["X-Evil"] is None


@pytest.mark.parametrize("host", ["evil.example/x", "a b", "x\x00", "evil.example\\", "<script>", "a" * 300])
def test_a_made_up_host_is_not_repeated(server: Server, host):
    received = raw(
        server, b"GET /sparql?query=SELECT(STR(%3Ca%3E)AS?x)%7B%7D HTTP/1.1\r\nHost: " + host.encode() + b"\r\n\r\n"
    )
    assert b"evil.example/" not in received.replace(b"http://evil.example/sparql", b"")
    assert b"<script>" not in received


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ([], 401),
        (["Bearer "], 401),
        (["Bearer wrong"], 401),
        ([f"Bearer {TOKEN}x"], 401),
        ([f"Bearer {TOKEN[:-1]}"], 401),
        ([f"Basic {TOKEN}"], 401),
        ([TOKEN], 401),
        (["Bearer é"], 401),
        ([f"Bearer {TOKEN}", "Bearer wrong"], 401),
        (["Bearer wrong", f"Bearer {TOKEN}"], 401),
        ([f"bearer {TOKEN}"], 204),
        ([f"Bearer {TOKEN}"], 204),
    ],
)
def test_only_the_token_opens_writing(written: Server, given, status):
    text = b"INSERT DATA { <x:token> <x:p> 1 }"
    lines = ["POST /sparql HTTP/1.1", "Host: x", f"Content-Type: {UPDATE}", f"Content-Length: {len(text)}"]
    lines += [f"Authorization: {value}" for value in given]
    received = raw(written, "\r\n".join([*lines, "", ""]).encode("latin-1") + text)
    assert int(received.split()[1]) == status
    assert (b"www-authenticate" in received.lower()) is (status == 401)


def test_the_token_is_compared_in_constant_time(monkeypatch):
    """Not by measuring, which is noise: by seeing that nothing else compares it."""
    import hmac
    import inspect

    from partnercities.web.writing import Writing

    assert "hmac.compare_digest" in inspect.getsource(Writing._token)
    assert "secret ==" not in inspect.getsource(Writing)
    assert hmac.compare_digest(b"a", b"a")


def test_the_log_has_no_token_no_query_and_no_client(written: Server):
    headers = {"Content-Type": UPDATE, **BEARER}
    written.send("POST", "/sparql?secret=parameter", headers, b"INSERT DATA { <x:secret-text> <x:p> 1 }")
    written.send("POST", "/sparql", {**headers, "Authorization": "Bearer wrong-token-given"}, b"CLEAR ALL")
    assert until(lambda: written.log.read_text().count("/sparql") > 1)
    log = written.log.read_text()
    for secret in (TOKEN, "secret-text", "secret=parameter", "wrong-token-given", "CLEAR ALL", '127.0.0.1"'):
        assert secret not in log
    assert all("client" not in json.loads(line) for line in log.splitlines() if line.startswith("{"))


def test_a_client_that_asks_too_often_is_told_to_wait(tmp_path):
    with besieged(tmp_path, rate_limit=30) as server:
        answers = [server.ask("ASK {}") for _ in range(60)]
    refused = [answer for answer in answers if answer.status == 429]
    assert 25 <= len(refused) <= 40
    assert all(answer.slug == "too-many-requests" and int(answer.headers["Retry-After"]) > 0 for answer in refused)


def test_without_a_limit_nobody_is_told_to_wait(server: Server):
    assert {server.ask("ASK {}").status for _ in range(200)} == {200}


@pytest.mark.parametrize("text", SERVICES)
def test_the_page_of_queries_asks_no_more_than_the_protocol(allowing, trap: Decoy, text: str):
    server, allowed = allowing
    before = len(allowed.asked), len(trap.asked)
    query = urlencode({"query": text.format(trap.url)})
    answer = server.send("GET", "/sparql?" + query, {"Accept": "text/html"})
    assert answer.status >= 400
    assert (len(allowed.asked), len(trap.asked)) == before


def test_the_page_of_queries_asks_what_the_list_names(allowing: tuple[Server, Decoy]):
    server, allowed = allowing
    before = len(allowed.asked)
    text = "SELECT ?x { SERVICE <http://allowed.example/sparql> { SELECT ?x { ?x ?y ?z } } }"
    answer = server.send("GET", "/sparql?" + urlencode({"query": text}), {"Accept": "text/html"})
    assert answer.status == 200
    assert b"decoy" in answer.body
    assert len(allowed.asked) == before + 1
