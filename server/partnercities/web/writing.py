"""Changes over HTTP: what may be written, by whom, and what it means for the keeper."""

import asyncio
import hmac
from collections.abc import Sequence
from pathlib import Path

from partnercities.dataset.changes import Document, GraphChange, UpdateChange
from partnercities.engine.pool import Pool
from partnercities.problems import BadRequest, CannotRead, EndpointFailed, Problem, Refused, Unauthorized
from partnercities.protocol.formats import Kind, by_media_type, of_kind
from partnercities.protocol.operations import Update
from partnercities.protocol.query_text import Limits, guard, led
from partnercities.protocol.update_text import Operation, operations
from partnercities.settings import Settings
from partnercities.store.outside import Outside
from partnercities.web.aside import Aside
from partnercities.web.exchange import Exchange
from partnercities.web.services import Services

_ACCEPT = ", ".join(format.media_type for format in of_kind(Kind.GRAPH))
_SHORTEST = 16


class Writing:
    """Lets changes through to the keeper, for who has the token."""

    def __init__(self, pool: Pool | None, services: Services, settings: Settings) -> None:
        self._pool = pool
        self._token = token(settings)
        self._services = services
        self._outside: Outside = services.outside
        self._seconds = settings.time_limit
        self._most = settings.max_body << 20
        # Not the one in which the texts of strangers are read: those must not keep a writer waiting.
        self._aside = Aside(settings.time_limit)
        self._limits = Limits(size=self._most, services=services.open)

    @property
    def open(self) -> bool:
        """Whether anything can be written."""
        return self._pool is not None and bool(self._token)

    def allow(self, exchange: Exchange) -> Pool:
        """The pool, for who may write. Raises Refused where nothing can be written, Unauthorized without the token."""
        if self._pool is None or not self._token:
            raise Refused("This endpoint is read-only: it takes no update.")
        if not self.knows(exchange):
            raise Unauthorized(
                "Writing needs the token of this server.", hint="Send the header Authorization: Bearer …."
            )
        return self._pool

    def knows(self, exchange: Exchange) -> bool:
        """Whether a request has the token."""
        scheme, _, given = (exchange.header(b"authorization") or "").partition(" ")
        right = hmac.compare_digest(given.strip().encode("latin-1"), self._token)
        return self.open and right and scheme.lower() == "bearer"

    async def update(self, exchange: Exchange, update: Update) -> None:
        """Carry out an update."""
        pool = self.allow(exchange)
        steps, text = await self._aside.read(update.text, lambda: self._read(update))
        change = UpdateChange(
            text,
            update.base_iri or "",
            update.using_default or (),
            update.using_named or (),
            await self._loads(steps),
        )
        try:
            await asyncio.shield(pool.change(change, self._seconds))
        except EndpointFailed as problem:
            raise self._services.named(problem) from None
        await exchange.respond(204)

    async def change(self, exchange: Exchange, change: GraphChange) -> Sequence[str]:
        """Carry out a change of a graph; the graphs that it made."""
        outcome = await asyncio.shield(self.allow(exchange).change(change, self._seconds))
        made: list[str] = outcome["created"]
        return made

    def _read(self, update: Update) -> tuple[Sequence[Operation], str]:
        """The operations of an update that passes the guard, and its text with each SERVICE led through us."""
        guard(update.text, self._limits)
        base = update.base_iri or ""
        steps = operations(update.text, base, update.using_default or (), update.using_named or ())
        return steps, led(update.text, base, self._services.lead)

    async def _loads(self, steps: Sequence[Operation]) -> dict[str, Document]:
        """What the LOADs of an update read, by their sources; those that are silent may fail."""
        found = {}
        for step in steps:
            if step.source and step.source not in found:
                try:
                    found[step.source] = await asyncio.to_thread(self._load, step.source)
                except Problem:
                    if not step.silent:
                        raise
        return found

    def _load(self, source: str) -> Document:
        answer = self._outside.ask(source, {"Accept": _ACCEPT}, seconds=self._seconds, most=self._most)
        format = by_media_type(answer.content_type, Kind.GRAPH)
        if answer.status != 200 or format is None:
            raise EndpointFailed(
                f"{source} answered {answer.status} with {answer.content_type or 'no type'}, no graph."
            )
        return Document(format.name, answer.body, source)


def token(settings: Settings) -> bytes:
    """The token of the file that settings name; nothing without a file. Raises CannotRead, and BadRequest if it is weak."""
    if not settings.token_file:
        return b""
    try:
        found = Path(settings.token_file).read_bytes().strip()
    except OSError as error:
        raise CannotRead(f"The token cannot be read from {settings.token_file}: {error.strerror}") from error
    if len(found) < _SHORTEST or not found.isascii():
        raise BadRequest(
            f"The token in {settings.token_file} has less than {_SHORTEST} characters, or other than ASCII.",
            hint="`openssl rand -hex 32` makes a good one.",
        )
    return found
