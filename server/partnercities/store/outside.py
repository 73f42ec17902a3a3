"""Other servers: which may be asked, and the one careful way to ask them.

Nothing outside is asked unless it stands on the list. A name is looked up once and the connection goes to an address
that was checked: public ones only, unless the list itself says where the name leads. A redirect is followed only to
what stands on the list too.
"""

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from partnercities.problems import BadRequest, EndpointFailed, Refused
from partnercities.store.connecting import Asked, Connection

_REDIRECTS = 5
_SCHEMES = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


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
            try:
                _parts(addresses[iri] or iri)
            except Refused as refused:
                raise BadRequest(
                    f"{entry!r} is no address that can be asked.", hint="Write http://… or IRI=http://…."
                ) from refused
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
                response = connection.request(way.url, headers, body)
                if response.status not in (301, 302, 303, 307, 308):
                    content = connection.read(response, most)
                    return Asked(response.status, response.headers.get("Content-Type", ""), content)
                iri = _joined(way.url, response.headers.get("Location", ""))
                way = self.find(iri)
        raise EndpointFailed(f"{iri} redirects too often.")


@dataclass(frozen=True)
class Way:
    """Where something is reached; `private` says that the list names the place itself, so that it need not be public."""

    url: str
    private: bool

    def connect(self, deadline: float) -> Connection:
        """A connection to a checked address. Raises Refused and EndpointFailed."""
        parts = _parts(self.url)
        host, port = parts.hostname or "", parts.port or _SCHEMES[parts.scheme]
        return Connection(self._place(host, port), host, port, parts.scheme == "https", deadline)

    def _place(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise EndpointFailed(f"{host} is not known: {error}") from error
        places = [str(entry[4][0]) for entry in found]
        # All of them must be public: a name with one public and one private address is a trap.
        if not self.private and not all(_is_public(place.partition("%")[0]) for place in places):
            raise Refused(f"{host} leads to an address that is not public.", hint="Name the place: IRI=URL.")
        return places[0]


def _is_public(place: str) -> bool:
    """Whether an address is one of the open web; one that carries another must carry a public one."""
    address: ipaddress.IPv4Address | ipaddress.IPv6Address | None = ipaddress.ip_address(place)
    if isinstance(address, ipaddress.IPv6Address):
        if address.teredo:
            return False
        address = address.ipv4_mapped or address.sixtofour or _translated(address) or address
    return address is not None and address.is_global and not address.is_multicast


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _parts(url: str) -> SplitResult:
    """The parts of an address. Raises Refused if it is none of the web."""
    try:
        parts = urlsplit(url)
        if parts.scheme in _SCHEMES and parts.hostname and parts.port != 0:
            return parts
    except ValueError as error:
        raise Refused(f"{url} is no address: {error}.") from error
    raise Refused(f"{url} is no address of the web.")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Refused(f"{url} redirects to {location}, which is no address.") from error
