"""Lanes: who comes first computes first, long queries make room, and nobody who leaves takes a place along."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awaiting import awaited
from partnercities.engine import lanes
from partnercities.engine.lanes import Lanes, Place
from partnercities.problems import Busy


async def settle() -> None:
    """Let everything run that can."""
    for _ in range(5):
        await asyncio.sleep(0)


class Query:
    """A query at work in lanes, as an engine treats it: when it is evicted it is over."""

    def __init__(self, all: Lanes) -> None:
        self.lanes = all
        self.evicted = False
        self.place = Place(self._evict)

    async def begin(self, *, slow: bool = False) -> "Query":
        await self.lanes.enter()
        if slow:
            self.lanes.turn_slow(self.place)
        return self

    def end(self) -> None:
        self.lanes.done(self.place)

    def _evict(self) -> None:
        self.evicted = True
        self.end()


@awaited
async def test_there_are_as_many_places_as_said():
    found = Lanes(2)
    first, _ = await Query(found).begin(), await Query(found).begin()
    third = asyncio.ensure_future(found.enter())
    await settle()
    assert (found.at_work, found.waiting, third.done()) == (2, 1, False)
    first.end()
    await third
    assert (found.at_work, found.waiting) == (2, 0)


@awaited
async def test_who_waits_longest_is_next():
    found, order = Lanes(1), list[int]()
    running = await Query(found).begin()

    async def come(number: int) -> None:
        query = await Query(found).begin()
        order.append(number)
        query.end()

    coming = []
    for number in range(20):
        coming.append(asyncio.ensure_future(come(number)))
        await settle()
    running.end()
    await asyncio.gather(*coming)
    assert order == [*range(20)]
    assert (found.at_work, found.waiting) == (0, 0)


@awaited
async def test_who_waits_too_long_is_told_so_and_leaves_the_queue(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.02)
    found = Lanes(1)
    running = await Query(found).begin()
    with pytest.raises(Busy, match="All 1 workers are busy"):
        await found.enter()
    assert (found.at_work, found.waiting) == (1, 0)
    running.end()
    assert found.at_work == 0
    await found.enter()


@awaited
async def test_long_queries_keep_their_places_while_nobody_waits():
    found = Lanes(4)
    slow = [await Query(found).begin(slow=True) for _ in range(4)]
    assert not any(query.evicted for query in slow)


@awaited
async def test_the_long_query_that_came_last_makes_room_when_more_than_half_are_long():
    found = Lanes(4)
    slow = [await Query(found).begin(slow=True) for _ in range(4)]
    await Query(found).begin()
    assert [query.evicted for query in slow] == [False, False, False, True]
    await Query(found).begin()
    assert [query.evicted for query in slow] == [False, False, True, True]


@awaited
async def test_half_of_the_places_stay_with_long_queries(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.02)
    found = Lanes(4)
    slow = [await Query(found).begin(slow=True) for _ in range(2)]
    quick = [await Query(found).begin() for _ in range(2)]
    with pytest.raises(Busy):
        await Query(found).begin()
    assert not any(query.evicted for query in slow + quick)


@awaited
async def test_a_query_that_turns_long_while_others_wait_makes_room():
    found = Lanes(2)
    first, second = await Query(found).begin(slow=True), await Query(found).begin()
    waiting = asyncio.ensure_future(found.enter())
    await settle()
    assert not first.evicted
    found.turn_slow(second.place)
    await waiting
    assert (first.evicted, second.evicted) == (False, True)


@awaited
async def test_who_leaves_while_waiting_takes_no_place():
    found = Lanes(1)
    running = await Query(found).begin()
    waiting = asyncio.ensure_future(found.enter())
    await settle()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    running.end()
    assert (found.at_work, found.waiting) == (0, 0)


@awaited
async def test_who_leaves_at_the_moment_of_its_turn_gives_it_back():
    found = Lanes(1)
    running = await Query(found).begin()
    waiting, next_ = (asyncio.ensure_future(found.enter()) for _ in range(2))
    await settle()
    running.end()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await next_
    assert (found.at_work, found.waiting) == (1, 0)


class Crowd:
    """Queries that come and go."""

    def __init__(self, places: int) -> None:
        self.lanes = Lanes(places)
        self._coming: list[asyncio.Task[Query]] = []

    def waiting(self) -> list[asyncio.Task[Query]]:
        return [task for task in self._coming if not task.done()]

    def active(self) -> list[Query]:
        inside = [task.result() for task in self._coming if task.done() and not task.cancelled()]
        return [query for query in inside if not query.evicted]

    def come(self) -> None:
        self._coming.append(asyncio.ensure_future(Query(self.lanes).begin()))

    def slow(self) -> None:
        for query in [query for query in self.active() if not query.place.slow][:1]:
            self.lanes.turn_slow(query.place)

    def end(self) -> None:
        for query in self.active()[:1]:
            query.end()
            query.evicted = True

    def leave(self) -> None:
        for task in self.waiting()[:1]:
            task.cancel()


@given(st.integers(1, 4), st.lists(st.sampled_from(["come", "slow", "end", "leave"]), max_size=40))
@awaited
async def test_whatever_happens_no_place_is_lost(places: int, events: list[str]):
    crowd = Crowd(places)
    for event in events:
        getattr(crowd, event)()
        await settle()
        assert 0 <= crowd.lanes.at_work <= places
        assert not crowd.lanes.waiting or crowd.lanes.at_work == places
    while crowd.waiting() or crowd.active():
        crowd.leave()
        crowd.end()
        await settle()
    assert (crowd.lanes.at_work, crowd.lanes.waiting) == (0, 0)
