"""What operators ask: `/health`, whether the server lives; `/ready`, whether it can take jobs; `/metrics`, its numbers."""

import json
from collections.abc import Iterator
from typing import Protocol

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from partnercities import __version__
from partnercities.engine import Engine, Job
from partnercities.engine.cache import Cached
from partnercities.engine.lanes import Lanes
from partnercities.problems import Busy, MethodNotAllowed, Problem
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.web.exchange import Exchange
from partnercities.web.repeats import Repeats

JSON = "application/json"
_SECONDS = 2.0
_FRESH = ("cache-control", "no-store")


class Working(Engine, Protocol):
    """An engine with its places for queries."""

    lanes: Lanes


class Operations:
    """Three addresses for those who look after the server; none of them needs the pages."""

    def __init__(self, engine: Working, registry: CollectorRegistry) -> None:
        self._engine = engine
        self.registry = registry

    def measure(self, answers: Cached, responses: Repeats) -> None:
        """Have the engine, what is kept and the process measured too, beside the requests."""
        self.registry.register(Gauges(self._engine, answers, responses))
        ProcessCollector(registry=self.registry)

    async def health(self, exchange: Exchange) -> bool:
        """Say that the server lives, and what it holds."""
        _only_read(exchange)
        facts = self._engine.facts
        held = {"data": facts.version, "triples": facts.triples} if facts else {}
        await _say(exchange, {"status": "ok", "version": __version__, **held})
        return True

    async def ready(self, exchange: Exchange) -> bool:
        """Say whether a query is answered now: it is tried, past all that is kept. Raises Busy if not."""
        _only_read(exchange)
        job = Job(Query("ASK {}"), Kind.BOOLEAN, named("json", Kind.BOOLEAN), _SECONDS)
        try:
            await self._engine.answer(job)
        except Problem as problem:
            raise Busy(f"No query can be answered now: {problem.detail}") from problem
        await _say(exchange, {"status": "ready"})
        return True

    async def metrics(self, exchange: Exchange) -> bool:
        """Give out the numbers in the text format of Prometheus."""
        _only_read(exchange)
        headers = [("content-type", CONTENT_TYPE_LATEST), _FRESH]
        await exchange.respond(200, headers, generate_latest(self.registry))
        return True


class Gauges(Collector):
    """What is asked of the engine and of what is kept at the moment of a scrape, so that counting costs nothing."""

    def __init__(self, engine: Working, answers: Cached, responses: Repeats) -> None:
        self._engine = engine
        self._answers = answers
        self._responses = responses

    def collect(self) -> Iterator[Metric]:
        """The numbers of now."""
        lanes = self._engine.lanes
        yield _gauge("queries_at_work", "Queries that are evaluated.", lanes.at_work)
        yield _gauge("queries_waiting", "Queries that wait for a worker.", lanes.waiting)
        yield from self._kept()
        yield InfoMetricFamily("partnercities", "The program.", {"version": __version__})
        facts = self._engine.facts
        if facts:
            yield _gauge("triples", "Triples of the default graph.", facts.triples)
            yield _gauge("graphs", "Named graphs.", len(facts.graphs))
            yield InfoMetricFamily("partnercities_data", "The content.", {"version": facts.version})

    def _kept(self) -> Iterator[Metric]:
        hits = CounterMetricFamily("partnercities_cache_hits", "Requests answered with what was kept.", labels=["of"])
        hits.add_metric(["responses"], self._responses.hits)
        hits.add_metric(["answers"], self._answers.hits)
        size = GaugeMetricFamily("partnercities_cache_bytes", "Bytes that are kept.", labels=["of"])
        size.add_metric(["responses"], self._responses.size)
        size.add_metric(["answers"], self._answers.size)
        yield from (hits, size)
        yield CounterMetricFamily(
            "partnercities_cache_misses", "Queries for which nothing was kept.", value=self._answers.misses
        )


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"partnercities_{name}", meaning, value=value)


def _only_read(exchange: Exchange) -> None:
    if exchange.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(exchange.method, ("GET", "HEAD"))


async def _say(exchange: Exchange, values: dict[str, object]) -> None:
    await exchange.respond(200, [("content-type", JSON), _FRESH], (json.dumps(values) + "\n").encode())
