"""Clients that leave while a page is made: what the page asks for is stopped."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from flask import Flask

from asgi import scope
from awaiting import awaited
from partnercities.engine import Facts, Job, Reply
from partnercities.engine.base import Alarm
from partnercities.engine.blocking import ASKER, Asker, BlockingStore
from partnercities.problems import Broken
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.web.front import Front
from partnercities.web.rates import Rates
from partnercities.web.repeats import Repeats

CSV = named("csv", Kind.BINDINGS)


class Endless:
    """An engine that never answers, and knows how it ended."""

    facts: Facts | None = None

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.cancelled = asyncio.Event()

    async def answer(self, job: Job, on_slow: Alarm | None = None) -> Reply:
        self.begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return Reply("")

    async def close(self) -> None:
        pass


def ask(store: BlockingStore) -> bytes:
    return b"".join(store.answer(Query("SELECT * {}"), Kind.BINDINGS, CSV))


@awaited
async def test_what_is_asked_for_somebody_stops_when_they_leave():
    engine, asker = Endless(), Asker()
    store = BlockingStore(engine, asyncio.get_running_loop(), 60)
    ASKER.set(asker)
    asking = asyncio.ensure_future(asyncio.to_thread(ask, store))
    await engine.begun.wait()
    asker.leave()
    with pytest.raises(Broken, match="left"):
        await asking
    await engine.cancelled.wait()


@awaited
async def test_what_is_asked_after_they_left_is_not_waited_for():
    engine, asker = Endless(), Asker()
    store = BlockingStore(engine, asyncio.get_running_loop(), 60)
    ASKER.set(asker)
    asker.leave()
    with pytest.raises(Broken, match="left"):
        await asyncio.to_thread(ask, store)


@awaited
async def test_a_page_whose_client_leaves_stops_computing():
    engine = Endless()
    store = BlockingStore(engine, asyncio.get_running_loop(), 60)
    pages = Flask("pages")
    pages.add_url_rule("/", view_func=lambda: ask(store))
    front = Front(pages, {}, Rates(0), Repeats(0, lambda: None), 0)
    heard: list[MutableMapping[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        if heard:
            return heard.pop()
        await engine.begun.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        pass

    asked = scope("GET", "/", {}) | {"partnercities": {}}
    await front(asked, receive, send)
    assert engine.cancelled.is_set()
    assert asked["partnercities"]["outcome"] == "left"
