"""A real server under attack: started with its settings, spoken to in bytes, and watched from outside."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from serving import free_port, wait_for

JSON = "application/sparql-results+json"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def slug(self) -> str:
        return str(self.json["slug"])


@dataclass(frozen=True)
class Server:
    """A running server and its processes."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """One request on a connection of its own."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        return Answer(response.status, response.headers, content, time.monotonic() - began)

    def ask(self, query: str, headers: Mapping[str, str] | None = None, **parameters: str) -> Answer:
        """A query by GET."""
        return self.send("GET", "/sparql?" + urlencode({"query": query, **parameters}), headers)

    def post(self, query: str, headers: Mapping[str, str] | None = None) -> Answer:
        """A query as the body of a POST."""
        given = {"Content-Type": "application/sparql-query", **(headers or {})}
        return self.send("POST", "/sparql", given, query.encode())

    def connect(self, data: bytes = b"") -> socket.socket:
        """A connection on which some bytes were sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(data)
        return connection

    def begin(self, query: str, *headers: str) -> socket.socket:
        """A connection on which a query was asked by GET, and nothing was read."""
        lines = [f"GET /sparql?query={quote(query, safe='')} HTTP/1.1", "Host: localhost", *headers, "", ""]
        return self.connect("\r\n".join(lines).encode())

    def lives(self) -> bool:
        """Whether the front lives and its workers answer."""
        return self.process.poll() is None and self.ask("ASK {}", timeout="20").status == 200

    @property
    def keeper(self) -> int:
        """The process that holds the graph."""
        (found,) = children(self.process.pid)
        return found

    def workers(self) -> list[int]:
        """The worker processes that live."""
        return [child for child in children(self.keeper) if state(child) != "Z"]

    def at_work(self) -> list[int]:
        """The workers that have used the processor in the last tenths of a second."""
        before = {pid: cpu(pid) for pid in self.workers()}
        time.sleep(0.3)
        return [pid for pid, used in before.items() if cpu(pid) > used]


@contextmanager
def besieged(folder: Path, *flags: str, **settings: object) -> Iterator[Server]:
    """A server with some settings, stopped afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "partnercities", "serve", "--port", str(port), *flags]
    environ = {f"PARTNERCITIES_{name.upper()}": str(value) for name, value in settings.items()}
    log = folder / f"log-{port}"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stderr=output, env={**os.environ, **environ}) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/health")
            yield Server(port, process, log)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def until(holds: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether something holds within a time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def children(pid: int) -> list[int]:
    """The processes that a process started and that are not yet forgotten."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def state(pid: int) -> str:
    """The state of a process, as the kernel has it; Z once it is gone."""
    fields = _stat(pid)
    return fields[0] if fields else "Z"


def cpu(pid: int) -> float:
    """The seconds that a process has computed."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def resident(pid: int) -> int:
    """The bytes of memory that a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
