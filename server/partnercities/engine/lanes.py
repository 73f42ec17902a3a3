"""Who may compute: a number of places, of which long queries keep at most half when others wait."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from partnercities.problems import Busy

PATIENCE = 2.0
"""How long a query waits for a place, in seconds."""


@dataclass(eq=False)
class Place:
    """One query at work; `evict` stops it when its place is needed."""

    evict: Callable[[], None]
    slow: bool = False


class Lanes:
    """Places for queries. A query that turned slow keeps its place unless more than half are slow and a new one waits."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._most_slow = max(1, places // 2)
        self._at_work = 0
        self._slow: list[Place] = []
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def at_work(self) -> int:
        """How many queries are evaluated now."""
        return self._at_work

    @property
    def waiting(self) -> int:
        """How many queries wait for a place now."""
        return sum(1 for future in self._waiting if not future.done())

    async def enter(self) -> None:
        """Wait for a place. Raises Busy when none becomes free in time."""
        if self._at_work < self._places:
            self._at_work += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._make_room()
        try:
            async with asyncio.timeout(PATIENCE):
                await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():  # its turn came at the very moment
                self.leave()
            if isinstance(error, TimeoutError):
                raise Busy(f"All {self._places} workers are busy.") from error
            raise

    def leave(self) -> None:
        """Give a place back; the next that waits gets it."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._at_work -= 1

    def turn_slow(self, place: Place) -> None:
        """Say that a query takes long."""
        place.slow = True
        self._slow.append(place)
        if self.waiting:
            self._make_room()

    def done(self, place: Place) -> None:
        """Say that a query is over, and give its place back."""
        if place.slow:
            self._slow.remove(place)
        self.leave()

    def _make_room(self) -> None:
        """Stop the long query that came last, if there are too many of them."""
        if len(self._slow) > self._most_slow:
            place = self._slow.pop()
            place.slow = False
            place.evict()
