"""An engine for those who wait: the views of Flask, which run in threads of their own."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from partnercities.engine.base import Engine, Facts, Job, Reply
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.operations import Query

_T = TypeVar("_T")


class Live:
    """What an engine over our own graph holds at this moment (see desk.Held)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def facts(self) -> Facts:
        """The facts of now."""
        facts = self._engine.facts
        if facts is None:
            raise LookupError("A foreign engine has no facts.")
        return facts

    @property
    def version(self) -> str:
        """The version of the data."""
        return self.facts.version

    @property
    def graphs(self) -> Mapping[str, int]:
        """The triples of each named graph."""
        return self.facts.graphs

    @property
    def triples(self) -> int:
        """The triples of the default graph."""
        return self.facts.triples

    @property
    def modified(self) -> datetime:
        """When the data changed last."""
        return datetime.fromisoformat(self.facts.modified)


class BlockingStore:
    """A store (see store.base) over an engine that lives in the event loop of another thread."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._engine = engine
        self._loop = loop
        self._seconds = seconds

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        """See Store.answer."""
        limit = min(seconds or self._seconds, self._seconds)
        reply = self._wait(self._engine.answer(Job(query, kind, format, limit)))
        return iter((reply.body,)) if reply.rest is None else self._parts(reply, reply.rest)

    def close(self) -> None:
        """The engine is closed by who opened it."""

    def _parts(self, reply: Reply, rest: AsyncIterator[bytes]) -> Iterator[bytes]:
        try:
            yield reply.body
            while (part := self._wait(_following(rest))) is not None:
                yield part
        finally:
            self._loop.call_soon_threadsafe(reply.close)

    def _wait(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _following(rest: AsyncIterator[bytes]) -> bytes | None:
    return await anext(rest, None)
