"""One evaluation for all who ask the same at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable

from partnercities.engine.base import Alarm, Reply

Work = Callable[[Alarm], Awaitable[Reply]]


class Flights:
    """The evaluations under way, by what they answer."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, _Flight] = {}

    async def join(self, key: Hashable, work: Work, on_slow: Alarm | None) -> Reply | None:
        """The answer to what is under way, which is begun if it is not; raises what the work raises.

        None if the answer is so long that it can be given to one alone, and another one has it.
        """
        flight = self._under_way.get(key)
        if flight is None:
            flight = self._under_way[key] = _Flight(work)
            flight.task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await flight.wait(on_slow)


class _Flight:
    """Work that ends early when nobody waits for it any more."""

    def __init__(self, work: Work) -> None:
        self.task: asyncio.Future[Reply] = asyncio.ensure_future(work(self._turn_slow))
        self._waiting = 0
        self._alarms: list[Alarm] = []
        self._is_slow = self._is_taken = False

    async def wait(self, on_slow: Alarm | None) -> Reply | None:
        self._waiting += 1
        if on_slow and self._is_slow:
            on_slow()
        elif on_slow:
            self._alarms.append(on_slow)
        try:
            reply = await asyncio.shield(self.task)
        except asyncio.CancelledError:
            if self._waiting == 1:
                self._abandon()
            raise
        finally:
            self._waiting -= 1
        if reply.rest is None:
            return reply
        taken, self._is_taken = self._is_taken, True
        return None if taken else reply

    def _turn_slow(self) -> None:
        self._is_slow = True
        for alarm in self._alarms:
            alarm()

    def _abandon(self) -> None:
        """Nobody is left: stop the work, or what it has begun to answer."""
        if not self.task.cancel() and not self.task.cancelled() and not self.task.exception() and not self._is_taken:
            self.task.result().close()
