"""A cheap client: requests over connections that stay open, written and read as bytes, with the time of each."""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit


@dataclass
class Sent:
    """What a round of requests came to: seconds for each, in all, and how many were no proper answer."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: int = 0
    body: bytes = b""

    @property
    def per_second(self) -> float:
        """Proper answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, part: float) -> float:
        """The time that so large a part of the requests did not exceed, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


class Connection:
    """One connection to an endpoint; opened anew where the server closes it."""

    def __init__(self, url: str, accept: str, timeout: float) -> None:
        parts = urlsplit(url)
        self._address = (str(parts.hostname), int(parts.port or 80))
        self._path = (parts.path or "/") + "?" + (parts.query + "&" if parts.query else "")
        self._head = f"Host: {parts.netloc}\r\nAccept: {accept}\r\n\r\n"
        self._timeout = timeout
        self._file: socket.SocketIO | None = None
        self._socket: socket.socket | None = None

    def ask(self, text: str) -> bytes:
        """The body of the answer to a query. Raises OSError if there is no proper one."""
        request = f"GET {self._path}query={quote(text, safe='')} HTTP/1.1\r\n{self._head}".encode()
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._reader = self._socket.makefile("rb")
        try:
            self._socket.sendall(request)
            return self._answer()
        except (OSError, ValueError) as error:
            self.close()
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._reader.close()
            self._socket.close()
            self._socket = None

    def _answer(self) -> bytes:
        status = self._reader.readline()
        headers = {}
        while (line := self._reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip().lower()
        body = self._body(headers)
        if b" 200 " not in status:
            raise OSError(f"{status!r} {body[:200]!r}")
        if headers.get(b"connection") == b"close":
            self.close()
        return body

    def _body(self, headers: dict[bytes, bytes]) -> bytes:
        if headers.get(b"transfer-encoding") == b"chunked":
            return b"".join(iter(self._chunk, b""))
        if b"content-length" in headers:
            return self._reader.read(int(headers[b"content-length"]))
        return self._reader.read()

    def _chunk(self) -> bytes:
        size = int(self._reader.readline().partition(b";")[0], 16)
        content = self._reader.read(size)
        self._reader.readline()
        return content


def send(url: str, accept: str, texts: Callable[[], str], *, connections: int, seconds: float, most: int) -> Sent:
    """Ask over so many connections at once, until the time is over or each has asked its part of `most`."""
    sent = Sent()
    started = time.perf_counter()
    limit = max(1, most // connections)
    with ThreadPoolExecutor(connections) as pool:
        for part in pool.map(lambda _: _ask(url, accept, texts, started + seconds, limit), range(connections)):
            sent.times += part.times
            sent.failures += part.failures
            sent.body = part.body or sent.body
    sent.seconds = time.perf_counter() - started
    return sent


def _ask(url: str, accept: str, texts: Callable[[], str], until: float, most: int) -> Sent:
    sent = Sent()
    connection = Connection(url, accept, timeout=60)
    while not (sent.times or sent.failures) or (time.perf_counter() < until and len(sent.times) < most):
        text = texts()
        before = time.perf_counter()
        try:
            sent.body = connection.ask(text)
            sent.times.append(time.perf_counter() - before)
        except OSError:
            sent.failures += 1
            if sent.failures > 3:
                break
    connection.close()
    return sent
