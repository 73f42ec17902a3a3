"""All that a store holds as one text: N-Quads that any tool reads, with what we know of them in comments at the top."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from partnercities.dataset.difference import Graph, quad_lines
from partnercities.problems import CannotRead, Place

_FIRST = b"# partnercities snapshot 1, sha256 of what follows: "


@dataclass(frozen=True)
class State:
    """What is known of a content: its version, when it was made, and the shipped content it began with, if any."""

    version: str
    modified: datetime
    shipped: str = ""

    @property
    def written(self) -> bool:
        """Whether it is another content than the shipped one that it began with."""
        return self.version != self.shipped


def snapshot(store: ox.Store, state: State, *, merged: bool) -> bytes:
    """The text of a store, always the same for the same content; a merged default graph is left out."""
    lines = [
        f"# version {state.version}".encode(),
        f"# modified {state.modified.astimezone(UTC).isoformat()}".encode(),
        f"# shipped {state.shipped}".encode(),
        *_statements(store, merged=merged),
    ]
    body = b"\n".join(lines) + b"\n"
    return _FIRST + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def digest(store: ox.Store) -> str:
    """A short name for exactly this content."""
    return hashlib.sha256(b"\n".join(_statements(store, merged=False))).hexdigest()[:16]


def is_snapshot(text: bytes) -> bool:
    """Whether a text is one of ours, rather than N-Quads of others."""
    return text.startswith(_FIRST)


def read_snapshot(text: bytes, source: Path) -> tuple[State, ox.Store]:
    """What a snapshot holds. Raises CannotRead if it is not as it was written."""
    first, _, body = text.partition(b"\n")
    if first != _FIRST + hashlib.sha256(body).hexdigest().encode():
        raise CannotRead(
            "The snapshot is damaged: its digest is not that of its text.",
            place=Place(1, 1, str(source)),
            hint="Restore the store from a backup.",
        )
    store = ox.Store()
    store.bulk_extend(ox.parse(body, format=ox.RdfFormat.N_QUADS))
    headers = [line[2:].partition(b" ") for line in _comments(body)]
    for name, _, value in headers:
        if name == b"graph":
            store.add_graph(ox.NamedNode(value.decode()))
    words = {name: value.decode() for name, _, value in headers}
    state = State(words[b"version"], datetime.fromisoformat(words[b"modified"]), words[b"shipped"])
    return state, store


def _comments(body: bytes) -> Iterator[bytes]:
    start = 0
    while body.startswith(b"# ", start):
        end = body.index(b"\n", start)
        yield body[start:end]
        start = end + 1


def _statements(store: ox.Store, *, merged: bool) -> Iterator[bytes]:
    """The empty graphs as comments, then the lines of each graph in order."""
    graphs: list[Graph] = sorted(store.named_graphs(), key=str)
    lines = {graph: quad_lines(store, graph) for graph in graphs}
    for graph, held in lines.items():
        if not held and isinstance(graph, ox.NamedNode):
            yield f"# graph {graph.value}".encode()
    if not merged:
        yield from sorted(quad_lines(store, ox.DefaultGraph()))
    for held in lines.values():
        yield from sorted(held)
