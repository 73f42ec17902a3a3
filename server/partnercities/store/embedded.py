"""Oxigraph inside our own process: in memory, or on disk."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from partnercities.model.vocabulary import PREFIXES
from partnercities.problems import BadQuery, EndpointFailed, Place
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.mistakes import explain
from partnercities.protocol.operations import Query

_RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)


class EmbeddedStore:
    """A store of Oxigraph; several threads may ask it at the same time."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def answer(self, query: Query, kind: Kind, format: Format) -> Iterator[bytes]:
        """See Store.answer. The whole answer is made before its first byte, so a failure never cuts it."""
        result = self._evaluate(query)
        body: bytes
        if isinstance(result, ox.QueryTriples):
            body = ox.serialize(result, format=_RDF[format.name], prefixes=PREFIXES)
        else:
            body = result.serialize(format=_RESULTS[format.name])
        return iter((body,))

    def dump(self, format: Format, graph: str | None = None) -> bytes:
        """All quads in a format of datasets, or the triples of one graph in a format of graphs."""
        body: bytes = self._store.dump(format=_RDF[format.name], from_graph=ox.NamedNode(graph) if graph else None, prefixes=PREFIXES)
        return body

    def close(self) -> None:
        """Write out what is not yet on disk."""
        self._store.flush()

    def _evaluate(self, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(
                query.text,
                base_iri=query.base_iri,
                default_graph=_nodes(query.default_graphs),
                named_graphs=_nodes(query.named_graphs),
            )
        except SyntaxError as error:
            raise explain(query.text, *_place(str(error))) from error
        except OSError as error:
            raise EndpointFailed(f"The store failed: {error}") from error


def _nodes(graphs: tuple[str, ...] | None) -> list[ox.NamedNode] | None:
    try:
        return None if graphs is None else [ox.NamedNode(graph) for graph in graphs]
    except ValueError as error:
        raise BadQuery(f"A graph is named by an absolute IRI: {error}") from error


def _place(message: str) -> tuple[str, Place | None]:
    """The engine's words and the place in front of them."""
    match = _ERROR.match(message)
    return (match["what"], Place(int(match["line"]), int(match["column"]))) if match else (message, None)
