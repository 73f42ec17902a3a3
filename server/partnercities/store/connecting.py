"""One HTTP connection to one address for one host, which ends at its deadline whatever the other side does."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from partnercities.problems import EndpointFailed, TooLarge

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Asked:
    """What another server answered."""

    status: int
    content_type: str
    body: bytes


class Connection:
    """A connection to `place`, an address of the network, in the name of `host`. Raises EndpointFailed if there is none.

    `deadline` is a time of `time.monotonic`.
    """

    def __init__(self, place: str, host: str, port: int, secure: bool, deadline: float) -> None:  # noqa: FBT001
        self._deadline = deadline
        self._same: socket.socket | None = None
        left = max(deadline - time.monotonic(), 0.01)
        self._end = threading.Timer(left, self._shut)
        try:
            raw = socket.create_connection((place, port), timeout=left)
            # The time of a socket begins anew with each byte, so who sends them one by one would never be too late.
            self._same = raw.dup()
            self._end.start()
            self._http = http.client.HTTPConnection(host, port, timeout=left)
            self._http.sock = _secured(raw, host) if secure else raw
        except OSError as error:
            self._rest()
            raise EndpointFailed(f"{host} cannot be reached: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rest()
        self._http.close()

    def request(self, url: str, headers: Mapping[str, str], body: bytes | None) -> http.client.HTTPResponse:
        """The response to a GET, or to a POST of a body. Raises EndpointFailed."""
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            self._http.request("GET" if body is None else "POST", target, body, {"Connection": "close", **headers})
            response = self._http.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise EndpointFailed(f"{url} gave no answer: {error}") from error
        self._check_time(url)
        return response

    def read(self, response: http.client.HTTPResponse, most: int) -> bytes:
        """The whole body of a response. Raises TooLarge beyond `most` bytes, EndpointFailed if it is late or breaks off."""
        parts, size = [], 0
        try:
            while part := response.read1(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > most:
                    raise TooLarge(f"{self._http.host} sends more than {most:,} bytes.")
        except (OSError, http.client.HTTPException) as error:
            raise EndpointFailed(f"{self._http.host} broke off: {error}") from error
        self._check_time(self._http.host)
        if response.length:
            raise EndpointFailed(f"{self._http.host} broke off, {response.length:,} bytes before its end.")
        return b"".join(parts)

    def _check_time(self, what: str) -> None:
        # Headers and bodies without a length may end early and look whole: the end may be ours.
        if time.monotonic() >= self._deadline:
            raise EndpointFailed(f"{what} took too long.")

    def _shut(self) -> None:
        if self._same:
            with contextlib.suppress(OSError):
                self._same.shutdown(socket.SHUT_RDWR)

    def _rest(self) -> None:
        self._end.cancel()
        if self._same:
            self._same.close()


def _secured(raw: socket.socket, host: str) -> socket.socket:
    try:
        return ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except OSError:
        raw.close()
        raise
