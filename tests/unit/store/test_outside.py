"""Other servers: only those on the list, only at public places, and no longer or larger than allowed."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from partnercities.problems import BadRequest, EndpointFailed, Problem, Refused, TooLarge
from partnercities.store.connecting import Asked
from partnercities.store.outside import Outside, Way

IRI = "http://data.example/sparql"
Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(reply: Reply) -> Iterator[str]:
    """The address of a server on the loopback that answers as it is told."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply(self)

        do_POST = do_GET  # noqa: N815 - as the class above has it

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def respond(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"Content-Type": "text/turtle"} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def ask(found: Outside, iri: str = IRI, *, seconds: float = 5, most: int = 1_000_000) -> Asked:
    return found.ask(iri, {"Accept": "text/turtle"}, seconds=seconds, most=most)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", {}),
        (" , ", {}),
        ("https://a.example/x", {"https://a.example/x": ""}),
        (" https://a.example/x , http://b.example/ ", {"https://a.example/x": "", "http://b.example/": ""}),
        ("http://a.example/x=http://127.0.0.1:9/y", {"http://a.example/x": "http://127.0.0.1:9/y"}),
        ("http://a.example/x?y=1", {"http://a.example/x?y=1": ""}),
        ("http://a.example/x?y=1=https://b.example/", {"http://a.example/x?y=1": "https://b.example/"}),
        ("urn:x:y=http://localhost:7/", {"urn:x:y": "http://localhost:7/"}),
    ],
)
def test_the_list_is_read(text: str, addresses: Mapping[str, str]):
    assert Outside.listed(text).addresses == addresses
    assert bool(Outside.listed(text)) is bool(addresses)


@pytest.mark.parametrize(
    "text", ["file:///etc/passwd", "a.example", "ftp://a.example/", "urn:x:y", "//a.example/", "http://[::1/"]
)
def test_what_is_no_address_is_not_listed(text: str):
    with pytest.raises(BadRequest, match="no address"):
        Outside.listed(f"https://a.example/,{text}")


LISTED = Outside.listed("https://a.example/exact,https://b.example/all/,http://c.example/=http://127.0.0.1:9/c/")


@pytest.mark.parametrize(
    ("iri", "way"),
    [
        ("https://a.example/exact", Way("https://a.example/exact", private=False)),
        ("https://b.example/all/", Way("https://b.example/all/", private=False)),
        ("https://b.example/all/of?it", Way("https://b.example/all/of?it", private=False)),
        ("http://c.example/x/y", Way("http://127.0.0.1:9/c/x/y", private=True)),
    ],
)
def test_what_is_listed_is_found_with_where_it_is_reached(iri: str, way: Way):
    assert LISTED.find(iri) == way


