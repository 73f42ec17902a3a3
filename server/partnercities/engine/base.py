"""The seam of engines: a job comes in, a reply goes out, and nothing of it blocks the front."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.operations import Query
from partnercities.store.terms import iri


@dataclass(frozen=True)
class Job:
    """A query that passed the guard, the kind of its answer and the format it is written in; or a graph to be given out."""

    query: Query
    kind: Kind
    format: Format
    seconds: float
    """How long it may take at most."""
    graph: str | None = None
    """The graph that is wanted as it is, with a tag, if `whole` says so; None is the default graph."""
    whole: bool = False

    @classmethod
    def of_graph(cls, graph: str | None, format: Format, seconds: float) -> "Job":
        """The job to give a graph out; its query asks the same of an engine that knows only queries."""
        pattern = f"GRAPH {iri(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        return cls(
            Query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"), Kind.GRAPH, format, seconds, graph, whole=True
        )

    def message(self) -> dict[str, Any]:
        """The job as plain values, for another process."""
        query = self.query
        return {
            "do": "graph" if self.whole else "query",
            "graph": self.graph,
            "text": query.text,
            "default": query.default_graphs,
            "named": query.named_graphs,
            "base": query.base_iri,
            "kind": self.kind.name,
            "format": self.format.name,
            "seconds": self.seconds,
        }


@dataclass
class Reply:
    """An answer: all of it in `body`, or its beginning, and `rest` has the others."""

    version: str
    """The version of the data that was asked."""
    body: bytes = b""
    rest: AsyncIterator[bytes] | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """What is known at the end, such as `rows`."""
    close: Callable[[], None] = lambda: None
    """Says that the others are not wanted."""


@dataclass(frozen=True)
class Facts:
    """What an engine holds: the version of the data, the triples of each named graph and of the default graph."""

    version: str
    graphs: Mapping[str, int]
    triples: int
    modified: str = ""
    """When the data changed last, as xsd:dateTime."""


Alarm = Callable[[], None]
"""Called once when a job turns out to take long."""


class Engine(Protocol):
    """Whatever answers jobs without blocking: workers on this machine, or another endpoint."""

    @property
    def facts(self) -> Facts | None:
        """What is held now; None over a foreign engine, whose content is not ours."""

    async def answer(self, job: Job, on_slow: Alarm | None = None) -> Reply:
        """The answer to a job.

        Raises what evaluation raises, TimedOut, OutOfMemory, Busy when no worker is free in time. After the beginning
        was given out, a failure raises Broken from the iterator. Cancelling stops the work.
        """

    async def close(self) -> None:
        """Stop every process and give back what is held."""
