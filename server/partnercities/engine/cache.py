"""Answers that are kept for the next time, as long as they are right and there is room."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from partnercities.engine.base import Alarm, Engine, Facts, Job, Reply
from partnercities.engine.flights import Flights
from partnercities.protocol.query_text import is_fickle

_LARGEST = 8
_LEAST = 0.05
FOREIGN = ""
"""The version of data that is not ours."""
_Key = tuple[object, ...]


@dataclass(frozen=True)
class _Kept:
    reply: Reply
    size: int
    until: float


class Cached:
    """An engine before another one: answers what it has, asks the other one and keeps its whole answers.

    Over our own graph the version of the data is part of the key, so an answer is right or not found. Over a foreign
    engine nobody tells us of a change: there an answer is kept for a number of seconds, or not at all.
    """

    def __init__(self, engine: Engine, most: int, seconds: float = 0) -> None:
        self._engine = engine
        self._most = most
        self._seconds = seconds
        self._size = 0
        self._answers: OrderedDict[_Key, _Kept] = OrderedDict()
        self._flights = Flights()
        self.hits = self.misses = 0

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    @property
    def facts(self) -> Facts | None:
        """What is held now."""
        return self._engine.facts

    async def answer(self, job: Job, on_slow: Alarm | None = None) -> Reply:
        """See Engine.answer."""
        key = self._key(job)
        if key is None:
            return await self._engine.answer(job, on_slow)
        kept = self._answers.get(key)
        if kept and kept.until and kept.until < time.monotonic():
            self._forget(key)
        elif kept:
            self._answers.move_to_end(key)
            self.hits += 1
            return kept.reply
        self.misses += 1

        async def ask(waited: float, alarm: Alarm | None) -> Reply:
            """The answer of the engine behind, which is kept; who has waited has that much less time."""
            return await self._ask(
                key, replace(job, seconds=max(job.seconds - waited, _LEAST)) if waited else job, alarm
            )

        return await self._flights.join((key, job.seconds), ask, on_slow) or await ask(0, on_slow)

    async def _ask(self, key: _Key, job: Job, on_slow: Alarm | None) -> Reply:
        reply = await self._engine.answer(job, on_slow)
        if reply.rest is not None:
            reply.rest = self._keeping(key, reply, reply.rest)
        elif key[0] == reply.version:
            self._keep(key, reply)
        return reply

    async def close(self) -> None:
        """Close the engine behind."""
        await self._engine.close()

    def _key(self, job: Job) -> _Key | None:
        """What an answer depends on, or None if it is not kept."""
        facts, query = self._engine.facts, job.query
        if not self._most or is_fickle(query.text) or (facts is None and not self._seconds):
            return None
        version = facts.version if facts else FOREIGN
        text = query.text.strip()
        return (
            version,
            text,
            query.default_graphs,
            query.named_graphs,
            query.base_iri,
            job.kind,
            job.format.name,
            job.whole,
        )

    async def _keeping(self, key: _Key, reply: Reply, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        parts: list[bytes] | None = [reply.body]
        size = len(reply.body)
        async for part in rest:
            yield part
            size += len(part)
            if size > self._most // _LARGEST:
                parts = None
            if parts is not None:
                parts.append(part)
        if parts is not None and key[0] == reply.version:
            self._keep(key, Reply(reply.version, b"".join(parts), facts=reply.facts))

    def _keep(self, key: _Key, reply: Reply) -> None:
        size = len(reply.body) + len(str(key[1]))
        if size > self._most // _LARGEST or key in self._answers:
            return
        if "tag" not in reply.facts:
            reply.facts["tag"] = hashlib.blake2b(reply.body, digest_size=12).hexdigest()
        self._answers[key] = _Kept(reply, size, time.monotonic() + self._seconds if self._seconds else 0)
        self._size += size
        while self._size > self._most:
            self._forget(next(iter(self._answers)))

    def _forget(self, key: _Key) -> None:
        self._size -= self._answers.pop(key).size
