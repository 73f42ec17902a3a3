"""A thin client for tests: one request to a real server, and its response as it came."""

import http.client
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from werkzeug.datastructures import Headers

FORM = "application/x-www-form-urlencoded"
Values = Mapping[str, object]
_ASCII = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True)
class Response:
    """What a server answered, with its headers in any case of letters."""

    status_code: int
    headers: Headers
    data: bytes

    @property
    def text(self) -> str:
        """The body as a text."""
        return self.data.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.data)

    @property
    def mimetype(self) -> str:
        """The media type without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def content_length(self) -> int:
        """The length that the server says."""
        return int(self.headers["Content-Length"])


class Client:
    """Asks one server. No redirect is followed, nothing is accepted or sent that the test does not say."""

    def __init__(self, url: str, host: str = "localhost") -> None:
        self.url = url
        self.port = urlsplit(url).port or 80
        self._host = host

    def get(self, address: str, query_string: Values | None = None, headers: Values | None = None) -> Response:
        """The response to a GET."""
        return self.ask("GET", address, query_string, headers)

    def head(self, address: str, query_string: Values | None = None, headers: Values | None = None) -> Response:
        """The response to a HEAD."""
        return self.ask("HEAD", address, query_string, headers)

    def options(self, address: str, headers: Values | None = None) -> Response:
        """The response to an OPTIONS."""
        return self.ask("OPTIONS", address, headers=headers)

    def delete(self, address: str, headers: Values | None = None) -> Response:
        """The response to a DELETE."""
        return self.ask("DELETE", address, headers=headers)

    def post(
        self, address: str, data: bytes | Values = b"", content_type: str = "", headers: Values | None = None
    ) -> Response:
        """The response to a POST of bytes, or of the fields of a form."""
        return self._send("POST", address, data, content_type, headers)

    def put(
        self, address: str, data: bytes | Values = b"", content_type: str = "", headers: Values | None = None
    ) -> Response:
        """The response to a PUT."""
        return self._send("PUT", address, data, content_type, headers)

    def ask(
        self,
        method: str,
        address: str,
        query_string: Values | None = None,
        headers: Values | None = None,
        body: bytes | None = None,
    ) -> Response:
        """The response to any request."""
        path = quote(address, safe=_ASCII) + (f"?{urlencode(query_string, doseq=True)}" if query_string else "")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"Host": self._host, **_texts(headers)})
            response = connection.getresponse()
            return Response(response.status, Headers(response.getheaders()), response.read())
        finally:
            connection.close()

    def raw(self, sent: bytes, seconds: float = 30) -> bytes:
        """All that a server sends for some bytes until it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as link:
            link.sendall(sent)
            return b"".join(iter(lambda: link.recv(1 << 16), b""))

    def _send(
        self, method: str, address: str, data: bytes | Values, content_type: str, headers: Values | None
    ) -> Response:
        body = data if isinstance(data, bytes) else urlencode(data, doseq=True).encode()
        kind = content_type or ("" if isinstance(data, bytes) else FORM)
        return self.ask(method, address, None, {**({"Content-Type": kind} if kind else {}), **(headers or {})}, body)


def _texts(headers: Values | None) -> dict[str, str]:
    return {name: str(value) for name, value in (headers or {}).items()}
