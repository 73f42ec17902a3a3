"""What both doors do with the graph: ask, run a stored query, say what there is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Protocol

from partnercities import content
from partnercities.catalogue.stored import StoredQuery, load
from partnercities.dataset.build import build
from partnercities.model.vocabulary import BASE, key
from partnercities.problems import BadParameter, NotFound
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import Limits, guard, kind_of
from partnercities.settings import Settings, is_foreign
from partnercities.store import Store, Table, parse
from partnercities.store.remote import RemoteStore

RECURRENCE = {
    "network": "cities-across-networks",
    "programme": "cities-across-programmes",
    "fund": "cities-across-funds",
    "project": "cities-across-projects",
}
"""The stored query that answers the main question, by what cities recur across."""


@dataclass(frozen=True)
class Answer:
    """An answer on its way: its kind, its format and its bytes."""

    kind: Kind
    format: Format
    body: Iterator[bytes]

    def read(self) -> bytes:
        """All of it."""
        return b"".join(self.body)


class Held(Protocol):
    """What is known of a graph of ours: the name of its version, and the triples of each named graph and of the default."""

    @property
    def version(self) -> str: ...  # noqa: D102

    @property
    def graphs(self) -> Mapping[str, int]: ...  # noqa: D102

    @property
    def triples(self) -> int: ...  # noqa: D102

    @property
    def modified(self) -> datetime: ...  # noqa: D102


@dataclass(frozen=True)
class Prepared:
    """A query that passed the guard, what its answer is and how it will be written."""

    query: Query
    kind: Kind
    format: Format


class Desk:
    """One store with the stored queries over it; `dataset` is None over a foreign engine, whose content is not ours."""

    def __init__(
        self, store: Store, dataset: Held | None = None, limits: Limits | None = None, *, merged: bool = True
    ) -> None:
        self.store = store
        self.dataset = dataset
        self._limits = limits or Limits()
        self.merged = merged

    @cached_property
    def catalogue(self) -> dict[str, StoredQuery]:
        """The stored queries by their ids."""
        return load(content.folder("queries"))

    def prepare(self, query: Query, choose: Callable[[Kind], Format]) -> Prepared:
        """A query that may be evaluated, with the format that `choose` picks for its kind, before any work is done.

        Raises BadQuery, TooLarge, Refused and what `choose` raises.
        """
        guard(query.text, self._limits)
        kind = kind_of(query.text)
        return Prepared(query if query.base_iri else replace(query, base_iri=BASE), kind, choose(kind))

    def answer(self, query: Query, choose: Callable[[Kind], Format], *, seconds: float | None = None) -> Answer:
        """Answer a query; `seconds` bounds its time where the store can keep it. Raises what `prepare` raises, and more."""
        ready = self.prepare(query, choose)
        return Answer(ready.kind, ready.format, self.store.answer(ready.query, ready.kind, ready.format, seconds))

    def stored(self, name: str) -> StoredQuery:
        """The stored query of a name. Raises NotFound with the nearest that exists."""
        if name in self.catalogue:
            return self.catalogue[name]
        near = get_close_matches(name, self.catalogue, n=1)
        raise NotFound(
            f"There is no query {name!r}.",
            hint=f"Did you mean {near[0]}?" if near else "There are: " + ", ".join(self.catalogue) + ".",
        )

    def run(
        self,
        query: StoredQuery,
        values: Mapping[str, Sequence[str]],
        choose: Callable[[Kind], Format],
        *,
        limit: int | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Answer a stored query with values for its parameters, at most `limit` rows of it, in at most `seconds`."""
        text = query.bind(values) + (f"\nLIMIT {limit}" if limit is not None else "")
        self._require(query, values)
        return self.answer(self._over_all(text), choose, seconds=seconds)

    def select(self, text: str) -> Table:
        """The rows of a SELECT of ours over all that we hold."""
        return parse(self.answer(self._over_all(text), lambda kind: named("json", kind)).read())

    def _over_all(self, text: str) -> Query:
        # Over a plain default graph, which is empty, our own queries still mean all that we hold.
        if self.merged or self.dataset is None:
            return Query(text)
        graphs = tuple(self.dataset.graphs)
        return Query(text, default_graphs=graphs, named_graphs=graphs)

    def _require(self, query: StoredQuery, values: Mapping[str, Sequence[str]]) -> None:
        """Raise BadParameter for a thing that the graph does not know: an answer without it would look right."""
        for name, iri in query.things(values):
            if not self.select(f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1").rows:
                wanted = key(iri[1:-1])
                near = [found for found in self._keys if found.rpartition("/")[2] == wanted.rpartition("/")[2].lower()]
                hint = f"Did you mean {near[0]}?" if near else "A key looks like city/bg/sofia or network/urbact."
                raise BadParameter(f"{name} is {wanted!r}, which the graph does not know.", hint=hint)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        text = (
            "SELECT DISTINCT ?thing { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?thing"
        )
        return tuple(key(row["thing"]) for row in self.select(text))

    def table(self, query: StoredQuery, values: Mapping[str, Sequence[str]]) -> Table:
        """The rows of a stored SELECT."""
        return parse(self.run(query, values, lambda kind: named("json", kind)).read())


def open_desk(settings: Settings) -> Desk:
    """The desk that settings ask for: in memory, over a folder, or over another endpoint."""
    limits = Limits()
    if is_foreign(settings):
        return Desk(RemoteStore(settings.store), limits=limits)
    folder = None if settings.store == "memory" else Path(settings.store)
    dataset = build(default_graph=settings.default_graph, folder=folder)
    return Desk(dataset.store, dataset, limits, merged=settings.default_graph == "merge")
