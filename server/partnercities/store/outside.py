"""Other servers: which may be asked, and the one careful way to ask them.

Nothing outside is asked unless it stands on the list. A name is looked up once and the connection goes to an address
that was checked: public ones only, unless the list itself says where the name leads. A redirect is followed only to
what stands on the list too.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from partnercities.problems import BadRequest, EndpointFailed, Refused, TooLarge

_REDIRECTS = 5
_CHUNK = 1 << 16
_SCHEMES = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Asked:
    """What another server answered."""

    status: int
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Outside:
    """The servers that may be asked: IRIs, or with a `/` at the end all below them, each with where it is reached."""

    addresses: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def listed(cls, text: str) -> "Outside":
        """The list of a setting: `IRI` or `IRI=URL`, separated by commas. Raises BadRequest for what is no address."""
        addresses = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            iri, mapped, url = entry.partition("=http")
            addresses[iri] = "http" + url if mapped else ""
            if urlsplit(addresses[iri] or iri).scheme not in _SCHEMES:
                raise BadRequest(f"{entry!r} is no address that can be asked.", hint="Write http://… or IRI=http://….")
        return cls(addresses)

    def __bool__(self) -> bool:
        """Whether any may be asked."""
        return bool(self.addresses)

    def find(self, iri: str) -> "Way":
        """How to reach an address. Raises Refused if it is not on the list."""
        for listed, url in self.addresses.items():
            if iri == listed or (listed.endswith("/") and iri.startswith(listed)):
                return Way(url + iri[len(listed) :] if url else iri, private=bool(url))
        raise Refused(f"{iri} is not among the addresses that may be asked.", hint="The setting `remotes` names them.")

    def ask(
        self,
        iri: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        seconds: float,
        most: int,
    ) -> Asked:
        """GET an address, or POST a body to it, within a time and a size.

        Raises Refused for what is closed, EndpointFailed if there is no answer, TooLarge if it is too long.
        """
        deadline = time.monotonic() + seconds
        way = self.find(iri)
        for _ in range(_REDIRECTS):
            with way.connect(deadline) as connection:
                response = _request(connection, way.url, headers, body)
                if response.status not in (301, 302, 303, 307, 308):
                    content = _bounded(response, way.url, deadline, most)
                    return Asked(response.status, response.headers.get("Content-Type", ""), content)
                iri = urljoin(way.url, response.headers.get("Location", ""))
                way = self.find(iri)
        raise EndpointFailed(f"{iri} redirects too often.")


@dataclass(frozen=True)
class Way:
    """Where something is reached; `private` says that the list names the place itself, so that it need not be public."""

    url: str
    private: bool

    def connect(self, deadline: float) -> "_Connection":
        """A connection to a checked address. Raises Refused and EndpointFailed."""
        parts = urlsplit(self.url)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise Refused(f"{self.url} is no address of the web.")
        port = parts.port or _SCHEMES[parts.scheme]
        place = self._place(parts.hostname, port)
        return _Connection(place, parts.hostname, port, parts.scheme == "https", deadline)

    def _place(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise EndpointFailed(f"{host} is not known: {error}") from error
        places = [str(entry[4][0]) for entry in found]
        # All of them must be public: a name with one public and one private address is a trap.
        if not self.private and not all(ipaddress.ip_address(place.partition("%")[0]).is_global for place in places):
            raise Refused(f"{host} leads to an address that is not public.", hint="Name the place: IRI=URL.")
        return places[0]


class _Connection:
    """An HTTP connection to one address for one host."""

    def __init__(self, place: str, host: str, port: int, secure: bool, deadline: float) -> None:  # noqa: FBT001
        left = max(deadline - time.monotonic(), 0.01)
        try:
            raw = socket.create_connection((place, port), timeout=left)
            if secure:
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        except OSError as error:
            raise EndpointFailed(f"{host} cannot be reached: {error}") from error
        self.http = http.client.HTTPConnection(host, port, timeout=left)
        self.http.sock = raw

    def __enter__(self) -> http.client.HTTPConnection:
        return self.http

    def __exit__(self, *_: object) -> None:
        self.http.close()


def _request(
    connection: http.client.HTTPConnection, url: str, headers: Mapping[str, str], body: bytes | None
) -> http.client.HTTPResponse:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET" if body is None else "POST", target, body, {"Connection": "close", **headers})
        return connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise EndpointFailed(f"{url} gave no answer: {error}") from error


def _bounded(response: http.client.HTTPResponse, url: str, deadline: float, most: int) -> bytes:
    parts, size = [], 0
    try:
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                raise TooLarge(f"{url} sends more than {most:,} bytes.")
            if time.monotonic() > deadline:
                raise EndpointFailed(f"{url} took too long.")
    except (OSError, http.client.HTTPException) as error:
        raise EndpointFailed(f"{url} broke off: {error}") from error
    return b"".join(parts)
