"""A worker that is stopped in the moment in which it has answered."""

import asyncio
import marshal
from collections.abc import Callable
from typing import Any, cast

import pytest

from partnercities.engine.frames import Frame
from partnercities.engine.lanes import Lanes
from partnercities.engine.link import Link
from partnercities.engine.run import Run
from partnercities.problems import Internal, Problem


class Worker:
    """Answers at once, and lets something happen before that is heard."""

    version = "a"
    paused = 0.0

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.killed = False
        self._meanwhile = meanwhile

    def send(self, message: bytes) -> None:
        """Take the job."""

    async def next(self) -> tuple[int, bytes]:
        self._meanwhile()
        return Frame.END, marshal.dumps({})

    def computed(self) -> float:
        return 0.0

    def kill(self) -> None:
        self.killed = True


async def inquest(link: Link) -> Problem:
    return Internal("nobody asks")


@pytest.mark.parametrize("evicted", [True, False])
def test_it_is_not_given_another_job(evicted: bool):
    async def story() -> list[bool]:
        released: list[bool] = []
        worker: Any = Worker(lambda: run._evict() if evicted else None)
        lanes = Lanes(2)
        await lanes.enter()
        run = Run(cast("Link", worker), lanes, lambda _, usable: released.append(usable), inquest)
        reply = await run.answer(b"", 1, None)
        assert reply.body == b""
        assert worker.killed == evicted
        assert lanes.at_work == 0
        return released

    assert asyncio.run(story()) == [not evicted]
