"""Changes over HTTP: what may be written, by whom, and what it means for the keeper."""

import asyncio
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from partnercities.dataset.changes import Change, Document, GraphChange, UpdateChange
from partnercities.engine.pool import Pool
from partnercities.problems import BadRequest, CannotRead, EndpointFailed, Problem, Refused, Unauthorized
from partnercities.protocol.formats import RECORDS, Kind, by_media_type, of_kind
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
_MODES = {b"refuse": False, b"warn": True}
"""What happens to a change that breaks the rules, by the word behind a token; whether it is kept."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Token:
    """What lets somebody write, and whether a change of theirs that breaks the rules is kept."""

    secret: bytes = field(repr=False)
    lenient: bool = False


class Writing:
    """Lets changes through to the keeper, for who has the token."""

    def __init__(self, pool: Pool | None, services: Services, settings: Settings) -> None:
        self._pool = pool
        self._tokens = tokens(settings)
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
        return self._pool is not None and bool(self._tokens)

    def allow(self, exchange: Exchange) -> Pool:
        """The pool, for who may write. Raises Refused where nothing can be written, Unauthorized without the token."""
        if self._pool is None or not self._tokens:
            raise Refused("This endpoint is read-only: it takes no update.")
        if not self.knows(exchange):
            raise Unauthorized(
                "Writing needs the token of this server.", hint="Send the header Authorization: Bearer …."
            )
        return self._pool

    def knows(self, exchange: Exchange) -> bool:
        """Whether a request has the token."""
        return self.open and self._token(exchange) is not None

    def _token(self, exchange: Exchange) -> Token | None:
        """The token that a request has."""
        scheme, _, given = (exchange.header(b"authorization") or "").partition(" ")
        secret = given.strip().encode("latin-1")
        # All of them are compared, so that the time tells nothing.
        found = [token for token in self._tokens if hmac.compare_digest(secret, token.secret)]
        return found[0] if found and scheme.lower() == "bearer" else None

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
            outcome = await self._carry_out(pool, exchange, change)
        except EndpointFailed as problem:
            raise self._services.named(problem) from None
        await self.kept(exchange, outcome)

    async def change(self, exchange: Exchange, change: GraphChange) -> dict[str, Any]:
        """Carry out a change of a graph; what is known of it, such as the graphs that it `created`."""
        return await self._carry_out(self.allow(exchange), exchange, change)

    async def _carry_out(self, pool: Pool, exchange: Exchange, change: Change) -> dict[str, Any]:
        token = self._token(exchange)
        lenient = token is not None and token.lenient
        outcome = await asyncio.shield(pool.change(change, self._seconds, lenient=lenient))
        if outcome["doubts"]:
            _log.warning("A change was kept that breaks the rules. %s", outcome["doubts"]["detail"])
        return outcome

    async def kept(
        self,
        exchange: Exchange,
        outcome: dict[str, Any],
        status: int = 204,
        headers: list[tuple[str, str]] | None = None,
    ) -> None:
        """Say that a change was kept, and what is wrong with it, if anything is."""
        given = headers or []
        if not outcome["doubts"]:
            await exchange.respond(status, given)
            return
        body = json.dumps({"kept": True, **outcome["doubts"]}, ensure_ascii=False).encode()
        given = [*given, ("content-type", RECORDS.media_type)]
        await exchange.respond(200 if status == 204 else status, given, body)

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


def tokens(settings: Settings) -> tuple[Token, ...]:
    """The tokens of the file that settings name, one in a line; none without a file.

    Raises CannotRead, and BadRequest if one is weak.
    """
    if not settings.token_file:
        return ()
    try:
        lines = Path(settings.token_file).read_bytes().splitlines()
    except OSError as error:
        raise CannotRead(f"The token cannot be read from {settings.token_file}: {error.strerror}") from error
    found = tuple(_read_token(line.split(), settings.token_file) for line in lines if line.strip())
    if not found:
        raise _weak(settings.token_file)
    return found


def _read_token(words: list[bytes], file: str) -> Token:
    secret, *mode = words
    if len(secret) < _SHORTEST or not secret.isascii():
        raise _weak(file)
    if mode and (len(mode) > 1 or mode[0] not in _MODES):
        raise BadRequest(f"Behind a token in {file} stands neither refuse nor warn, but something else.")
    return Token(secret, _MODES[mode[0]] if mode else False)


def _weak(file: str) -> BadRequest:
    return BadRequest(
        f"The token in {file} has less than {_SHORTEST} characters, or other than ASCII.",
        hint="`openssl rand -hex 32` makes a good one.",
    )
