"""An engine for those who wait: the views of Flask, which run in threads of their own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar

from partnercities.engine.base import Engine, Facts, Job, Reply
from partnercities.problems import Broken
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


class Asker:
    """Somebody on whose behalf threads ask; when they leave, what is asked for them is cancelled."""

    def __init__(self) -> None:
        self._asked: set[Future[Any]] = set()
        self._left = False

    def wait(self, future: "Future[_T]") -> _T:
        """The result of a future. Raises Broken if the asker left before it."""
        self._asked.add(future)
        if self._left:  # looked at after adding: whoever leaves in between finds it
            future.cancel()
        try:
            return future.result()
        except CancelledError as error:
            raise Broken("The client has left.") from error
        finally:
            self._asked.discard(future)

    @contextmanager
    def unless_left(self, stop: Callable[[], object]) -> Iterator[None]:
        """While something is done, call `stop` if the asker leaves. Raises Broken then."""
        doing: Future[None] = Future()
        doing.add_done_callback(lambda _: stop())
        self._asked.add(doing)
        if self._left:
            doing.cancel()
        try:
            yield
        finally:
            self._asked.discard(doing)
        if doing.cancelled():
            raise Broken("The client has left.")

    def leave(self) -> None:
        """Stop what is under way and what is still asked."""
        self._left = True
        for future in tuple(self._asked):
            future.cancel()


ASKER: ContextVar[Asker | None] = ContextVar("ASKER", default=None)
"""For whom the thread of this context asks, where they can leave."""


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
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        asker = ASKER.get()
        return asker.wait(future) if asker else future.result()


async def _following(rest: AsyncIterator[bytes]) -> bytes | None:
    return await anext(rest, None)
