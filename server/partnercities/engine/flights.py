"""One evaluation for all who ask the same at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable

from partnercities.engine.base import Alarm, Reply

Work = Callable[[float, Alarm | None], Awaitable[Reply]]
"""Evaluates; it is told how many seconds its asker has waited already, and whom to alarm when it takes long."""


class Flights:
    """The evaluations under way, by what they answer, each with those who follow it.

    The first who asks evaluates in their own task, as if they were alone, so that it costs nothing where nobody follows.
    """

    def __init__(self) -> None:
        self._followers: dict[Hashable, list[asyncio.Future[Reply | None]]] = {}

    async def join(self, key: Hashable, work: Work, on_slow: Alarm | None) -> Reply | None:
        """The answer to what is under way, which is begun if it is not; raises what the work raises.

        None if the answer is so long that it can be given to one alone, and another one has it. When the first leaves,
        the next evaluates in their place.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        place: asyncio.Future[Reply | None] | None = None
        while (followers := self._followers.get(key)) is not None:
            place = loop.create_future()
            followers.append(place)
            if on_slow:
                on_slow()  # who follows looks at once whether their client is still there
            try:
                return await place
            except _LeftError:
                continue
        return await self._lead(key, work, loop.time() - began if place else 0.0, on_slow)

    async def _lead(self, key: Hashable, work: Work, waited: float, on_slow: Alarm | None) -> Reply:
        followers = self._followers[key] = []
        error: BaseException = _LeftError()
        reply = None
        try:
            reply = await work(waited, on_slow)
        except Exception as problem:
            error = problem
            raise
        finally:
            del self._followers[key]
            for place in followers:
                if not place.done():
                    _tell(place, reply, error)
        return reply


def _tell(place: "asyncio.Future[Reply | None]", reply: Reply | None, error: BaseException) -> None:
    if reply is None:
        place.set_exception(error)
    else:
        place.set_result(reply if reply.rest is None else None)


class _LeftError(Exception):
    """Who evaluated has left before the end."""
