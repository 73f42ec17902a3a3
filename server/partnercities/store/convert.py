"""Triples and quads as bytes of a format, and graphs from one format into another."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO

import pyoxigraph as ox

from partnercities.model.vocabulary import PREFIXES
from partnercities.problems import EndpointFailed
from partnercities.protocol.formats import Format

_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""What the engine calls our formats of rows."""


def serialize(statements: Iterable[ox.Triple] | Iterable[ox.Quad], format: Format) -> bytes:
    """Triples or quads in a format of graphs or datasets, with our prefixes where the format has such."""
    output = BytesIO()
    ox.serialize(statements, output, format=_RDF[format.name], prefixes=PREFIXES)
    return output.getvalue()


def from_ntriples(text: bytes, format: Format) -> bytes:
    """N-Triples in another format of graphs, sorted."""
    triples = sorted((quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)), key=str)
    return serialize(triples, format)


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
