"""`/sparql`: the SPARQL 1.1 Protocol ahead of Flask, which has the page and the description of the service."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from hashlib import blake2b, sha256

from partnercities.desk.desk import Desk
from partnercities.engine import Engine, Job, Reply
from partnercities.problems import BadParameter, EndpointFailed
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.negotiation import choose, prefers_html
from partnercities.protocol.operations import DIRECT, METHODS, SPARQL_UPDATE, Message, Query, Update, fields, read
from partnercities.settings import Settings
from partnercities.web.aside import Aside
from partnercities.web.exchange import Exchange
from partnercities.web.leaving import Watch
from partnercities.web.services import Services
from partnercities.web.writing import Writing

_STRANGERS = 4 << 20
"""The largest body of who shows no token, in bytes: a query of one megabyte, in which each byte is percent-encoded."""
_SECONDS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")


class Sparql:
    """Answers queries and updates; what is neither is left to the pages."""

    def __init__(self, desk: Desk, engine: Engine, writing: Writing, services: Services, settings: Settings) -> None:
        self._services = services
        self._desk = desk
        self._engine = engine
        self._writing = writing
        self._limit = settings.time_limit
        self._most = settings.max_body << 20
        self._public = settings.public_url.rstrip("/")
        self._aside = Aside(settings.time_limit)

    async def __call__(self, exchange: Exchange) -> bool:
        """Answer a request; False if a page is wanted, or if it is no operation of the protocol."""
        if exchange.method == "OPTIONS":
            await exchange.respond(204, [("allow", ", ".join(METHODS))])
            return True
        message = await self._message(exchange)
        operation = read(message)
        if operation is None:
            return False
        exchange.notes["query"] = sha256(operation.text.encode(errors="replace")).hexdigest()[:16]
        if isinstance(operation, Update):
            await self._writing.update(exchange, operation)
        elif _wants_page(exchange, message, operation):
            exchange.go_on_as_get(fields(message))
            return False
        else:
            await self._query(exchange, operation)
        return True

    async def _message(self, exchange: Exchange) -> Message:
        content_type = exchange.header(b"content-type") or ""
        if exchange.method == "POST" and content_type.partition(";")[0].strip().lower() == SPARQL_UPDATE:
            self._writing.allow(exchange)  # before its body is taken in
        most = self._most if self._writing.knows(exchange) else min(self._most, _STRANGERS)
        body = await exchange.body(most) if exchange.method == "POST" else b""
        return Message(
            exchange.method, exchange.query_string, content_type, body, exchange.address("/sparql", self._public)
        )

    async def _query(self, exchange: Exchange, query: Query) -> None:
        seconds = asked_seconds(query.options.get("timeout"), self._limit)
        choose = chooser(query.options.get("format"), exchange.header(b"accept"))
        prepared = await self._aside.read(query.text, lambda: self._desk.prepare(query, choose))
        job = Job(self._services.led(prepared.query), prepared.kind, prepared.format, seconds)
        try:
            await answer(exchange, self._engine, job)
        except EndpointFailed as problem:
            raise self._services.named(problem) from None


def _wants_page(exchange: Exchange, message: Message, query: Query) -> bool:
    """Whether a query comes from the form of a browser, which shows the answer on the page of the form."""
    return (
        message.media_type not in DIRECT
        and not query.options.get("format")
        and prefers_html(exchange.header(b"accept"))
    )


async def answer(exchange: Exchange, engine: Engine, job: Job) -> None:
    """Answer a request with what an engine answers to a job; stop the work when the client leaves."""
    watch = Watch(exchange, asyncio.current_task().cancel)  # type: ignore[union-attr]
    try:
        reply = await engine.answer(job, watch.begin)
        exchange.notes["rows"] = reply.facts.get("rows")
        tag = _tag(exchange, job, reply)
        headers = [("content-type", job.format.content_type), ("vary", "Accept")]
        if tag:
            headers.append(("etag", f'"{tag}"'))
        if tag and is_known(exchange.header(b"if-none-match"), tag):
            reply.close()
            await exchange.respond(304, headers)
        elif reply.rest is None:
            await exchange.respond(200, headers, reply.body)
        else:
            await _stream(exchange, reply, headers, watch)
    finally:
        watch.end()


def _tag(exchange: Exchange, job: Job, reply: Reply) -> str | None:
    """What names these bytes: the digest of an answer that is whole, or of the graph that is given out."""
    tag: str | None = reply.facts.get("tag")
    if tag and reply.rest is None:  # it is kept, so the response may be kept as well
        exchange.notes["version"] = reply.version
    if tag and job.whole:
        return f"{tag}-{job.format.name}"
    return tag or (blake2b(reply.body, digest_size=12).hexdigest() if reply.rest is None else None)


async def _stream(exchange: Exchange, reply: Reply, headers: list[tuple[str, str]], watch: Watch) -> None:
    watch.begin()
    try:
        await exchange.stream(200, headers, _parts(reply))
    finally:
        reply.close()
        exchange.notes["rows"] = reply.facts.get("rows")


def is_known(condition: str | None, tag: str) -> bool:
    """Whether If-None-Match names a tag."""
    return condition is not None and (condition.strip() == "*" or f'"{tag}"' in condition)


async def _parts(reply: Reply) -> AsyncIterator[bytes]:
    yield reply.body
    if reply.rest is not None:
        async for part in reply.rest:
            yield part


def chooser(format: str | None, accept: str | None) -> Callable[[Kind], Format]:
    """How the format is chosen: `format=` wins over Accept, because some clients cannot send the header."""
    return lambda kind: named(format, kind) if format else choose(accept, kind)


def asked_seconds(text: str | None, limit: float) -> float:
    """The time that a request gives itself with `timeout=`, in seconds, never more than the limit."""
    if not text:
        return limit
    if not _SECONDS.fullmatch(text) or not float(text):
        raise BadParameter(f"timeout is {text[:20]!r}; it is a number of seconds, such as 10.")
    return min(float(text), limit)
