"""Another endpoint as an engine: each answer is read in a thread, so that the front never waits."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from partnercities.engine.base import Alarm, Facts, Job, Reply
from partnercities.engine.cache import FOREIGN
from partnercities.engine.lanes import Lanes
from partnercities.engine.run import SLOW, WHOLE
from partnercities.problems import Broken, EndpointFailed, Problem, TimedOut
from partnercities.store import Store

_T = TypeVar("_T")


class Foreign:
    """An engine over a store that waits for another server."""

    facts: Facts | None = None

    def __init__(self, store: Store, places: int) -> None:
        self.lanes = Lanes(places)
        self._store = store
        self._threads = ThreadPoolExecutor(places, "foreign")

    async def answer(self, job: Job, on_slow: Alarm | None = None) -> Reply:
        """See Engine.answer. What the other server computes it alone can stop: at the limit it is no longer waited for."""
        loop = asyncio.get_running_loop()
        await self.lanes.enter()
        reading, began = _Reading(self.lanes, self._threads), loop.time()
        timer = loop.call_later(SLOW, on_slow) if on_slow else None
        try:
            async with asyncio.timeout(job.seconds):
                return await reading.begin(self._store, job)
        except (TimeoutError, EndpointFailed) as error:
            reading.finish()
            # The store has the same limit, and may be the first to notice.
            if isinstance(error, TimeoutError) or loop.time() - began >= job.seconds:
                raise TimedOut(f"The engine gave no answer within the limit of {job.seconds:g} s.") from error
            raise
        except BaseException:
            reading.finish()
            raise
        finally:
            if timer:
                timer.cancel()

    async def close(self) -> None:
        """Close the store."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._store.close()


class _Reading:
    """One answer that comes in, and the place that it takes until its end."""

    def __init__(self, lanes: Lanes, threads: ThreadPoolExecutor) -> None:
        self._lanes = lanes
        self._threads = threads
        self._over = False

    async def begin(self, store: Store, job: Job) -> Reply:
        """The answer, or its beginning if it is long."""
        parts = await self._wait(store.answer, job.query, job.kind, job.format, job.seconds)
        held: list[bytes] = []
        while sum(map(len, held)) <= WHOLE:
            part = await self._wait(_following, parts)
            if part is None:
                self.finish()
                return Reply(FOREIGN, b"".join(held))
            held.append(part)
        return Reply(FOREIGN, b"".join(held), self._others(parts), close=self.finish)

    async def _others(self, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        try:
            while (part := await self._wait(_following, parts)) is not None:
                yield part
        except Problem as problem:
            raise Broken(f"The answer breaks off: {problem.detail}") from problem
        finally:
            self.finish()

    def finish(self) -> None:
        """Give the place back; the thread ends with the time of its request, if not before."""
        if not self._over:
            self._over = True
            self._lanes.leave()

    def _wait(self, call: Callable[..., _T], *values: object) -> "asyncio.Future[_T]":
        return asyncio.get_running_loop().run_in_executor(self._threads, call, *values)


def _following(parts: Iterator[bytes]) -> bytes | None:
    return next(parts, None)
