"""Long texts are read aside: what takes Python a second to read must not keep everybody waiting."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from partnercities.problems import Busy

LONG = 10_000
"""From so many characters on a text is read aside."""
_T = TypeVar("_T")


class Aside:
    """One thread in which the texts of strangers are read, one after another."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    async def read(self, text: str, work: Callable[[], _T]) -> _T:
        """What a piece of work makes of a text. Raises what it raises, and Busy when too many long ones wait."""
        if len(text) < LONG:
            return work()
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except TimeoutError as error:
            raise Busy("Too many long queries are being read.", hint="Try again later, or ask for less.") from error
