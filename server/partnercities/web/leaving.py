"""Clients that leave before their answer: what is computed for them alone is stopped."""

import asyncio
from collections.abc import Callable

from partnercities.web.exchange import Exchange


class Watch:
    """Sees the client of a request leave, notes it and says so once, by calling `leave`."""

    def __init__(self, exchange: Exchange, leave: Callable[[], object]) -> None:
        self._exchange = exchange
        self._leave = leave
        self._looking: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look from now on; a short answer is not worth looking."""
        if self._looking is None:
            self._looking = asyncio.ensure_future(self._look())

    def end(self) -> None:
        """Look no more."""
        if self._looking:
            self._looking.cancel()

    async def _look(self) -> None:
        while (await self._exchange.receive())["type"] != "http.disconnect":
            pass
        self._exchange.notes["outcome"] = "left"
        self._leave()
