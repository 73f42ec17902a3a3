"""Oxigraph inside our own process: in memory, or on disk."""

import re
from collections.abc import Iterator
from io import BytesIO

import pyoxigraph as ox

from partnercities.problems import BadQuery, EndpointFailed, Place
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.mistakes import explain
from partnercities.protocol.operations import Query
from partnercities.store.convert import serialize

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)


class EmbeddedStore:
    """A store of Oxigraph; several threads may ask it at the same time."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def answer(self, query: Query, kind: Kind, format: Format) -> Iterator[bytes]:
        """See Store.answer. The whole answer is made before its first byte, so a failure never cuts it."""
        result = self._evaluate(query)
        if isinstance(result, ox.QueryTriples):
            return iter((serialize(result, format),))
        output = BytesIO()
        result.serialize(output, format=_RESULTS[format.name])
        return iter((output.getvalue(),))

    def dump(self, format: Format, *, default_only: bool = False) -> bytes:
        """All quads in a format of datasets, or the default graph alone in a format of graphs; sorted."""
        only = ox.DefaultGraph() if default_only else None
        quads = sorted(self._store.quads_for_pattern(None, None, None, only), key=str)
        return serialize((quad.triple for quad in quads) if default_only else iter(quads), format)

    def close(self) -> None:
        """Write out what is not yet on disk."""
        self._store.flush()

    def _evaluate(self, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
        named: list[ox.NamedNode | ox.BlankNode] | None = None
        if query.default_graphs is not None:
            default = [*_nodes(query.default_graphs)]
        if query.named_graphs is not None:
            named = [*_nodes(query.named_graphs)]
        try:
            return self._store.query(query.text, base_iri=query.base_iri, default_graph=default, named_graphs=named)
        except SyntaxError as error:
            raise explain(query.text, *_place(str(error))) from error
        except OSError as error:
            raise EndpointFailed(f"The store failed: {error}") from error


def _nodes(graphs: tuple[str, ...]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(graph) for graph in graphs]
    except ValueError as error:
        raise BadQuery(f"A graph is named by an absolute IRI: {error}") from error


def _place(message: str) -> tuple[str, Place | None]:
    """The engine's words and the place in front of them."""
    match = _ERROR.match(message)
    return (match["what"], Place(int(match["line"]), int(match["column"]))) if match else (message, None)
