"""Triples and quads as bytes of a format, and graphs from one format into another."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import BinaryIO, Protocol, cast

import pyoxigraph as ox

from partnercities.model.vocabulary import PREFIXES
from partnercities.problems import EndpointFailed
from partnercities.protocol.formats import Format, Kind
from partnercities.store.table import Row, Term, term_of


class Output(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""

    def flush(self) -> None:
        """Pass them on."""


RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
"""The engine's formats of graphs and datasets by our names."""
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""The engine's formats of rows by our names."""


def serialize(statements: Iterable[ox.Triple] | Iterable[ox.Quad], format: Format) -> bytes:
    """Triples or quads in a format of graphs or datasets, with our prefixes where the format has such."""
    output = BytesIO()
    serialize_to(output, statements, format)
    return output.getvalue()


def serialize_to(output: Output, statements: Iterable[ox.Triple] | Iterable[ox.Quad], format: Format) -> None:
    """Write triples or quads in a format of graphs or datasets, as they come."""
    ox.serialize(statements, cast("BinaryIO", output), format=RDF[format.name], prefixes=PREFIXES)


def from_ntriples(text: bytes, format: Format) -> bytes:
    """N-Triples in another format of graphs, sorted."""
    triples = sorted((quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)), key=str)
    return serialize(triples, format)


def from_rows(rows: Iterable[Row], format: Format) -> bytes:
    """Rows of subject, predicate, object and graph in a format of graphs, which leaves the graph out, or of datasets.

    Sorted, each once; without a graph a row stands in the default graph.
    """
    quads = sorted({_quad(row) for row in rows}, key=str)
    if Kind.DATASET in format.kinds:
        return serialize(iter(quads), format)
    return serialize(sorted({quad.triple for quad in quads}, key=str), format)


def _quad(row: Row) -> ox.Quad:
    subject, predicate, object, graph = (_node(term) if term else ox.DefaultGraph() for term in row)
    return ox.Quad(subject, predicate, object, graph)  # type: ignore[arg-type]


def _node(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    if term.kind == "uri":
        return ox.NamedNode(term.value)
    if term.kind == "bnode":
        return ox.BlankNode(term.value)
    if term.kind == "triple":
        parts = json.loads(term.value)
        return ox.Triple(*(_node(term_of(parts[part])) for part in ("subject", "predicate", "object")))  # type: ignore[arg-type]
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype)) if term.datatype else ox.Literal(term.value)


def from_json(answer: Mapping[str, object], format: Format) -> bytes:
    """An answer of rows, or a yes or no, in another format; it is given as the JSON format has it.

    Raises EndpointFailed if it holds what is no term.
    """
    text = json.dumps(answer, ensure_ascii=False).encode()
    if format.name == "json":
        return text
    output = BytesIO()
    try:
        result = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
        result.serialize(output, format=RESULTS[format.name])
    except (SyntaxError, ValueError) as error:
        raise EndpointFailed(f"The endpoint gave a term that is none: {error}") from error
    return output.getvalue()
