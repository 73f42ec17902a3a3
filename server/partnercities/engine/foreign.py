"""Another endpoint as an engine: each answer is read in a thread, so that the front never waits."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from partnercities.engine.base import Alarm, Facts, Job, Reply
from partnercities.engine.cache import FOREIGN
from partnercities.engine.lanes import Lanes
from partnercities.engine.run import SLOW, WHOLE
from partnercities.problems import Broken, Problem, TimedOut
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
        """See Engine.answer; what the other server computes it alone can stop, so its time is only no longer waited for."""
        await self.lanes.enter()
        timer = asyncio.get_running_loop().call_later(SLOW, on_slow) if on_slow else None
        try:
            async with asyncio.timeout(job.seconds):
                return await self._begin(job)
        except TimeoutError as error:
            self.lanes.leave()
            raise TimedOut(f"The engine gave no answer within {job.seconds:g} s.") from error
        except BaseException:
            self.lanes.leave()
            raise
        finally:
            if timer:
                timer.cancel()

    async def close(self) -> None:
        """Close the store."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._store.close()

    def _wait(self, call: Callable[..., _T], *values: object) -> "asyncio.Future[_T]":
        return asyncio.get_running_loop().run_in_executor(self._threads, call, *values)

    async def _begin(self, job: Job) -> Reply:
        parts = await self._wait(self._store.answer, job.query, job.kind, job.format, job.seconds)
        held: list[bytes] = []
        while sum(map(len, held)) <= WHOLE:
            part = await self._wait(_following, parts)
            if part is None:
                self.lanes.leave()
                return Reply(FOREIGN, b"".join(held))
            held.append(part)
        return Reply(FOREIGN, b"".join(held), self._others(parts))

    async def _others(self, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        try:
            while (part := await self._wait(_following, parts)) is not None:
                yield part
        except Problem as problem:
            raise Broken(f"The answer breaks off: {problem.detail}") from problem
        finally:
            self.lanes.leave()


def _following(parts: Iterator[bytes]) -> bytes | None:
    return next(parts, None)
