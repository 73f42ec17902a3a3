"""Oxigraph inside our own process: in memory, or on disk."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, cast

import pyoxigraph as ox

from partnercities.problems import BadQuery, BadRequest, EndpointFailed, NotAcceptable, NotFound, Place, Unsupported
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.mistakes import explain
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import from_clauses
from partnercities.store.convert import RESULTS, Output, serialize, serialize_to

_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)

Graphs = list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None
_MERGES_KEPT = 4


class EmbeddedStore:
    """A store of Oxigraph; several threads may ask it at the same time."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._merges: dict[tuple[frozenset[str], frozenset[str]], ox.Store] = {}

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        """See Store.answer. The whole answer is made before its first byte, so a failure never cuts it."""
        output = BytesIO()
        self.write(query, format, output)
        return iter((output.getvalue(),))

    def write(self, query: Query, format: Format, output: Output) -> None:
        """Write the answer to a query as it is found; raises what `answer` raises, at any point."""
        result = self._evaluate(query)
        try:
            if isinstance(result, ox.QueryTriples):
                serialize_to(output, result, format)
            else:
                result.serialize(cast("BinaryIO", output), format=RESULTS[format.name])
        except OSError as error:
            # The store is in memory and the output our own: only another endpoint can fail.
            raise EndpointFailed(f"SERVICE failed: {error}") from error
        except ValueError as error:
            raise NotAcceptable(
                f"The answer cannot be written as {format.name}: {error}", hint="Another format may."
            ) from error
        except RuntimeError as error:
            raise Unsupported(f"The engine cannot evaluate this: {error}.") from error

    def write_graph(self, graph: str | None, format: Format, output: Output) -> None:
        """Write a graph, None for the default graph, in a fixed order. Raises NotFound if there is no such graph."""
        node = ox.DefaultGraph() if graph is None else _nodes((graph,))[0]
        if isinstance(node, ox.NamedNode) and not self._store.contains_named_graph(node):
            raise NotFound(f"There is no graph {graph}.")
        triples = sorted((quad.triple for quad in self._store.quads_for_pattern(None, None, None, node)), key=str)
        serialize_to(output, triples, format)

    def dump(self, format: Format, *, default_only: bool = False) -> bytes:
        """All quads in a format of datasets, or the default graph alone in a format of graphs; sorted."""
        only = ox.DefaultGraph() if default_only else None
        quads = sorted(self._store.quads_for_pattern(None, None, None, only), key=str)
        return serialize((quad.triple for quad in quads) if default_only else iter(quads), format)

    def close(self) -> None:
        """Write out what is not yet on disk."""
        self._store.flush()

    def _evaluate(self, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        default, named = _dataset(query)
        store = self._store
        if default is not None and len(set(default)) > 1:
            store = self._merged(frozenset(default), frozenset(named or ()))
            defaults: Graphs = [ox.DefaultGraph()]
        else:
            defaults = None if default is None else [*_nodes(default)]
        names: list[ox.NamedNode | ox.BlankNode] | None = None if named is None else [*_nodes(named)]
        try:
            return store.query(query.text, base_iri=query.base_iri, default_graph=defaults, named_graphs=names)
        except SyntaxError as error:
            raise explain(query.text, *place_in(str(error))) from error
        except RuntimeError as error:
            # What the engine knows by its form but cannot evaluate, such as a function it does not have.
            raise Unsupported(f"The engine cannot evaluate this: {error}.") from error
        except ValueError as error:
            raise BadRequest(f"The query cannot be read: {error}") from error
        except OSError as error:
            raise EndpointFailed(f"The store failed: {error}") from error

    def _merged(self, default: frozenset[str], named: frozenset[str]) -> ox.Store:
        """A store whose default graph is the merge of several: the engine would count a triple once in each of them."""
        if (default, named) not in self._merges:
            while len(self._merges) >= _MERGES_KEPT:
                self._merges.pop(next(iter(self._merges), (default, named)), None)
            store = ox.Store()
            for graph in _nodes(tuple(default)):
                store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in self._in(graph))
            for graph in _nodes(tuple(named)):
                store.extend(self._in(graph))
            self._merges[default, named] = store
        return self._merges[default, named]

    def _in(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, graph)


def _dataset(query: Query) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The graphs of a query: those of the protocol, else those of its FROM clauses where several need merging."""
    if query.default_graphs is not None or query.named_graphs is not None:
        return query.default_graphs, query.named_graphs
    default, named = from_clauses(query.text, query.base_iri or "")
    return (default, named) if len(set(default)) > 1 else (None, None)


def _nodes(graphs: tuple[str, ...]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(graph) for graph in graphs]
    except ValueError as error:
        raise BadQuery(f"A graph is named by an absolute IRI: {error}") from error


def place_in(message: str) -> tuple[str, Place | None]:
    """The engine's words and the place that stands in front of them."""
    match = _ERROR.match(message)
    return (match["what"], Place(int(match["line"]), int(match["column"]))) if match else (message, None)
