"""Long texts are read in another thread, short ones at once."""

import asyncio
import threading

import pytest

from partnercities.problems import Busy, TimedOut, TooLarge
from partnercities.web.aside import LONG, Aside

TEXT = "x" * LONG


def test_only_a_long_text_is_read_in_another_thread():
    async def scenario() -> tuple[str, str]:
        aside = Aside(5)
        return (
            await aside.read("short", lambda: threading.current_thread().name),
            await aside.read(TEXT, lambda: threading.current_thread().name),
        )

    short, long = asyncio.run(scenario())
    assert short == threading.current_thread().name
    assert long.startswith("reading")


def test_what_reading_raises_is_raised():
    def refuse() -> None:
        raise TooLarge("too deep")

    with pytest.raises(TooLarge):
        asyncio.run(Aside(5).read(TEXT, refuse))


def test_who_waits_too_long_for_a_turn_comes_again_and_who_takes_too_long_does_not():
    read = []

    async def scenario() -> None:
        aside = Aside(0.1)
        end = threading.Event()
        first = asyncio.ensure_future(aside.read(TEXT, lambda: end.wait(10)))
        await asyncio.sleep(0.01)
        with pytest.raises(Busy):
            await aside.read(TEXT, lambda: read.append("second"))
        with pytest.raises(TimedOut):
            await first
        end.set()
        await aside.read(TEXT, lambda: read.append("third"))

    asyncio.run(scenario())
    assert read == ["third"]
