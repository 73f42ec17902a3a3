"""`/graphs`: the SPARQL 1.1 Graph Store HTTP Protocol. Below it, an address is itself the name of a graph."""

from email import message_from_bytes, policy
from typing import Any, Literal, cast
from urllib.parse import parse_qsl

from partnercities.dataset.changes import Document, GraphChange
from partnercities.engine import Engine, Job
from partnercities.problems import BadRequest
from partnercities.protocol.formats import Kind
from partnercities.protocol.graph_store import METHODS, Part, Target, contents, identified, target
from partnercities.settings import Settings
from partnercities.web.exchange import Exchange
from partnercities.web.sparql import answer, chooser
from partnercities.web.writing import Writing

_PATH = "/graphs"


class Graphs:
    """Graphs to read, and for who has the token to put, extend and delete."""

    def __init__(self, engine: Engine, writing: Writing, settings: Settings) -> None:
        self._engine = engine
        self._writing = writing
        self._seconds = settings.time_limit
        self._most = settings.max_body << 20
        self._public = settings.public_url.rstrip("/")

    async def __call__(self, exchange: Exchange) -> bool:
        """Answer a request."""
        if exchange.method == "OPTIONS":
            await exchange.respond(204, [("allow", ", ".join(METHODS))])
            return True
        pairs = _pairs(exchange)
        wanted = self._target(exchange, pairs)
        if exchange.method in ("GET", "HEAD"):
            await self._read(exchange, wanted, dict(pairs).get("format"))
        else:
            await self._write(exchange, wanted)
        return True

    def _target(self, exchange: Exchange, pairs: list[tuple[str, str]]) -> Target:
        if exchange.path == _PATH:
            return target(exchange.method, pairs)
        target(exchange.method, [("default", "")])  # for its check of the method
        return identified(exchange.address(exchange.scope["raw_path"].decode("ascii"), self._public))

    async def _read(self, exchange: Exchange, wanted: Target, format: str | None) -> None:
        chosen = chooser(format, exchange.header(b"accept"))(Kind.GRAPH)
        await answer(exchange, self._engine, Job.of_graph(wanted.graph, chosen, self._seconds))

    async def _write(self, exchange: Exchange, wanted: Target) -> None:
        self._writing.allow(exchange)
        base = wanted.graph or exchange.address(_PATH, self._public)
        parts = [] if exchange.method == "DELETE" else await self._parts(exchange)
        change = GraphChange(
            cast("Literal['put', 'post', 'delete']", exchange.method.lower()),
            wanted.graph,
            tuple(Document(format.name, content, base) for format, content in contents(parts)),
            exchange.header(b"if-match"),
            exchange.header(b"if-none-match"),
        )
        outcome = await self._writing.change(exchange, change)
        location = [("location", wanted.graph)] if wanted.new and wanted.graph else []
        status = 201 if wanted.graph in outcome["created"] or wanted.new else 204
        await self._writing.kept(exchange, outcome, status, location)

    async def _parts(self, exchange: Exchange) -> list[Part]:
        body = await exchange.body(self._most)
        content_type = exchange.header(b"content-type") or ""
        if not content_type.lower().startswith("multipart/"):
            return [(content_type, body)]
        message: Any = message_from_bytes(
            b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body, policy=policy.HTTP
        )
        if not message.is_multipart():
            raise BadRequest("The body is not divided as its Content-Type says.")
        return [(str(part.get("Content-Type", "")), part.get_payload(decode=True)) for part in message.iter_parts()]


def _pairs(exchange: Exchange) -> list[tuple[str, str]]:
    try:
        return parse_qsl(exchange.query_string, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise BadRequest("The query string cannot be read.", hint="Percent-encode the bytes of UTF-8.") from error
