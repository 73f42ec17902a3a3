"""Tests that are written as HTTP requests with the replies they expect, and how they are played against a server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from .comparing import same
from .manifests import Case, Node
from .reading import CSV, RESULTS, answer
from .target import Reply

JSON, XML, TSV = (RESULTS[suffix] for suffix in (".srj", ".srx", ".tsv"))
# What the suite calls the formats of answers.
FORMATS = {
    "boolean": {JSON, XML},
    "tabular": {JSON, XML, CSV, TSV},
    "RDF": {
        "text/turtle",
        "application/n-triples",
        "application/n-quads",
        "application/rdf+xml",
        "application/ld+json",
    },
}
_STATUSES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}

Send = Callable[[str, str, dict[str, str], bytes | None], Reply]


@dataclass(frozen=True)
class Exchange:
    """One request and what its reply must be."""

    request: Node

    @property
    def method(self) -> str:
        """The method of HTTP."""
        return self.request.one("ht:methodName").value

    @property
    def path(self) -> str:
        """The path and query, as the suite writes them."""
        return self.request.one("ht:absolutePath").value

    @property
    def headers(self) -> dict[str, str]:
        """The headers to send: these and no others."""
        return _headers(self.request)

    @property
    def body(self) -> bytes | None:
        """The bytes to send."""
        for content in self.request.all("ht:body"):
            return content.one("cnt:chars").value.encode(content.one("cnt:characterEncoding").value)
        return None

    @property
    def expected(self) -> Node:
        """What is said about the reply."""
        return self.request.one("ht:resp")


def exchanges(case: Case) -> Iterator[Exchange]:
    """The exchanges of a test, in order."""
    return map(Exchange, case.node.one("mf:action").one("ht:requests").items())


def play(case: Case, send: Send) -> None:
    """Make the exchanges of a test in order. Raises AssertionError at the first reply that is not the expected one.

    A reply can name a new graph by Location; later requests then say that address where the suite has a placeholder.
    """
    places: dict[str, str] = {}
    for exchange in exchanges(case):
        path = exchange.path
        for word, address in places.items():
            path = path.replace(word, quote(address, safe=""))
        reply = send(exchange.method, path, exchange.headers, exchange.body)
        check(exchange.expected, reply)
        for placeholder in exchange.expected.all("mf:expectedLocation"):
            assert reply.headers["Location"], reply.said
            places[placeholder.value] = reply.headers["Location"]


def check(expected: Node, reply: Reply) -> None:
    """Compare a reply with what is said about it. Raises AssertionError where they differ."""
    statuses = [_status(node) for node in expected.all("mf:expectedStatus")]
    assert any(str(reply.status).startswith(status) for status in statuses), f"not {statuses} but {reply.said}"
    for name in expected.all("mf:expectedFormat"):
        assert reply.media_type in FORMATS[name.value]
    for truth in expected.all("mf:expectedBoolean"):
        assert answer(reply.body, reply.media_type) is (truth.value == "true")
    if "content-type" in (headers := _headers(expected)):
        assert reply.media_type == headers["content-type"].partition(";")[0], reply.said
    for content in expected.all("ht:body"):
        wanted = answer(content.one("cnt:chars").value.encode(), headers["content-type"])
        assert same(wanted, answer(reply.body, reply.media_type)), reply.said


def _headers(node: Node) -> dict[str, str]:
    items = (item for headers in node.all("ht:headers") for item in headers.items())
    return {item.one("ht:fieldName").value.lower(): item.one("ht:fieldValue").value for item in items}


def _status(node: Node) -> str:
    """The status, or its first digit where a whole class will do."""
    return _STATUSES.get(node.local) or node.local.removeprefix("StatusCode").removesuffix("xx")
