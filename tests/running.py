"""A server that a test starts as people do, speaks to over plain HTTP, stops, or kills with all that belongs to it."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from living import children, none_lives, words
from serving import free_port

TOKEN = "a-token-of-the-tests-3141592653"
KEY = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = {"Content-Type": "application/sparql-update"}


@dataclass(frozen=True)
class Answer:
    """A response, whole."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """One connection that is kept; for one thread."""

    def __init__(self, port: int, headers: Mapping[str, str] = KEY) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = dict(headers)

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """Send a request; a header is named with _ for its hyphens."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else body
        self._connection.request(method, path, content, self._headers | given)
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def update(self, text: str) -> Answer:
        return self.ask("POST", "/sparql", text, **UPDATE)

    def rows(self, query: str) -> list[dict[str, str]]:
        answer = self.ask("GET", "/sparql?" + urlencode({"query": query}), Accept="application/sparql-results+json")
        assert answer.status == 200, answer.body
        return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]

    def holds(self, pattern: str) -> bool:
        answer = self.ask("GET", "/sparql?" + urlencode({"query": f"ASK {{ {pattern} }}"}))
        return bool(answer.json()["boolean"])

    def close(self) -> None:
        self._connection.close()


def graph(iri: str) -> str:
    """The address of a graph by its name."""
    return "/graphs?graph=" + quote(iri, safe="")


@dataclass
class Server:
    """`partnercities serve`, with the file of its log."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    clients: list[Client] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, **headers: str) -> Client:
        """A client that is closed with the server."""
        self.clients.append(Client(self.port, headers or KEY))
        return self.clients[-1]

    def leave(self) -> None:
        """Close all clients."""
        while self.clients:
            self.clients.pop().close()

    def keeper(self) -> int:
        (found,) = (pid for pid in children(self.process.pid) if b"engine.keeper" in words(pid))
        return int(found)

    def family(self) -> list[int]:
        """The server and all that it has forked, and their children."""
        found = [self.process.pid]
        for pid in found:
            found += children(pid)
        return found

    def stop(self) -> int:
        """Stop it politely; its exit code."""
        self.process.terminate()
        return int(self.process.wait(30))

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the log that tell of requests."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]


def started(folder: Path, *flags: str, **settings: object) -> Server:
    """A server with writing on; a setting is named as its field. It answers when this returns."""
    token = folder / "token"
    token.write_text(TOKEN + "\n")
    port = free_port()
    given = {f"PARTNERCITIES_{name.upper()}": str(value) for name, value in settings.items()}
    given.setdefault("PARTNERCITIES_TOKEN_FILE", str(token))
    log = folder / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "partnercities", "serve", "--port", str(port), *flags],
            env={**os.environ, **given},
            stderr=output,
        )
    server = Server(process, port, log)
    try:
        wait(server)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return server


def wait(server: Server, seconds: float = 30) -> None:
    """Return once a server is ready."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        client = Client(server.port)
        try:
            if client.ask("GET", "/ready").status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            client.close()
        if server.process.poll() is not None:
            raise AssertionError(server.log.read_text())
        time.sleep(0.02)
    raise TimeoutError(server.log.read_text())


@contextmanager
def running(folder: Path, *flags: str, **settings: object) -> Iterator[Server]:
    """A server while a test needs it; nothing of it may live on."""
    server = started(folder, *flags, **settings)
    try:
        yield server
    finally:
        server.leave()
        family = server.family()
        server.process.terminate()
        try:
            server.process.wait(30)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()
            raise
    assert none_lives(family)
