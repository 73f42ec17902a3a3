"""The server under test: where its doors are, and what the tests do with it."""

import http.client
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from .comparing import SPO, Table, Term
from .reading import RESULTS, answer

QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
_EVERYTHING = "SELECT ?s ?p ?o ?g WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_SECONDS = 30


@dataclass(frozen=True)
class Reply:
    """What came back, as it came."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get_content_type()

    @property
    def said(self) -> str:
        """Status and the begin of the text, for messages."""
        return f"{self.status} {self.media_type} {self.body[:500].decode(errors='replace')}"


@dataclass
class Target:
    """A server that runs: the addresses of its three doors, and what opens them for writing."""

    query: str
    update: str
    graphs: str
    key: Mapping[str, str] = field(default_factory=dict)
    wording: Callable[[bytes], bytes] = bytes
    """What becomes of a text before it is sent."""
    _held: tuple[frozenset[Quad], str] | None = None

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        """The reply to one request on a connection of its own; redirects are not followed."""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=_SECONDS)
        try:
            path = parts.path + ("?" + parts.query if parts.query else "")
            connection.request(method, path, body, {**headers, **self.key})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask(self, text: bytes, media_type: str = "*/*") -> Reply:
        """The reply to a query."""
        return self.send("POST", self.query, {**QUERY, "Accept": media_type}, self.wording(text))

    def change(self, text: bytes) -> Reply:
        """The reply to an update; what is held is unknown from now on."""
        self._held = None
        return self.send("POST", self.update, UPDATE, self.wording(text))

    def unknown(self) -> None:
        """Say that the test writes by itself."""
        self._held = None

    def hold(self, quads: Iterable[Quad], names: Iterable[str] = ()) -> None:
        """Make the server hold these statements and no others, with graphs of these names even if they are empty."""
        members = frozenset(quads)
        creating = "".join(f"CREATE SILENT GRAPH <{name}> ;\n" for name in sorted(names))
        wanted = (members, creating)
        if wanted != self._held:
            reply = self.change(f"DROP ALL ;\n{creating}INSERT DATA {{\n{_written(members)}}}".encode())
            assert reply.status < 300, reply.said
            self._held = wanted

    def held(self) -> dict[str, Table]:
        """All statements by the name of their graph; the default graph has no name."""
        media_type = RESULTS[".srj"]
        reply = self.ask(_EVERYTHING.encode(), media_type)
        assert reply.status == 200, reply.said
        table = answer(reply.body, media_type)
        assert isinstance(table, Table)
        names = {row[3] for row in table.rows}
        return {_name(name): Table(SPO, tuple(row[:3] for row in table.rows if row[3] == name)) for name in names}


def _name(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _written(quads: Iterable[Quad]) -> str:
    """The statements as INSERT DATA has them."""
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    return "".join(
        _lines(members) if isinstance(name, DefaultGraph) else f"GRAPH {name} {{\n{_lines(members)}}}\n"
        for name, members in graphs.items()
    )


def _lines(quads: Iterable[Quad]) -> str:
    return "".join(f"{quad.triple} .\n" for quad in quads)
