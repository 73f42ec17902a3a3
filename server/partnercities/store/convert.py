"""Triples and quads as bytes of a format, and graphs from one format into another."""

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO, Protocol, cast

import pyoxigraph as ox

from partnercities.model.vocabulary import PREFIXES
from partnercities.protocol.formats import Format


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
