"""Long texts are read aside: what takes Python a second to read must not keep everybody waiting."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from partnercities.problems import Busy, Problem, TimedOut

LONG = 10_000
"""From so many characters on a text is read aside."""
_T = TypeVar("_T")


class Aside:
    """One thread in which the texts of strangers are read, one after another."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    async def read(self, text: str, work: Callable[[], _T]) -> _T:
        """What a piece of work makes of a text.

        Raises what it raises, Busy when its turn did not come in time, and TimedOut when it was not read to its end.
        """
        if len(text) < LONG:
            return work()
        turn = self._thread.submit(work)
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.wrap_future(turn)
        except TimeoutError as error:
            # What waits for its turn can be taken back; what is being read is read to its end, for nobody.
            raise self._late(read=not turn.cancel()) from error

    def _late(self, *, read: bool) -> Problem:
        if read:
            return TimedOut(
                f"The text was not read within the limit of {self._seconds:g} s.",
                hint="Send less at once; nothing was carried out.",
            )
        return Busy("Too many long queries are being read.", hint="Try again later, or ask for less.")