@pytest.mark.parametrize(
    "iri",
    [
        "https://a.example/exact/more",
        "https://a.example/exact?x",
        "https://a.example/Exact",
        "http://a.example/exact",
        "https://a.example.evil.example/exact",
        "https://b.example/all",
        "https://b.example/",
        "https://b.example@evil.example/all/",
        "https://b.example:444/all/",
        "http://127.0.0.1:9/c/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_what_is_not_listed_is_refused(iri: str):
    with pytest.raises(Refused, match="not among"):
        LISTED.find(iri)
    with pytest.raises(Refused, match="not among"):
        ask(LISTED, iri)


PRIVATE = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "localhost",
]
PUBLIC = ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_place_is_refused_before_anything_is_sent(host: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    iri = f"http://{host}/sparql"
    with pytest.raises(Refused, match="not public"):
        ask(Outside({iri: ""}), iri)


@pytest.mark.parametrize("place", PUBLIC)
def test_a_public_place_is_asked(place: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (place, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: (_ for _ in ()).throw(TimeoutError))
    with pytest.raises(EndpointFailed, match="cannot be reached"):
        ask(Outside({IRI: ""}))


@pytest.mark.parametrize("places", [["10.0.0.1"], ["::1"], ["93.184.216.34", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"]])
def test_a_name_that_leads_to_a_private_place_is_refused(places: list[str], monkeypatch: pytest.MonkeyPatch):
    found = [(0, 0, 0, "", (place, 80)) for place in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    with pytest.raises(Refused, match="not public"):
        ask(Outside({IRI: ""}))


def test_a_name_is_looked_up_once_and_asked_where_it_was_checked(monkeypatch: pytest.MonkeyPatch):
    lookups, connected = [], []

    def look_up(*asked: object, **_: object) -> list[object]:
        lookups.append(asked)
        place = "93.184.216.34" if len(lookups) == 1 else "127.0.0.1"
        return [(0, 0, 0, "", (place, 80))]

    def connect(place: object, **_: object) -> socket.socket:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(EndpointFailed, match="cannot be reached"):
        ask(Outside({IRI: ""}))
    assert (len(lookups), connected) == (1, [("93.184.216.34", 80)])


def test_what_the_list_itself_places_may_be_private():
    def reply(handler: BaseHTTPRequestHandler) -> None:
        respond(handler, f"{handler.command} {handler.path} {handler.headers['Accept']}".encode())

    with answering(reply) as url:
        found = Outside({IRI: f"{url}/here?x=1"})
        assert ask(found) == Asked(200, "text/turtle", b"GET /here?x=1 text/turtle")


def test_a_body_is_posted_as_it_is():
    with answering(lambda handler: respond(handler, handler.command.encode() + handler.content)) as url:  # type: ignore[attr-defined]
        answer = Outside({IRI: url}).ask(IRI, {}, b"ASK {}", seconds=5, most=100)
    assert answer.body == b"POSTASK {}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_what_is_listed_is_followed(status: int):
    def reply(handler: BaseHTTPRequestHandler) -> None:
        moved = handler.path == "/old"
        respond(handler, b"" if moved else b"there", status if moved else 200, Location="http://new.example/")

    with answering(reply) as url:
        assert ask(Outside({IRI: f"{url}/old", "http://new.example/": f"{url}/new/"})).body == b"there"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:9/",
        "/relative",
        "http://evil.example/",
        "file:///etc/passwd",
        "//evil.example/",
        "http://[::1/",
        "",
    ],
)
def test_a_redirect_to_anything_else_is_refused(location: str):
    with answering(lambda handler: respond(handler, b"", 302, Location=location)) as url, pytest.raises(Refused):
        ask(Outside({IRI: url + "/x"}))


def test_a_redirect_to_a_private_place_is_refused():
    with answering(lambda handler: respond(handler, b"", 302, Location="http://10.0.0.1/")) as url:
        found = Outside({IRI: url, "http://10.0.0.1/": ""})
        with pytest.raises(Refused, match="not public"):
            ask(found)


def test_redirects_in_a_circle_end():
    asked: list[str] = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        respond(handler, b"", 302, Location=IRI)

    with answering(reply) as url, pytest.raises(EndpointFailed, match="redirects too often"):
        ask(Outside({IRI: url}))
    assert len(asked) == 5


@pytest.mark.parametrize("declared", [True, False])
def test_an_answer_beyond_the_size_is_refused_as_soon_as_it_is(declared: bool):
    sent: list[int] = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        respond(handler, b"", **({"Content_Length": str(1 << 30)} if declared else {}))  # type: ignore[arg-type]
        try:
            for _ in range(1 << 14):
                handler.wfile.write(b"x" * (1 << 16))
                sent.append(1)
        except OSError:
            pass

    with answering(reply) as url, pytest.raises(TooLarge, match="more than 100,000 bytes"):
        ask(Outside({IRI: url}), most=100_000)
    assert len(sent) < 1 << 10


def test_an_answer_of_just_the_size_arrives():
    with answering(lambda handler: respond(handler, b"x" * 100_000)) as url:
        assert len(ask(Outside({IRI: url}), most=100_000).body) == 100_000


def drip(handler: BaseHTTPRequestHandler, each: bytes) -> None:
    try:
        for _ in range(100):
            handler.wfile.write(each)
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def drip_a_body(handler: BaseHTTPRequestHandler) -> None:
    respond(handler, b"")
    drip(handler, b"x")


def drip_a_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    drip(handler, b"x")


@pytest.mark.parametrize("reply", [say_nothing, drip_a_body, drip_a_head], ids=lambda reply: reply.__name__)
def test_what_takes_too_long_is_not_waited_for(reply: Reply):
    began = time.monotonic()
    with answering(reply) as url:
        with pytest.raises(EndpointFailed):
            ask(Outside({IRI: url}), seconds=0.5)
        assert time.monotonic() - began < 1


def break_off(handler: BaseHTTPRequestHandler) -> None:
    respond(handler, b"half", Content_Length="100")


def talk_otherwise(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize("reply", [break_off, talk_otherwise], ids=lambda reply: reply.__name__)
def test_an_answer_that_is_none_has_failed(reply: Reply):
    with answering(reply) as url, pytest.raises(EndpointFailed):
        ask(Outside({IRI: url}))


@pytest.mark.parametrize("iri", ["http://nowhere.invalid/", "http://127.0.0.1:1/", "https://127.0.0.1:1/"])
def test_a_server_that_is_not_there_has_failed(iri: str):
    with pytest.raises(EndpointFailed):
        ask(Outside({iri: iri}), iri)


@pytest.mark.parametrize("tail", ["a b", "a\r\nX: y", "a\x00", "ж", "%zz", "#part"])
def test_an_odd_address_is_asked_or_refused_but_never_breaks_out(tail: str):
    heads: list[str] = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        heads.append(str(handler.headers))
        respond(handler, b"")

    with answering(reply) as url, contextlib.suppress(EndpointFailed, Refused):
        ask(Outside({"http://data.example/": url + "/"}), "http://data.example/" + tail)
    assert not any("X: y" in head for head in heads)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:99999/", "http://[::1/", "http:///x", "http://127.0.0.1:x/", "http://" + "a" * 64 + ".example/"],
)
def test_an_address_that_cannot_be_read_is_a_problem_with_a_name(url: str):
    with pytest.raises(Problem):
        ask(Outside({IRI: url}))
