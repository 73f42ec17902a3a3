"""A pool over a real keeper, in an event loop of its own that outlives a test."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import pytest

from partnercities.engine import Job, Reply
from partnercities.engine.lifeline import Plan
from partnercities.engine.pool import Pool
from partnercities.protocol.formats import named
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import kind_of

_T = TypeVar("_T")
MEMORY = 300 << 20


class Opened:
    """A pool and the loop it lives in."""

    def __init__(self, plan: Plan, workers: int = 4) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._others = set(keepers())
        self.pool = Pool(plan, workers)
        self.run(self.pool.open())

    def keepers(self) -> list[int]:
        """The keepers of this pool; other tests of the process may have theirs."""
        return [pid for pid in keepers() if pid not in self._others]

    def begin(self, work: Coroutine[Any, Any, _T]) -> "Future[_T]":
        """Start some work in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, _T], seconds: float = 30) -> _T:
        """What some work comes to."""
        return self.begin(work).result(seconds)

    def ask(self, text: str, seconds: float = 10) -> bytes:
        """The whole answer to a query, as CSV or N-Triples."""
        return self.run(whole(self.pool, job(text, seconds)))

    def close(self) -> None:
        """Stop all."""
        self.run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        await self.pool.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def job(text: str, seconds: float = 10) -> Job:
    """The job to answer a query."""
    kind = kind_of(text)
    return Job(Query(text), kind, named("ntriples" if kind.name == "GRAPH" else "csv", kind), seconds)


async def whole(pool: Pool, asked: Job) -> bytes:
    """All of an answer."""
    reply = await pool.answer(asked)
    return reply.body + b"".join([part async for part in rest(reply)])


async def rest(reply: Reply) -> Any:
    """The parts of an answer after its beginning."""
    if reply.rest is not None:
        async for part in reply.rest:
            yield part


def children(pid: int) -> list[int]:
    """The processes that a process has forked and that still are; none if it is gone itself."""
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


def keepers() -> list[int]:
    """The keepers that this process has started."""
    return [pid for pid in children(os.getpid()) if b"engine.keeper" in words(pid)]


def words(pid: int) -> bytes:
    """The command of a process; nothing if it is gone."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    """A pool over the shipped graph; tests may kill what they like, it is started again."""
    found = Opened(Plan(memory=MEMORY))
    yield found
    found.close()
