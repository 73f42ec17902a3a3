"""One job at work on one worker: its place, its time, its answer and its end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from partnercities.engine.base import Alarm, Reply
from partnercities.engine.frames import Frame, heard, heard_problem
from partnercities.engine.lanes import Lanes, Place
from partnercities.engine.link import Link
from partnercities.problems import Broken, Busy, Problem, TimedOut

SLOW = 0.25
"""After so many seconds of computing a query counts as long: it goes on when the others do not need the machine."""
WHOLE = 1 << 16
"""Answers up to this size, in bytes, are complete before anything of them is sent."""

Release = Callable[[Link, bool], None]
"""Takes a link back, and whether its worker can be given another job."""
Inquest = Callable[[Link], Awaitable[Problem]]
"""Finds out why a worker ended."""


class Run:
    """Begins with a place and a worker, and gives both back in `finish`, whatever happens."""

    def __init__(self, link: Link, lanes: Lanes, release: Release, inquest: Inquest) -> None:
        self._link = link
        self._lanes = lanes
        self._release = release
        self._inquest = inquest
        self._place = Place(self._evict)
        self._reason: Problem | None = None
        self._timers: list[asyncio.TimerHandle] = []
        self._on_slow: Alarm | None = None
        self._was_slow = self._lives = self._over = False

    async def answer(self, message: bytes, seconds: float, on_slow: Alarm | None) -> Reply:
        """Give the job out and take the answer in, or its beginning if it is long."""
        loop = asyncio.get_running_loop()
        self._began, self._seconds, self._on_slow = loop.time(), seconds, on_slow
        self._timers = [loop.call_later(SLOW, self._turn_slow), loop.call_later(seconds, self._check_time)]
        self._computed_before = self._link.computed() or 0.0
        self._link.paused = 0.0
        self._link.send(message)
        try:
            reply = await self._beginning()
        except BaseException:
            self.finish()
            raise
        if reply.rest is None:
            self.finish()
        return reply

    async def _beginning(self) -> Reply:
        reply, parts, size = Reply(self._link.version), list[bytes](), 0
        while size <= WHOLE:
            data = await self._next(reply)
            if data is None:
                break
            parts.append(data)
            size += len(data)
        else:
            reply.rest, reply.close = self._others(reply), self.finish
        reply.body = b"".join(parts)
        return reply

    async def _others(self, reply: Reply) -> AsyncIterator[bytes]:
        try:
            while (data := await self._next(reply)) is not None:
                yield data
        except Problem as problem:
            raise Broken(f"The answer breaks off: {problem.detail}") from problem
        finally:
            self.finish()

    async def _next(self, reply: Reply) -> bytes | None:
        """The next part of the answer, None after the last. Raises what went wrong."""
        kind, payload = await self._link.next()
        if kind == Frame.DATA:
            return payload
        if kind == Frame.NOTE:
            reply.facts |= heard(payload)
            return b""
        self._lives = kind != Frame.GONE
        if kind == Frame.END:
            reply.facts |= heard(payload)
            return None
        if kind == Frame.PROBLEM:
            raise heard_problem(payload)
        raise self._reason or await self._inquest(self._link)

    def _turn_slow(self) -> None:
        """Give way to the others; not if it was the machine that was busy, and the query had hardly begun.

        Who waits for a slow reader takes a place as well.
        """
        if self._on_slow:
            self._on_slow()
            self._on_slow = None
        if (lacking := SLOW - self._computed() - self._link.waited()) > 0:
            self._timers.append(asyncio.get_running_loop().call_later(max(lacking, 0.05), self._turn_slow))
            return
        self._was_slow = True
        self._link.step_back()
        self._lanes.turn_slow(self._place)

    def _computed(self) -> float:
        """The seconds that this job has been computed."""
        now = self._link.computed()
        return asyncio.get_running_loop().time() - self._began if now is None else now - self._computed_before

    def _check_time(self) -> None:
        """Stop the worker when its time is over; the time in which it waited for a slow reader is not its own."""
        loop = asyncio.get_running_loop()
        elapsed = loop.time() - self._began
        left = self._seconds + self._link.waited() - elapsed
        if left > 0:
            self._timers.append(loop.call_later(max(left, 0.1), self._check_time))
            return
        self._stop(
            TimedOut(
                f"The query was stopped after {elapsed:.2f} s; the limit is {self._seconds:g} s.",
                hint="Ask for less: a LIMIT, a bound term, fewer patterns without a common variable.",
            )
        )

    def _evict(self) -> None:
        self._stop(Busy("Too many long queries at once: this one had to make room.", hint="Try again later."))

    def _stop(self, reason: Problem) -> None:
        """End the work at once; who waits for the answer may be held up by a reader, and learns of it later."""
        self._reason = reason
        self.finish()

    def finish(self) -> None:
        """End the job; what is not answered by now is not wanted any more."""
        if self._over:
            return
        self._over = True
        for timer in self._timers:
            timer.cancel()
        # One that was stopped just when it had answered is about to end, whatever it said last.
        usable = self._lives and self._reason is None
        if not usable:
            self._link.kill()
        self._lanes.done(self._place)
        self._release(self._link, usable and (not self._was_slow or self._link.step_forward()))
