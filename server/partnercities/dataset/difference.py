"""Two states of a store compared as lines of text, and a patch applied to a store."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.dataset.patch import Patch

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass(frozen=True)
class Changed:
    """The quads of a patch."""

    removed: list[ox.Quad]
    added: list[ox.Quad]


class Before:
    """How some graphs of a store look before a change, or all its named graphs (and the default graph if `default`)."""

    def __init__(self, store: ox.Store, graphs: Iterable[ox.NamedNode] | None, *, default: bool) -> None:
        self._store = store
        self._only = None if graphs is None else set(graphs)
        self._default = default
        self._names = set(store.named_graphs())
        self._lines = {graph: _lines(store, graph) for graph in self._graphs()}

    def patch(self) -> Patch:
        """What has changed since."""
        names = set(self._store.named_graphs())
        lines = {graph: _lines(self._store, graph) for graph in self._graphs()}
        both = {*self._lines, *lines}
        nothing: frozenset[bytes] = frozenset()
        return Patch(
            frozenset().union(*(_quads(self._lines.get(g, nothing) - lines.get(g, nothing), g) for g in both)),
            frozenset().union(*(_quads(lines.get(g, nothing) - self._lines.get(g, nothing), g) for g in both)),
            _terms(self._names - names),
            _terms(names - self._names),
        )

    def _graphs(self) -> set[Graph]:
        named = set(self._store.named_graphs()) if self._only is None else self._only
        return {*named, *([ox.DefaultGraph()] if self._default else [])}


def quad_lines(store: ox.Store, graph: Graph) -> frozenset[bytes]:
    """The quads of a graph as lines of N-Quads."""
    return _quads(_lines(store, graph), graph)


def lines_of(quads: Iterable[ox.Quad]) -> frozenset[bytes]:
    """Quads as lines of N-Quads."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return frozenset((text or b"").splitlines())


def quads_of(lines: Iterable[bytes]) -> list[ox.Quad]:
    """The quads of lines of N-Quads."""
    return list(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS))


def apply(store: ox.Store, patch: Patch) -> Changed:
    """Change a store by a patch of it, and tell which quads went and came."""
    changed = Changed(quads_of(patch.removed), quads_of(patch.added))
    for quad in changed.removed:
        store.remove(quad)
    for graph in patch.dropped:
        store.remove_graph(_node(graph))
    for graph in patch.created:
        store.add_graph(_node(graph))
    store.extend(changed.added)
    return changed


def _lines(store: ox.Store, graph: Graph) -> frozenset[bytes]:
    return frozenset((store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines())


def _quads(lines: frozenset[bytes], graph: Graph) -> frozenset[bytes]:
    if isinstance(graph, ox.DefaultGraph):
        return lines
    end = f"{graph} .".encode()
    return frozenset(line[:-1] + end for line in lines)


def _terms(graphs: Iterable[ox.NamedNode | ox.BlankNode]) -> frozenset[bytes]:
    return frozenset(str(graph).encode() for graph in graphs)


def _node(term: bytes) -> ox.NamedNode | ox.BlankNode:
    text = term.decode()
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text[1:-1])
