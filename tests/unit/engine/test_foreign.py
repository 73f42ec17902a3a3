"""Over another endpoint: whole or broken answers, its time, and places that are given back."""

import asyncio
import time
from collections.abc import Callable, Iterator

import pytest

from awaiting import awaited
from partnercities.engine import Job
from partnercities.engine.foreign import Foreign
from partnercities.engine.run import WHOLE
from partnercities.problems import BadQuery, Broken, EndpointFailed, TimedOut
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.operations import Query

CSV = named("csv", Kind.BINDINGS)


class Elsewhere:
    """A store that answers as it is told, and remembers the time that it was given."""

    def __init__(self, parts: Callable[[], Iterator[bytes]]) -> None:
        self._parts = parts
        self.seconds: float | None = None
        self.closed = False

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        self.seconds = seconds
        return self._parts()

    def close(self) -> None:
        self.closed = True


def job(seconds: float = 5) -> Job:
    return Job(Query("SELECT * {}"), Kind.BINDINGS, CSV, seconds)


def long() -> Iterator[bytes]:
    yield b"a" * (WHOLE + 1)
    yield b"b"


@awaited
async def test_a_short_answer_is_whole_and_its_place_is_free():
    store = Elsewhere(lambda: iter((b"a", b"b")))
    engine = Foreign(store, 1)
    reply = await engine.answer(job(3))
    assert (reply.body, reply.rest, engine.lanes.at_work, store.seconds) == (b"ab", None, 0, 3)
    await engine.close()
    assert store.closed


@awaited
async def test_a_long_answer_streams_and_keeps_its_place_until_its_end():
    engine = Foreign(Elsewhere(long), 1)
    reply = await engine.answer(job())
    assert reply.rest is not None
    assert engine.lanes.at_work == 1
    assert [part async for part in reply.rest] == [b"b"]
    assert engine.lanes.at_work == 0


@awaited
async def test_an_answer_that_is_not_wanted_any_more_gives_its_place_back():
    engine = Foreign(Elsewhere(long), 1)
    reply = await engine.answer(job())
    reply.close()
    reply.close()
    assert engine.lanes.at_work == 0


@awaited
async def test_an_answer_that_fails_after_its_beginning_is_broken():
    def failing() -> Iterator[bytes]:
        yield b"a" * (WHOLE + 1)
        raise EndpointFailed("gone")

    engine = Foreign(Elsewhere(failing), 1)
    reply = await engine.answer(job())
    assert reply.rest is not None
    with pytest.raises(Broken, match="gone"):
        [part async for part in reply.rest]
    assert engine.lanes.at_work == 0


@pytest.mark.parametrize("problem", [BadQuery("no"), EndpointFailed("down")])
@awaited
async def test_a_problem_at_once_is_that_problem(problem: Exception):
    def failing() -> Iterator[bytes]:
        raise problem

    engine = Foreign(Elsewhere(failing), 1)
    with pytest.raises(type(problem)):
        await engine.answer(job())
    assert engine.lanes.at_work == 0


@pytest.mark.parametrize("own_limit", [False, True])
@awaited
async def test_it_is_not_waited_for_beyond_the_limit_whoever_notices_first(own_limit: bool):
    def late() -> Iterator[bytes]:
        time.sleep(0.35 if own_limit else 0.6)
        if own_limit:
            raise EndpointFailed("timed out")
        yield b""

    engine = Foreign(Elsewhere(late), 1)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"limit of 0\.3 s"):
        await engine.answer(job(0.3))
    assert time.monotonic() - began < 0.55
    assert engine.lanes.at_work == 0


@awaited
async def test_who_leaves_gives_the_place_back():
    def late() -> Iterator[bytes]:
        time.sleep(0.3)
        yield b""

    engine = Foreign(Elsewhere(late), 1)
    asking = asyncio.ensure_future(engine.answer(job()))
    await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert engine.lanes.at_work == 0
