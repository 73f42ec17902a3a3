"""What is kept of each request: one line of JSON in the log, and the numbers of `/metrics`."""

import asyncio
import json
import sys
import time
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any, TextIO

from prometheus_client import CollectorRegistry, Counter, Histogram

from partnercities.web.exchange import Receive, Scope, Send
from partnercities.web.headers import App

_BUCKETS = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)
_NOTED = ("query", "rows", "version", "outcome")
_EVERY = 0.25


class Recording:
    """ASGI: writes one line for each request when it is over; the address of the client only if asked for."""

    def __init__(
        self, app: App, registry: CollectorRegistry, *, clients: bool = False, output: TextIO = sys.stderr
    ) -> None:
        self._app = app
        self._clients = clients
        self._output = output
        self._lines: list[str] = []
        self._numbers = _Numbers(registry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it went."""
        began = time.perf_counter()
        status, size = 0, 0

        async def counting(message: MutableMapping[str, Any]) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        notes: dict[str, Any] = scope.setdefault("partnercities", {})
        try:
            await self._app(scope, receive, counting)
        except BaseException:
            notes.setdefault("outcome", "broken")
            raise
        finally:
            seconds = time.perf_counter() - began
            self._numbers.count(scope["path"], status, size, seconds)
            self._write(scope, notes, status, size, seconds)

    def flush(self) -> None:
        """Write the lines that are held: many at once cost hardly more than one."""
        if self._lines:
            self._output.write("".join(self._lines))
            self._output.flush()
            self._lines.clear()

    def _write(self, scope: Scope, notes: dict[str, Any], status: int, size: int, seconds: float) -> None:
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": scope["method"],
            "path": scope["path"][:200],
            "status": status,
            "ms": round(seconds * 1000, 2),
            "bytes": size,
            **{name: notes[name] for name in _NOTED if notes.get(name) is not None},
        }
        if self._clients and scope.get("client"):
            line["client"] = scope["client"][0]
        if not self._lines:
            asyncio.get_running_loop().call_later(_EVERY, self.flush)
        self._lines.append(json.dumps(line) + "\n")


class _Numbers:
    """What Prometheus is told, by the first part of the path and the status."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter("partnercities_requests", "Requests answered.", ["path", "status"], registry=registry)
        self._seconds = Histogram(
            "partnercities_request_seconds", "Seconds to the end.", ["path"], registry=registry, buckets=_BUCKETS
        )
        self._bytes = Counter("partnercities_sent_bytes", "Bytes of bodies sent.", registry=registry)
        self._found: dict[tuple[str, int], tuple[Any, Any]] = {}

    def count(self, path: str, status: int, size: int, seconds: float) -> None:
        """Count one request."""
        key = (_family(path, status), status)
        if key not in self._found:
            self._found[key] = self._requests.labels(key[0], str(status)), self._seconds.labels(key[0])
        requests, duration = self._found[key]
        requests.inc()
        duration.observe(seconds)
        self._bytes.inc(size)


def _family(path: str, status: int) -> str:
    """The first part of a path, so that all things of a kind are counted together, and nothing that somebody made up."""
    return "/" + path.split("/", 2)[1] if status < 400 or path in ("/sparql", "/graphs") else "other"
