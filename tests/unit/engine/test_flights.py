"""One evaluation for all who ask the same at once, whoever of them leaves."""

import asyncio
from collections.abc import AsyncIterator

from partnercities.engine.base import Alarm, Reply
from partnercities.engine.flights import Flights
from partnercities.problems import TimedOut


class Work:
    """Work that ends when it is told to, and counts how often it began and was stopped."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.begun = self.stopped = 0
        self.waited = 0.0
        self.end = asyncio.Event()
        self.reply = reply or Reply("1", b"whole")
        self.alarm: Alarm = lambda: None

    async def __call__(self, waited: float, alarm: Alarm | None) -> Reply:
        self.begun += 1
        self.waited = waited
        self.alarm = alarm or (lambda: None)
        try:
            await self.end.wait()
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        return self.reply


async def started(flights: Flights, work: Work, count: int) -> list[asyncio.Task[Reply | None]]:
    tasks = [asyncio.ensure_future(flights.join("key", work, None)) for _ in range(count)]
    await asyncio.sleep(0.01)
    return tasks


def test_many_who_ask_at_once_share_one_evaluation():
    async def scenario() -> None:
        flights, work = Flights(), Work()
        tasks = await started(flights, work, 5)
        work.end.set()
        assert await asyncio.gather(*tasks) == [work.reply] * 5
        assert work.begun == 1
        await flights.join("key", work, None)
        assert work.begun == 2

    asyncio.run(scenario())


def test_when_the_first_leaves_the_next_evaluates_with_the_time_that_is_left_and_work_stops_with_the_last():
    async def scenario() -> None:
        flights, work = Flights(), Work()
        first, second, third = await started(flights, work, 3)
        first.cancel()
        await asyncio.sleep(0.01)
        assert (work.begun, work.stopped) == (2, 1)
        assert work.waited > 0.005
        third.cancel()
        await asyncio.sleep(0.01)
        assert (work.begun, work.stopped) == (2, 1)
        second.cancel()
        await asyncio.sleep(0.01)
        assert (work.begun, work.stopped) == (2, 2)

    asyncio.run(scenario())


def test_who_follows_is_answered_though_the_first_leaves():
    async def scenario() -> None:
        flights, work = Flights(), Work()
        first, *others = await started(flights, work, 4)
        first.cancel()
        await asyncio.sleep(0.01)
        work.end.set()
        assert await asyncio.gather(*others) == [work.reply] * 3
        assert work.begun == 2

    asyncio.run(scenario())


def test_a_long_answer_goes_to_one_alone():
    async def rest() -> AsyncIterator[bytes]:
        yield b"more"

    async def scenario() -> None:
        flights, work = Flights(), Work(Reply("1", b"begin", rest()))
        tasks = await started(flights, work, 3)
        work.end.set()
        assert sorted(reply is None for reply in await asyncio.gather(*tasks)) == [False, True, True]

    asyncio.run(scenario())


def test_all_learn_what_went_wrong():
    async def fails(waited: float, alarm: Alarm | None) -> Reply:
        await asyncio.sleep(0.01)
        raise TimedOut("late")

    async def scenario() -> None:
        flights = Flights()
        ends = await asyncio.gather(*(flights.join("key", fails, None) for _ in range(3)), return_exceptions=True)
        assert [type(end) for end in ends] == [TimedOut] * 3

    asyncio.run(scenario())


def test_who_follows_is_told_at_once_that_it_may_take_long():
    async def scenario() -> None:
        flights, work, alarms = Flights(), Work(), list[int]()
        first = asyncio.ensure_future(flights.join("key", work, lambda: alarms.append(1)))
        await asyncio.sleep(0.01)
        second = asyncio.ensure_future(flights.join("key", work, lambda: alarms.append(2)))
        await asyncio.sleep(0.01)
        assert alarms == [2]
        work.alarm()
        work.end.set()
        await asyncio.gather(first, second)
        assert alarms == [2, 1]

    asyncio.run(scenario())
