"""A server that should never be asked, and remembers if it was."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RESULTS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"decoy"}}]}}'


class Decoy(ThreadingHTTPServer):
    """Answers everything, and writes down what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.location = ""
        """Where every request is redirected to, if anywhere."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Decoy

    def do_GET(self) -> None:
        """Answer with one row, or with one triple for who asks for a graph."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.path)
        if self.server.location:
            self.send_response(307)
            self.send_header("Location", self.server.location)
            self.end_headers()
            return
        graph = "turtle" in self.headers.get("Accept", "")
        body = b"<x:s> <x:p> <x:o> ." if graph else RESULTS
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle" if graph else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - as its class has it

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def decoy() -> Iterator[Decoy]:
    """A decoy that listens."""
    with Decoy() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
