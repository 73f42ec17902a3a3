"""The cache: what is answered from it is what the engine would answer; what may differ is never kept."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from awaiting import awaited
from partnercities.engine import Facts, Job, Reply
from partnercities.engine.base import Alarm
from partnercities.engine.cache import FOREIGN, Cached
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query

MOST = 80_000
BASE = Job(Query("SELECT ?x { ?x ?y 1 }"), Kind.BINDINGS, named("json", Kind.BINDINGS), 5)


class Counting:
    """An engine that numbers its answers; `size` makes them longer, `parts` streams them."""

    def __init__(self, version: str | None = "1", size: int = 0, parts: int = 0) -> None:
        self.version = version
        self.asked = 0
        self.closed = False
        self._size = size
        self._parts = parts

    @property
    def facts(self) -> Facts | None:
        return None if self.version is None else Facts(self.version, {}, 0)

    async def answer(self, job: Job, on_slow: Alarm | None = None) -> Reply:
        self.asked += 1
        body = str(self.asked).encode() + b"." * self._size
        reply = Reply(FOREIGN if self.version is None else self.version, body, facts={"rows": 1})
        if self._parts:
            reply.rest = self._others(body)
        return reply

    async def _others(self, body: bytes) -> AsyncIterator[bytes]:
        for _ in range(self._parts):
            await asyncio.sleep(0)
            yield body

    async def close(self) -> None:
        self.closed = True


async def body(engine: Cached, job: Job = BASE) -> bytes:
    reply = await engine.answer(job)
    return reply.body + b"".join([part async for part in reply.rest] if reply.rest else [])


@awaited
async def test_the_same_question_is_computed_once():
    cached = Cached(Counting(), MOST)
    assert [await body(cached) for _ in range(3)] == [b"1"] * 3
    assert (cached.hits, cached.misses) == (2, 1)


@awaited
async def test_blanks_around_a_query_make_no_other_question():
    cached = Cached(Counting(), MOST)
    await body(cached)
    assert await body(cached, replace(BASE, query=Query(f"\n {BASE.query.text}\n"))) == b"1"


QUERY = BASE.query
OTHERS = {
    "text": replace(BASE, query=replace(QUERY, text="SELECT ?x { ?x ?y 2 }")),
    "blanks inside": replace(BASE, query=replace(QUERY, text="SELECT ?x { ?x ?y '1 '  }")),
    "default graphs": replace(BASE, query=replace(QUERY, default_graphs=("http://e.example/g",))),
    "no default graph": replace(BASE, query=replace(QUERY, default_graphs=())),
    "named graphs": replace(BASE, query=replace(QUERY, named_graphs=("http://e.example/g",))),
    "base": replace(BASE, query=replace(QUERY, base_iri="http://e.example/")),
    "kind": replace(BASE, kind=Kind.BOOLEAN),
    "format": replace(BASE, format=named("csv", Kind.BINDINGS)),
    "whole": replace(BASE, whole=True),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
@awaited
async def test_whatever_an_answer_depends_on_makes_another_question(other: Job):
    cached = Cached(Counting(), MOST)
    await body(cached)
    assert await body(cached, other) == b"2"
    assert await body(cached) == b"1"


@awaited
async def test_a_new_version_is_asked_anew_and_the_old_one_is_never_given_out():
    engine = Counting()
    cached = Cached(engine, MOST)
    await body(cached)
    engine.version = "2"
    assert await body(cached) == b"2"


@awaited
async def test_an_answer_of_a_version_that_was_replaced_meanwhile_is_not_kept():
    engine = Counting()
    cached = Cached(engine, MOST)
    asked = engine.answer

    async def late(job: Job, on_slow: Alarm | None = None) -> Reply:
        reply = await asked(job, on_slow)
        reply.version = "0"
        return reply

    engine.answer = late  # type: ignore[method-assign]
    assert [await body(cached), await body(cached)] == [b"1", b"2"]


@pytest.mark.parametrize("function", ["NOW", "RAND", "UUID", "STRUUID", "BNODE", "now", "Rand"])
@awaited
async def test_what_may_differ_each_time_is_never_kept(function: str):
    cached = Cached(Counting(), MOST)
    job = replace(BASE, query=Query(f"SELECT ({function}() AS ?x) {{}}"))
    assert [await body(cached, job) for _ in range(2)] == [b"1", b"2"]
    assert (cached.hits, cached.misses, cached.size) == (0, 0, 0)


@awaited
async def test_what_other_endpoints_say_is_never_kept():
    cached = Cached(Counting(), MOST)
    job = replace(BASE, query=Query("SELECT * { SERVICE <http://e.example/> { ?s ?p ?o } }"))
    assert [await body(cached, job) for _ in range(2)] == [b"1", b"2"]


@awaited
async def test_a_cache_of_no_size_keeps_nothing():
    cached = Cached(Counting(), 0)
    assert [await body(cached) for _ in range(2)] == [b"1", b"2"]


@awaited
async def test_it_never_holds_more_than_its_size_and_forgets_what_was_asked_longest_ago():
    cached = Cached(Counting(size=5_000), MOST)
    jobs = [replace(BASE, query=Query(f"ASK {{ ?s ?p {number} }}")) for number in range(40)]
    for job in jobs:
        await body(cached, job)
        await body(cached, jobs[0])
        assert cached.size <= MOST
    hits = cached.hits
    await body(cached, jobs[0])
    await body(cached, jobs[-1])
    assert cached.hits == hits + 2
    await body(cached, jobs[1])
    assert cached.misses == len(jobs) + 1


@awaited
async def test_an_answer_too_large_for_its_share_is_not_kept():
    cached = Cached(Counting(size=MOST // 8), MOST)
    assert (await body(cached))[:1] + (await body(cached))[:1] == b"12"
    assert cached.size == 0


@awaited
async def test_a_stream_is_kept_once_it_is_whole():
    cached = Cached(Counting(size=10, parts=3), MOST)
    first = await body(cached)
    assert len(first) == 4 * 11
    reply = await cached.answer(BASE)
    assert (reply.body, reply.rest) == (first, None)
    assert reply.facts["tag"]


@awaited
async def test_a_stream_that_is_left_or_grows_too_large_is_not_kept():
    cached = Cached(Counting(size=10, parts=3), MOST)
    reply = await cached.answer(BASE)
    assert reply.rest is not None
    await anext(reply.rest)
    assert cached.size == 0
    large = Cached(Counting(size=5_000, parts=3), MOST)
    assert len(await body(large)) == 4 * 5_001
    assert large.size == 0


@awaited
async def test_over_a_foreign_engine_nothing_is_kept_unless_a_lifetime_is_set():
    cached = Cached(Counting(version=None), MOST)
    assert [await body(cached) for _ in range(2)] == [b"1", b"2"]


@awaited
async def test_over_a_foreign_engine_an_answer_lives_as_long_as_said():
    cached = Cached(Counting(version=None), MOST, seconds=0.05)
    assert [await body(cached) for _ in range(2)] == [b"1", b"1"]
    await asyncio.sleep(0.06)
    assert [await body(cached) for _ in range(2)] == [b"2", b"2"]


@awaited
async def test_what_fails_is_not_kept():
    engine = Counting()
    cached = Cached(engine, MOST)
    asked = engine.answer

    async def fail(job: Job, on_slow: Alarm | None = None) -> Reply:
        raise TimeoutError

    engine.answer = fail  # type: ignore[method-assign]
    with pytest.raises(TimeoutError):
        await body(cached)
    engine.answer = asked  # type: ignore[method-assign]
    assert await body(cached) == b"1"


@awaited
async def test_closing_closes_the_engine_behind():
    engine = Counting()
    await Cached(engine, MOST).close()
    assert engine.closed
