"""Tests that wait: a coroutine as a test, in an event loop of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

SECONDS = 60


def awaited(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """The coroutine as a test, which fails when it takes too long."""

    @wraps(test)
    def run(*fixtures: Any, **named: Any) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(SECONDS):
                await test(*fixtures, **named)

        asyncio.run(bounded())

    return run
