"""One graph of a store put, extended or deleted as the Graph Store Protocol has it."""

import hashlib
import re

import pyoxigraph as ox

from partnercities.dataset.changes import GraphChange
from partnercities.dataset.difference import Graph, apply, quad_lines
from partnercities.dataset.patch import Patch
from partnercities.dataset.reading import statements
from partnercities.problems import BadRequest, NotFound, PreconditionFailed, Refused

_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def graph_tag(store: ox.Store, graph: str | None) -> str | None:
    """What names the content of a graph: a digest of its triples; None if there is no such graph.

    It changes with the triples and with nothing else. `graph` is None for the default graph.
    """
    node = _node(graph)
    if not _exists(store, node):
        return None
    digest = hashlib.sha256()
    for line in sorted(quad_lines(store, node)):
        digest.update(line + b"\n")
    return digest.hexdigest()[:32]


def change_graph(store: ox.Store, change: GraphChange, *, merged: bool) -> Patch:
    """Change a graph and tell the difference; the patch creates the graph if there was none.

    Raises NotFound for a graph to delete that is not there, PreconditionFailed, BadData, and Refused for the default
    graph where it is the merge of all.
    """
    if merged and change.graph is None:
        raise Refused(
            "The default graph is the merge of all graphs here, so it is not written.",
            hint="Name the graph to write with ?graph=.",
        )
    if change.action == "delete" and not _exists(store, _node(change.graph)):
        raise NotFound(f"There is no graph {change.graph}.")
    _require(store, change)
    patch = _ACTIONS[change.action](store, change)
    apply(store, patch)
    return patch


def _require(store: ox.Store, change: GraphChange) -> None:
    """Raise PreconditionFailed unless the conditions of a change hold (RFC 9110, section 13.1)."""
    if change.if_match is None and change.if_none_match is None:
        return
    tag = graph_tag(store, change.graph)
    if change.if_match is not None and not _listed(tag, change.if_match):
        raise PreconditionFailed("The graph is not the one that If-Match names.", hint="GET it again for its ETag.")
    if change.if_none_match is not None and _listed(tag, change.if_none_match):
        raise PreconditionFailed("The graph is one that If-None-Match names, or it is there already.")


def _listed(tag: str | None, header: str) -> bool:
    """Whether a list of entity tags has that of a graph; what stands behind a hyphen is of the representation."""
    if header.strip() == "*":
        return tag is not None
    return tag in (given.partition("-")[0] for given in _TAG.findall(header))


def _put(store: ox.Store, change: GraphChange) -> Patch:
    node = _node(change.graph)
    before, after = quad_lines(store, node), quad_lines(_sent(change), node)
    return Patch(before - after, after - before, created=_new(store, node))


def _post(store: ox.Store, change: GraphChange) -> Patch:
    node = _node(change.graph)
    new = ox.Store()
    new.extend(quad for quad in _sent(change) if quad not in store)
    return Patch(added=quad_lines(new, node), created=_new(store, node))


def _delete(store: ox.Store, change: GraphChange) -> Patch:
    node = _node(change.graph)
    dropped = frozenset() if isinstance(node, ox.DefaultGraph) else frozenset([str(node).encode()])
    return Patch(quad_lines(store, node), dropped=dropped)


_ACTIONS = {"put": _put, "post": _post, "delete": _delete}


def _sent(change: GraphChange) -> ox.Store:
    """What was sent, each part with blank nodes of its own."""
    store = ox.Store()
    for part in change.parts:
        store.extend(statements(part, "body", _node(change.graph)))
    return store


def _new(store: ox.Store, node: Graph) -> frozenset[bytes]:
    return frozenset() if _exists(store, node) else frozenset([str(node).encode()])


def _exists(store: ox.Store, node: Graph) -> bool:
    return isinstance(node, ox.DefaultGraph) or store.contains_named_graph(node)


def _node(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    try:
        return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    except ValueError as error:
        raise BadRequest(f"{graph!r} is no absolute IRI, so it names no graph.") from error
