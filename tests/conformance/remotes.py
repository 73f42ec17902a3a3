"""The endpoints that federated tests ask, in this process: each holds what the test says."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

# The endpoints of the suite. The last one is in no test's data: nothing answers there.
ENDPOINTS = (
    "http://example.org/sparql",
    "http://example1.org/sparql",
    "http://example2.org/sparql",
    "http://invalid.endpoint.org/sparql",
)


class Remotes(ThreadingHTTPServer):
    """A server that is all the endpoints of the suite, each under an address of its own."""

    def __init__(self) -> None:
        """Listen on a free port, holding nothing."""
        super().__init__(("127.0.0.1", 0), _Endpoint)
        self.stores: dict[str, Store] = {}

    @property
    def addresses(self) -> dict[str, str]:
        """Where each endpoint of the suite is to be found."""
        return {iri: f"http://127.0.0.1:{self.server_port}/{urlsplit(iri).netloc}" for iri in ENDPOINTS}

    def hold(self, endpoint: str, quads: Iterable[Quad]) -> None:
        """Let an endpoint answer from these statements."""
        store = self.stores["/" + urlsplit(endpoint).netloc] = Store()
        store.extend(quads)

    def forget(self) -> None:
        """Let no endpoint answer."""
        self.stores.clear()

    def moved(self, text: bytes) -> bytes:
        """The text with the endpoints it names where they are to be found."""
        for iri, address in self.addresses.items():
            text = text.replace(f"<{iri}>".encode(), f"<{address}>".encode())
        return text


class _Endpoint(BaseHTTPRequestHandler):
    server: Remotes

    def do_GET(self) -> None:
        self._answer(parse_qs(urlsplit(self.path).query)["query"][0].encode())

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"]))
        form = "x-www-form-urlencoded" in self.headers["Content-Type"]
        self._answer(parse_qs(text.decode())["query"][0].encode() if form else text)

    def _answer(self, query: bytes) -> None:
        store = self.server.stores.get(urlsplit(self.path).path)
        if store is None:
            self.send_error(404)
            return
        results = store.query(self.server.moved(query).decode())  # endpoints ask each other
        assert isinstance(results, QuerySolutions | QueryBoolean)
        body = results.serialize(format=QueryResultsFormat.JSON) or b""
        self.send_response(200)
        self.send_header("Content-Type", QueryResultsFormat.JSON.media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering() -> Iterator[Remotes]:
    """The endpoints, while they answer."""
    with Remotes() as remotes:
        threading.Thread(target=remotes.serve_forever, daemon=True).start()
        yield remotes
        remotes.shutdown()
