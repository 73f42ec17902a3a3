"""One request to another server and its reply, whole within a time or not at all."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import socket
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from partnercities.problems import EndpointFailed
from partnercities.protocol.operations import FORM

_CHUNK = 1 << 16
_MOVED = (301, 302, 307, 308)
_MOVES = 3
_AGENT = "partnercities"


@dataclass(frozen=True)
class Reply:
    """A reply whose head has been read; the body is read from the network as it is asked for, or given up by close."""

    url: str
    status: int
    headers: Message
    _response: HTTPResponse
    _connection: HTTPConnection
    _socket: socket
    _deadline: float

    def body(self) -> Iterator[bytes]:
        """All bytes. Raises EndpointFailed when they end before their length, or do not end in time."""
        try:
            while chunk := self._next():
                yield chunk
        except (OSError, HTTPException) as error:
            raise EndpointFailed(f"{self.url} broke off its answer: {_words(error)}") from error
        finally:
            self.close()
        if self._response.length:
            raise EndpointFailed(f"{self.url} broke off its answer {self._response.length} bytes before its end.")

    def read(self) -> bytes:
        """All bytes at once. Raises what `body` raises."""
        return b"".join(self.body())

    def close(self) -> None:
        """Hang up, by which the other side learns that nobody waits."""
        self._response.close()
        self._connection.close()

    def _next(self) -> bytes:
        self._socket.settimeout(_left(self._deadline))
        return self._response.read1(_CHUNK)


def post(url: str, form: Sequence[tuple[str, str]], headers: Mapping[str, str], seconds: float) -> Reply:
    """Send a form and give the reply to it, whatever its status; moves are followed within the same server only.

    Raises EndpointFailed if there is no reply within the time, or no server at the address.
    """
    deadline = time.monotonic() + seconds
    try:
        for _ in range(_MOVES + 1):
            reply = _send(url, form, headers, deadline)
            if reply.status not in _MOVED:
                return reply
            reply.close()
            url = _moved(url, reply.headers.get("Location", ""))
    except (OSError, HTTPException, ValueError) as error:
        raise EndpointFailed(f"{url}: {_words(error)}") from error
    raise EndpointFailed(f"{url} only moves on from one address to another.")


def _send(url: str, form: Sequence[tuple[str, str]], headers: Mapping[str, str], deadline: float) -> Reply:
    parts = urlsplit(url)
    connection = _connection(parts, deadline)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kind = {"Content-Type": FORM, "User-Agent": _AGENT, "Connection": "close"}
        connection.request("POST", path, urlencode(form).encode(), {**kind, **headers})
        # Kept, because the connection forgets it when the other side will close after its answer.
        channel = connection.sock
        response = connection.getresponse()
    except BaseException:
        connection.close()
        raise
    return Reply(url, response.status, response.headers, response, connection, channel, deadline)


def _connection(parts: SplitResult, deadline: float) -> HTTPConnection:
    """A connection to the server of an address. Raises ValueError for an address that names none."""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("this is no address of a server; it begins with http:// or https://")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname, parts.port, timeout=_left(deadline))


def _moved(url: str, location: str) -> str:
    """Where a reply points to. Raises EndpointFailed if that is another server, to which nobody gave their trust."""
    target = urljoin(url, location)
    if not location or urlsplit(target)[:2] != urlsplit(url)[:2]:
        raise EndpointFailed(f"{url} points to another server, {target}, which is not followed.")
    return target


def _left(deadline: float) -> float:
    """The seconds that are left. Raises TimeoutError if there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:500] or type(error).__name__
